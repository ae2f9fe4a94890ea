/**
 * The experiments of section 6.3: film reviews by counting, by networks and by both; translation by how many pairs were learnt from.
 * @typedef {import('./measure.js').Experiment} Experiment
 */

const { translationQuality } = require('../checkpoints/language.js');

const EPOCHS = 3;
const LENGTH = 40;

/** Words and labels of reviews, those of the training part in an order that the seed decides. */
async function reviews(course, seed, others) {
  const [train, test] = [await course.sentiment('movie'), await course.sentiment('movie', { part: 'test' })];
  const added = [];
  for (const source of others) added.push(...(await course.sentiment(source)));
  const asExamples = (list) => ({
    texts: list.map(({ text }) => text),
    words: list.map(({ text }) => course.wordsOf(text)),
    labels: list.map(({ label }) => label),
  });
  const order = course.random(`reviews ${seed}`).shuffle(train);
  return { learnt: order, added, test: asExamples(test), asExamples };
}

const shareRight = (scores, labels) =>
  scores.filter((row, i) => row.indexOf(Math.max(...row)) === labels[i]).length / labels.length;

/** Trains a network on word numbers and gives its probabilities of other sentences. */
async function network(course, seed, build, learnt, asked, how) {
  const words = course.vocabulary(learnt.words, { size: 6000 });
  const [xy, ...others] = [learnt, ...asked].map(({ texts, labels }) =>
    course.sentenceExamples(texts, labels, words, { length: LENGTH }),
  );
  const model = build(words.size);
  const { stopped } = await course.fit(model, xy, { optimizer: 'adam', seed, ...how });
  const probabilities = [];
  for (const examples of others) probabilities.push((await course.evaluate(model, examples)).probabilities);
  const parameters = course.parameterCount(model);
  model.dispose();
  course.tf.dispose([xy, others]);
  return { probabilities, stopped, parameters };
}

const textCnn = (course, seed) => (size) => course.textCnn({ vocabulary: size, seed });
const cnnTraining = (course) => ({ epochs: EPOCHS, batchSize: 50, learningRate: course.cosineDecay(0.004) });

/** A layer of one number for each word and class, averaged over the sentence. */
const bagOfWords = (course, seed) => (size) => {
  const { embedding, globalAveragePooling1d, activation } = course.tf.layers;
  const embeddingsInitializer = course.tf.initializers.randomNormal({ stddev: 0.01, seed });
  return course.tf.sequential({
    layers: [
      embedding({ inputDim: size, outputDim: 2, inputLength: LENGTH, embeddingsInitializer }),
      globalAveragePooling1d({}),
      activation({ activation: 'softmax' }),
    ],
  });
};

const counting = (longest) => async (course, seed) => {
  const { learnt, test, asExamples } = await reviews(course, seed, []);
  const { words, labels } = asExamples(learnt);
  const bayes = course.naiveBayes(words, labels, { longest });
  return { accuracy: shareRight(test.words.map(bayes.scores), test.labels) };
};

const networks =
  ({ build, how, others = [], members = 1 }) =>
  async (course, seed) => {
    const { learnt, added, test, asExamples } = await reviews(course, seed, others);
    const sums = test.labels.map(() => [0, 0]);
    let [stopped, parameters] = [false, 0];
    for (let member = 0; member < members; member++) {
      const own = 100 * member + seed;
      const result = await network(
        course,
        own,
        build(course, own),
        asExamples([...learnt, ...added]),
        [test],
        how(course),
      );
      for (const [i, row] of result.probabilities[0].entries()) for (const k of row.keys()) sums[i][k] += row[k];
      stopped ||= result.stopped;
      parameters += result.parameters;
    }
    return { accuracy: shareRight(sums, test.labels), stopped, parameters };
  };

/** How much the counts weigh beside the network; chosen on 1,000 training sentences that neither learnt from. */
const WEIGHTS = [0, 0.05, 0.1, 0.2, 0.4, 0.8];

async function both(course, seed) {
  const { learnt, test, asExamples } = await reviews(course, seed, []);
  const [held, rest] = [asExamples(learnt.slice(0, 1000)), asExamples(learnt.slice(1000))];
  const bayes = course.naiveBayes(rest.words, rest.labels, { longest: 2 });
  const build = textCnn(course, seed);
  const { probabilities, stopped } = await network(course, seed, build, rest, [held, test], cnnTraining(course));
  const mixed = (part, rows, weight) => {
    const sums = part.words.map((words, i) => {
      const scores = bayes.scores(words);
      return rows[i].map((p, k) => Math.log(p + 1e-12) + weight * scores[k]);
    });
    return shareRight(sums, part.labels);
  };
  const onHeld = WEIGHTS.map((weight) => mixed(held, probabilities[0], weight));
  const weight = WEIGHTS[onHeld.indexOf(Math.max(...onHeld))];
  return { accuracy: mixed(test, probabilities[1], weight), stopped, weightOfCounts: weight };
}

const review = (name, recipe, trial, seeds) => ({
  group: 'language-sentiment',
  name,
  ...(seeds && { seeds }),
  recipes: [{ recipe, trial }],
});
const adam = `Adam 0.004, half a cosine, ${EPOCHS} epochs`;
const cnn = { build: textCnn, how: cnnTraining };

/** @type {Experiment[]} */
const sentiment = [
  review('naive Bayes, words', 'counted once', counting(1), [1]),
  review('naive Bayes, words and pairs', 'counted once', counting(2), [1]),
  review(
    'logistic regression, words',
    'Adam 0.1, half a cosine, 6 epochs',
    networks({ build: bagOfWords, how: (course) => ({ epochs: 6, learningRate: course.cosineDecay(0.1) }) }),
  ),
  review('text CNN', adam, networks(cnn)),
  review('text CNN, all three sources', adam, networks({ ...cnn, others: ['amazon', 'tweets'] })),
  review('three text CNNs, averaged', adam, networks({ ...cnn, members: 3 })),
  review('text CNN and naive Bayes', adam, both),
];

const STEPS = 510;
const BATCH = 64;

/** @type {Experiment[]} */
const translation = [300, 1000, 3000, 5400].map((count) => ({
  group: 'language-translation',
  name: `${count.toLocaleString('en')} pairs`,
  seeds: [1],
  recipes: [
    {
      recipe: `Adam 0.003, half a cosine, ${STEPS} steps`,
      given: { pairs: count },
      trial: async (course, seed) => {
        const [all, test] = [await course.englishFrench(), await course.englishFrench({ part: 'test' })];
        const dictionary = course.pairDictionary(all);
        const sizes = { sourceWords: dictionary.source.size, targetWords: dictionary.target.size };
        const model = course.convTranslator({ ...sizes, seed });
        const some = course.random(`pairs ${seed}`).shuffle(all).slice(0, count);
        const pairs = course.sentencePairs(some, dictionary, model);
        const epochs = Math.round(STEPS / Math.ceil(count / BATCH));
        const { stopped } = await course.trainTranslator(model, pairs, { epochs, batchSize: BATCH, seed });
        const { bleu, exact } = translationQuality(course, model, dictionary, test);
        model.dispose();
        course.tf.dispose([pairs.source, pairs.target]);
        return { accuracy: exact, bleu, stopped };
      },
    },
  ],
}));

module.exports = { language: [...sentiment, ...translation] };

/** Networks of section 6.3: the feeling of film reviews, and English to French. */

/** @type {import('./chapters.js').Checkpoint[]} */
const language = [
  {
    name: 'review-sentiment',
    about: 'text CNN, positive or negative film reviews, 6,000 words',
    model: (course) => course.textCnn({ vocabulary: 6000, seed: 1 }),
    async train(course, model, { report }) {
      const [train, test] = [await course.sentiment('movie'), await course.sentiment('movie', { part: 'test' })];
      const words = course.vocabulary(
        train.map(({ text }) => course.wordsOf(text)),
        { size: 6000 },
      );
      const examples = (reviews) =>
        course.sentenceExamples(
          reviews.map(({ text }) => text),
          reviews.map(({ label }) => label),
          words,
        );
      const [learnt, asked] = [examples(train), examples(test)];
      await course.fit(model, learnt, {
        epochs: 3,
        batchSize: 50,
        optimizer: 'adam',
        learningRate: course.cosineDecay(0.004),
        seed: 1,
        onEvent: (event) => {
          if (event.type === 'epoch') report(`epoch ${event.epoch + 1}: loss ${event.loss.toFixed(3)}`);
        },
      });
      const { accuracy } = await course.evaluate(model, asked);
      course.tf.dispose([learnt, asked]);
      return { accuracy };
    },
  },
  {
    name: 'english-french',
    about: 'convolutional translator, English to French, 109 words to 190',
    model: (course) => course.convTranslator({ sourceWords: 113, targetWords: 194, seed: 1 }),
    async train(course, model, { report }) {
      const [train, test] = [await course.englishFrench(), await course.englishFrench({ part: 'test' })];
      const dictionary = course.pairDictionary(train);
      const pairs = course.sentencePairs(train, dictionary, model);
      await course.trainTranslator(model, pairs, {
        epochs: 16,
        seed: 1,
        onEvent: (news) => {
          if (news.type === 'epoch')
            report(`epoch ${news.epoch + 1}: cross-entropy ${news.losses.crossEntropy.toFixed(3)}`);
        },
      });
      course.tf.dispose([pairs.source, pairs.target]);
      return translationQuality(course, model, dictionary, test);
    },
  },
];

/** BLEU of a translator, greedy and with a beam of 4, and the share of sentences that are the reference word for word. */
function translationQuality(course, model, dictionary, pairs) {
  const sentences = pairs.map(({ english }) => english);
  const references = pairs.map(({ french }) => french.split(' '));
  const [greedy, beam] = [1, 4].map((width) =>
    course.translateSentences(model, dictionary, sentences, { beam: width }).map(({ words }) => words),
  );
  return {
    bleu: course.bleu(beam, references).score,
    bleuGreedy: course.bleu(greedy, references).score,
    exact: beam.filter((words, i) => words.join(' ') === pairs[i].french).length / pairs.length,
  };
}

module.exports = { language, translationQuality };

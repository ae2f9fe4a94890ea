import {
  type Case,
  type Data,
  figures,
  type Given,
  type LayerFacts,
  type Mistake,
  type ModelExercise,
  percents,
  type Random,
  type Returned,
  say,
  type Verdict,
} from 'convolab';

/** The model has to use this share of its budget at least. */
const least = 0.8;
/** What the model has to reach on images that it was not trained on. */
const leastAccuracy = 0.7;
/** Chosen so that 2,000 images are enough for a CNN, and too few for a network that only guesses well. */
const training = { part: 'train', from: 0, count: 2000, epochs: 5, batchSize: 20, learningRate: 0.002 } as const;
const unseen = { part: 'test', from: 0, count: 1000 } as const;

type Look = 'sides' | 'layers' | 'budget' | 'accuracy';

/** What is known of a model; the accuracy only where the case looks at it. */
interface Facts {
  budget: number;
  parameters: number;
  input: number[];
  output: number[];
  convolutions: number;
  linearConvolutions: number;
  smaller: boolean;
  last: string;
  accuracy: number | null;
}

const bends = (layer: LayerFacts | undefined): boolean =>
  layer !== undefined &&
  (/ReLU|ELU|Activation/.test(layer.type) || (layer.activation !== undefined && layer.activation !== 'linear'));

/** A convolution may have its activation in a layer after it, with a normalization in between. */
function isLinear(layers: LayerFacts[], at: number): boolean {
  const next = layers.slice(at + 1).find(({ type }) => type !== 'BatchNormalization');
  return !bends(layers[at]) && !(next && next.parameters === 0 && bends(next));
}

async function measure({ model }: Returned, testCase: Case): Promise<Data> {
  const { layers } = model;
  const [budget] = testCase.args as [number];
  const convolutions = layers.flatMap(({ type }, at) => (/Conv2D/.test(type) ? [at] : []));
  const facts: Facts = {
    budget,
    parameters: model.parameters,
    input: model.inputShape,
    output: model.outputShape,
    convolutions: convolutions.length,
    linearConvolutions: convolutions.filter((at) => isLinear(layers, at)).length,
    smaller: layers.some(({ outputShape }) => outputShape.length === 3 && outputShape[0] <= 14),
    last: (layers.at(-1)?.type === 'Softmax' ? 'softmax' : layers.at(-1)?.activation) ?? 'none',
    accuracy: null,
  };
  if (testCase.given === 'accuracy') {
    await model.train(training);
    facts.accuracy = (await model.evaluate(unseen)).accuracy;
  }
  return { ...facts };
}

const words = (x: number): string => figures(x, { grouped: true });
const percent = (share: number): string => percents(share);

const verdicts: Record<Look, (facts: Facts) => Verdict> = {
  sides: ({ input, output, last }) => ({
    pass: input.join() === '28,28,1' && output.join() === '10' && last === 'softmax',
    message: say('It takes {input} and gives {output} through {last}; expected 28×28×1, 10 and softmax.', {
      input: input.join('×'),
      output: output.join('×'),
      last,
    }),
  }),
  layers: ({ convolutions, linearConvolutions, smaller }) => ({
    pass: convolutions >= 2 && linearConvolutions === 0 && smaller,
    message: smaller
      ? say(
          'It has {convolutions} convolutions, {linearConvolutions} of them without an activation, and makes the maps smaller; expected two or more, each with an activation, and maps of 14×14 or less.',
          { convolutions, linearConvolutions },
        )
      : say(
          'It has {convolutions} convolutions, {linearConvolutions} of them without an activation, and nothing that makes the maps smaller; expected two or more, each with an activation, and maps of 14×14 or less.',
          { convolutions, linearConvolutions },
        ),
  }),
  budget: ({ parameters, budget }) => ({
    pass: parameters <= budget && parameters >= least * budget,
    message: say('It has {parameters} parameters; expected {least} to {budget}.', {
      parameters: words(parameters),
      least: words(least * budget),
      budget: words(budget),
    }),
  }),
  accuracy: ({ accuracy }) => ({
    pass: accuracy !== null && accuracy >= leastAccuracy,
    message: say(
      'Trained here for {epochs} epochs on {count} images, it is right on {accuracy} of {others} others; expected {least} or more.',
      {
        epochs: training.epochs,
        count: words(training.count),
        accuracy: percent(accuracy ?? 0),
        others: words(unseen.count),
        least: percent(leastAccuracy),
      },
    ),
  }),
};

function judge(given: Given, testCase: Case): Verdict {
  const facts = given as unknown as Facts;
  const verdict = verdicts[testCase.given as Look](facts);
  // a model that is no CNN for these images shows nothing by its size or its accuracy
  const whole = testCase.given === 'sides' || (verdicts.sides(facts).pass && verdicts.layers(facts).pass);
  if (whole || testCase.given === 'layers') return verdict;
  return { pass: false, message: `${verdict.message} ${say('First it needs the right input, output and layers.')}` };
}

const look = (name: string, budget: number, given: Look, weight = 1): Case => ({ name, args: [budget], given, weight });

function casesFor(budgets: number[]): Case[] {
  const [first] = budgets;
  return [
    look('28×28×1 in, ten probabilities out', first, 'sides'),
    look('two or more convolutions with activations, and smaller maps', first, 'layers'),
    ...budgets.map((budget) => look(`a budget of ${words(budget)} parameters`, budget, 'budget', 2)),
    look(`it learns, with ${words(first)} parameters`, first, 'accuracy', 2),
  ];
}

/** Mistakes look at the facts of one case, so each names the case that it explains. */
const when =
  (on: Look, test: (facts: Facts) => boolean): Mistake['when'] =>
  (got, _expected) =>
    lookOf(got as unknown as Facts) === on && test(got as unknown as Facts);
function lookOf(facts: Facts): Look {
  if (!verdicts.sides(facts).pass) return 'sides';
  if (!verdicts.layers(facts).pass) return 'layers';
  return facts.accuracy === null ? 'budget' : 'accuracy';
}

const mistakes: Mistake[] = [
  {
    name: 'no flatten',
    when: when('sides', ({ output }) => output.length > 1),
    hint: 'The output still has height and width. Put `tf.layers.flatten()` (or a global average pooling) between the last map and the first dense layer.',
  },
  {
    name: 'no channel',
    when: when('sides', ({ input }) => input.join() !== '28,28,1'),
    hint: 'An image of Fashion-MNIST is `[28, 28, 1]`: give just that as the `inputShape` of the first layer.',
  },
  {
    name: 'no softmax',
    when: when('sides', ({ last }) => last !== 'softmax'),
    hint: "The ten outputs are to be probabilities: give the last dense layer `activation: 'softmax'`.",
  },
  {
    name: 'other number of classes',
    when: when('sides', ({ output }) => output.join() !== '10'),
    hint: 'Fashion-MNIST has ten classes, so the last dense layer has 10 units, whatever the budget is.',
  },
  {
    name: 'one convolution',
    when: when('layers', ({ convolutions }) => convolutions < 2),
    hint: 'A CNN of this exercise has two `tf.layers.conv2d` or more: the first finds edges, the second what they form.',
  },
  {
    name: 'linear convolution',
    when: when('layers', ({ linearConvolutions }) => linearConvolutions > 0),
    hint: "Without an activation two convolutions are no more than one: add `activation: 'relu'` to each.",
  },
  {
    name: 'nothing gets smaller',
    when: when('layers', ({ smaller }) => !smaller),
    hint: 'Put `tf.layers.maxPooling2d({ poolSize: 2 })` after a convolution: halving the maps also divides the weights of the dense layer by four.',
  },
  {
    name: 'over the budget',
    when: when('budget', ({ parameters, budget }) => parameters > budget),
    hint: 'Most weights sit where maps become a list: flattened values times dense units. Pool once more before it, or take fewer units; count with `model.countParams()`.',
  },
  {
    name: 'far below the budget',
    when: when('budget', ({ parameters, budget }) => parameters < least * budget),
    hint: 'Much of the budget is left. Let one width depend on it: work out how many parameters one more dense unit costs, and divide what is left by that.',
  },
  {
    name: 'does not learn',
    when: when('accuracy', ({ accuracy }) => (accuracy ?? 0) < leastAccuracy),
    hint: 'The model has the right form but learns little. Look for a layer of one or two units or filters that all has to go through, and for sigmoid or tanh where ReLU would do.',
  },
];

export const parameterBudget: ModelExercise = {
  id: '3.1',
  title: 'A CNN to a parameter budget',
  points: 4,
  kind: 'model',
  entry: 'buildCnn',
  imports: ['tf'],
  publicCases: casesFor([20_000, 5_000, 60_000]),
  gradedCases: (random: Random) => casesFor(Array.from({ length: 4 }, () => 100 * (60 + random.integer(900)))),
  measure,
  judge,
  mistakes,
  firstStep:
    'Begin with a model of fixed widths: `tf.sequential()`, a convolution with `inputShape: [28, 28, 1]`, a pooling, a second convolution, a pooling, `flatten` and a dense layer with softmax. Return it, and look at `countParams()`.',
};

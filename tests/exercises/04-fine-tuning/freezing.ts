import {
  type Case,
  type Data,
  type Given,
  type ImagesOf,
  type Mistake,
  type ModelExercise,
  type Random,
  type Returned,
  say,
  type Verdict,
} from 'convolab';
import { stagedLayers, stagedNetwork } from './given-networks';

type Look = 'trainable' | 'norms' | 'same' | 'training';

interface Setting {
  look: Look;
  /** for the training that shows what changes */
  on: ImagesOf;
}

/** What is known of the model that came back. */
interface Facts {
  look: Look;
  pattern: string;
  /** the layers with weights are those of the given model, with the same weights */
  isSame: boolean;
  /** names of convolutions and dense layers that training may change, and of those that it should */
  trainable: string[];
  wanted: string[];
  /** names of the batch normalizations that training may change */
  norms: string[];
  /** names of the layers whose weights a training of one epoch changed; none where the case does not look at it */
  changed: string[];
}

const names = (isNorm: boolean): string[] =>
  stagedLayers.filter((layer) => layer.isNorm === isNorm).map(({ name }) => name);
const all = stagedLayers.map(({ name }) => name);

/** What training changes of a layer; the running statistics of a normalization are no weights in this sense. */
function learnt(model: Returned['model'], name: string): string {
  const { moving_mean: _mean, moving_variance: _variance, ...weights } = model.weightsOf(name);
  return JSON.stringify(weights);
}

async function measure({ model, given }: Returned, testCase: Case): Promise<Data> {
  const { look, on } = testCase.given as unknown as Setting;
  const [, pattern] = testCase.args as unknown as [Data, string];
  const hasWeightsOf = (name: string): boolean =>
    JSON.stringify(model.weightsOf(name)) === JSON.stringify(given?.weightsOf(name));
  const isTrainable = (name: string): boolean => model.layers.some((layer) => layer.name === name && layer.trainable);
  const facts: Facts = {
    look,
    pattern,
    isSame: all.every(hasWeightsOf),
    trainable: names(false).filter(isTrainable),
    wanted: names(false).filter((name) => new RegExp(pattern).test(name)),
    norms: names(true).filter(isTrainable),
    changed: [],
  };
  const isFrozen = facts.trainable.length + facts.norms.length === 0;
  if (look === 'training' && facts.isSame && !isFrozen) {
    const before = all.map((name) => learnt(model, name));
    await model.train({ ...on, epochs: 1, batchSize: 20, learningRate: 0.01 });
    facts.changed = all.filter((name, i) => learnt(model, name) !== before[i]);
  }
  return facts as unknown as Data;
}

const listed = (list: string[]): string => (list.length > 0 ? list.join(', ') : say('none'));

const verdicts: Record<Look, (facts: Facts) => Verdict> = {
  same: ({ isSame }) => ({
    pass: isSame,
    message: say('It returned another model than the one it was given, or other weights; expected that one.'),
  }),
  trainable: ({ trainable, wanted, pattern }) => ({
    pass: listed(trainable) === listed(wanted),
    message: say(
      'For the pattern {pattern}, the convolutions and dense layers that may be trained are: {trainable}; expected: {wanted}.',
      { pattern, trainable: listed(trainable), wanted: listed(wanted) },
    ),
  }),
  norms: ({ norms }) => ({
    pass: norms.length === 0,
    message: say('Batch normalizations that may be trained: {norms}; expected: none.', { norms: listed(norms) }),
  }),
  training: ({ changed, wanted }) => ({
    pass: listed(changed) === listed(wanted),
    message: say('Trained here for an epoch, these layers changed: {changed}; expected: {wanted}.', {
      changed: listed(changed),
      wanted: listed(wanted),
    }),
  }),
};

function judge(given: Given): Verdict {
  const facts = given as unknown as Facts;
  return facts.isSame ? verdicts[facts.look](facts) : verdicts.same(facts);
}

/** Cases that look at the same run. */
function looksAt(seed: number | string, pattern: string, looks: Look[], from: number, frozen: string[] = []): Case[] {
  const before = frozen.length > 0 ? ', some layers frozen before' : '';
  const titles: Record<Look, string> = {
    same: 'the given model comes back',
    trainable: `the pattern ${pattern}${before}`,
    norms: `batch normalization stays frozen, the pattern ${pattern}`,
    training: `a training changes what it should, the pattern ${pattern}`,
  };
  const model = stagedNetwork(seed, frozen) as unknown as Data;
  const on: ImagesOf = { part: 'train', from, count: 100 };
  return looks.map((look) => ({
    name: titles[look],
    args: [model, pattern],
    given: { look, on } as unknown as Data,
  }));
}

const whole: Look[] = ['trainable', 'norms', 'training'];

const publicCases: Case[] = [
  ...looksAt(1, '^head', ['same', ...whole], 0),
  ...looksAt(2, 'stage3|head', whole, 100),
  ...looksAt(3, '_output$|^stage1', ['trainable'], 200, ['stage1_conv', 'stage1_norm']),
  ...looksAt(4, '.', ['trainable', 'norms'], 300),
];

function gradedCases(random: Random): Case[] {
  const patterns = ['^stage[23]', 'conv$', '^stage1|output', 'dense|3_', '^(stage2|head_d)', '[12]_conv$', '^$'];
  const drawn = Array.from({ length: 3 }, () => patterns.splice(random.integer(patterns.length), 1)[0]);
  return drawn.flatMap((pattern, i) => {
    const frozen = i > 0 ? all.filter(() => random.integer(3) === 0) : [];
    const looks: Look[] = i === 0 ? ['same', ...whole] : whole;
    return looksAt(random.integer(1e9), pattern, looks, random.integer(5000), frozen);
  });
}

const when =
  (look: Look, test: (facts: Facts) => boolean): Mistake['when'] =>
  (got) => {
    const facts = got as unknown as Facts;
    return facts.look === look && facts.isSame && test(facts);
  };
const among = (list: string[], test: (name: string) => boolean): string => listed(list.filter(test));

const mistakes: Mistake[] = [
  {
    name: 'nothing frozen',
    when: when('trainable', ({ trainable }) => trainable.length === names(false).length),
    hint: 'Every layer may be trained. Set `layer.trainable = false` where the pattern does not match.',
  },
  {
    name: 'all frozen',
    when: when('trainable', ({ trainable }) => trainable.length === 0),
    hint: 'No layer may be trained. Does a name match? `pattern` is a regular expression: `new RegExp(pattern).test(layer.name)`. And set `layer.trainable` of each layer: `model.trainable = false` freezes all of them.',
  },
  {
    name: 'other way round',
    when: when(
      'trainable',
      ({ trainable, wanted }) => listed(trainable) === among(names(false), (name) => !wanted.includes(name)),
    ),
    hint: 'It is the other way round: the layers that match stay trainable, the others are frozen.',
  },
  {
    name: 'not thawed',
    when: when(
      'trainable',
      ({ trainable, wanted }) => trainable.every((name) => wanted.includes(name)) && trainable.length < wanted.length,
    ),
    hint: 'A layer that matches is still frozen. Set `layer.trainable` of every layer, to true or to false: some were frozen before.',
  },
  {
    name: 'batch normalization trained',
    when: when('norms', ({ norms }) => norms.length > 0),
    hint: "A batch normalization stays frozen, even where its name matches: ask for `layer.getClassName() === 'BatchNormalization'`.",
  },
];

export const freezeByName: ModelExercise = {
  id: '4.4',
  title: 'Freeze by name',
  points: 3,
  kind: 'model',
  entry: 'freezeBut',
  imports: ['tf'],
  publicCases,
  gradedCases,
  measure,
  judge,
  mistakes,
  firstStep:
    'Loop over `model.layers`, and set `layer.trainable = new RegExp(pattern).test(layer.name)`. Then think of batch normalization.',
};

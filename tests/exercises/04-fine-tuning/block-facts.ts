import {
  type Case,
  type Data,
  figures,
  type Given,
  type Image,
  makeImage,
  type Random,
  type Returned,
  random,
  say,
  type Verdict,
} from 'convolab';
import { type BlockWeights, inceptionOutput, residualOutput } from './block-numbers';

export type Look = 'layers' | 'parameters' | 'numbers';

/** What is known of a block. */
export interface Facts {
  look: Look;
  fn: string;
  /** layers of the table that are not there, by name or kind */
  missing: string[];
  /** layers with weights that the table does not have */
  extra: string[];
  output: number[];
  wantedOutput: number[];
  parameters: number;
  wantedParameters: number;
  /** the largest difference from what the formula gives, over the largest number; nothing where it cannot be worked out */
  error: number | null;
  /** the name of the mistaken formula that gives what came out */
  formula: string | null;
}

/** A layer that the table names: kind, and the sizes of its weights. */
interface Row {
  name: string;
  type: 'Conv2D' | 'BatchNormalization';
  parameters: number;
}

type Formula = (image: Image, weights: BlockWeights) => Image;

interface Plan {
  rows: Row[];
  output: number[];
  formula: Formula;
  mistaken: { [name: string]: Formula };
}

/** Mean and variance of a normalization are parameters, too, though training does not change them. */
const norm = (name: string, maps: number): Row => ({ name, type: 'BatchNormalization', parameters: 4 * maps });
const conv = (name: string, kernel: number, channels: number, maps: number, bias: boolean): Row => ({
  name,
  type: 'Conv2D',
  parameters: (kernel * kernel * channels + Number(bias)) * maps,
});

function residualPlan([height, width, channels]: number[], maps: number, strides: number): Plan {
  const isSame = strides === 1 && maps === channels;
  const by =
    (slips: Parameters<typeof residualOutput>[3]): Formula =>
    (image, weights) =>
      residualOutput(image, weights, strides, slips);
  return {
    rows: [
      conv('conv1', 3, channels, maps, false),
      norm('norm1', maps),
      conv('conv2', 3, maps, maps, false),
      norm('norm2', maps),
      ...(isSame ? [] : [conv('projection', 1, channels, maps, false), norm('projection_norm', maps)]),
    ],
    output: [Math.ceil(height / strides), Math.ceil(width / strides), maps],
    formula: by({}),
    mistaken: {
      'no shortcut': by({ shortcut: false }),
      'relu before adding': by({ reluBeforeAdding: true }),
      'relu before adding only': by({ reluBeforeAdding: true, reluAtTheEnd: false }),
      'no relu at the end': by({ reluAtTheEnd: false }),
      'no relu between': by({ reluBetween: false }),
      'relu before the first normalization': by({ reluBeforeNorm: 'first' }),
      'relu before both normalizations': by({ reluBeforeNorm: 'both' }),
      'relu on the shortcut': by({ reluOnShortcut: true }),
      ...(strides > 1 ? { 'strides in the second convolution': by({ strideInSecond: true }) } : {}),
    },
  };
}

function inceptionPlan([height, width, channels]: number[], widths: { [name: string]: number }): Plan {
  const row = (name: string, kernel: number, from = channels): Row => conv(name, kernel, from, widths[name], true);
  const by =
    (slips: Parameters<typeof inceptionOutput>[2]): Formula =>
    (image, weights) =>
      inceptionOutput(image, weights, slips);
  return {
    rows: [
      row('branch1', 1),
      row('branch2_reduce', 1),
      row('branch2', 3, widths.branch2_reduce),
      row('branch3_reduce', 1),
      row('branch3', 5, widths.branch3_reduce),
      row('branch4', 1),
    ],
    output: [height, width, widths.branch1 + widths.branch2 + widths.branch3 + widths.branch4],
    formula: by({}),
    mistaken: {
      'no relu on the reductions': by({ reluOnReduction: false }),
      'no relu at the end': by({ reluAtTheEnd: false }),
      'no relu': by({ reluOnReduction: false, reluAtTheEnd: false }),
      'no pooling': by({ pooling: 'none' }),
      'average pooling': by({ pooling: 'average' }),
      'pooling after the convolution': by({ poolingLast: true }),
      'order of the branches': by({ order: ['branch4', 'branch3', 'branch2', 'branch1'] }),
      'pooling first': by({ order: ['branch4', 'branch1', 'branch2', 'branch3'] }),
    },
  };
}

/** Weights that let every layer be seen: none is the identity, and a normalization moves and stretches. */
function fill(model: Returned['model'], rows: Row[], draws: Random): BlockWeights {
  const drawn = (weight: string): number => {
    if (/gamma|variance/.test(weight)) return 0.5 + draws.uniform();
    return weight === 'kernel' ? draws.normal(0, 0.5) : draws.normal();
  };
  for (const { name } of rows) {
    const own = Object.entries(model.weightsOf(name)).map(([weight, values]): [string, number[]] => [
      weight,
      ([values].flat(4) as number[]).map(() => drawn(weight)),
    ]);
    model.setWeights(name, Object.fromEntries(own));
  }
  return Object.fromEntries(rows.map(({ name }) => [name, model.weightsOf(name)]));
}

/** The largest difference of two images, over the largest number of the second. */
function relativeError(got: Image, wanted: Image): number {
  const [a, b] = [got.flat(2), wanted.flat(2)];
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  const largest = (list: number[]): number => list.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return largest(a.map((x, i) => x - b[i])) / largest(b);
}

const sameWithin = 1e-3;

export function measureBlock({ model }: Returned, { fn, args = [], given }: Case): Data {
  const { look, seed } = given as unknown as { look: Look; seed: number };
  const inputShape = args[0] as unknown as number[];
  const plan =
    fn === 'residual'
      ? residualPlan(inputShape, args[1] as number, args[2] as number)
      : inceptionPlan(inputShape, args[1] as unknown as { [name: string]: number });
  const { rows, output, formula, mistaken } = plan;
  const isThere = ({ name, type }: Row): boolean => model.layers.some((one) => one.name === name && one.type === type);
  const facts: Facts = {
    look,
    fn: String(fn),
    missing: rows.filter((row) => !isThere(row)).map(({ name }) => name),
    extra: model.layers
      .filter(({ name, parameters }) => parameters > 0 && !rows.some((row) => row.name === name))
      .map(({ name }) => name),
    output: model.outputShape,
    wantedOutput: output,
    parameters: model.parameters,
    wantedParameters: rows.reduce((sum, { parameters }) => sum + parameters, 0),
    error: null,
    formula: null,
  };
  const isComparable =
    facts.missing.length === 0 &&
    facts.parameters === facts.wantedParameters &&
    model.inputShape.join() === inputShape.join() &&
    facts.output.join() === output.join();
  if (look === 'numbers' && isComparable) {
    const draws = random(seed);
    const weights = fill(model, rows, draws);
    const [height, width, channels] = inputShape;
    const image = makeImage(height, width, channels, () => draws.normal());
    const [got] = model.predict([image]) as Image[];
    facts.error = relativeError(got, formula(image, weights));
    if (facts.error > sameWithin)
      facts.formula =
        Object.keys(mistaken).find((name) => relativeError(got, mistaken[name](image, weights)) <= sameWithin) ?? null;
  }
  return facts as unknown as Data;
}

const words = (x: number): string => figures(x, { grouped: true });
const listed = (list: string[]): string => (list.length > 0 ? list.join(', ') : say('none'));

const verdicts: Record<Look, (facts: Facts) => Verdict> = {
  layers: ({ missing, extra, output, wantedOutput }) => ({
    pass: missing.length + extra.length === 0 && output.join() === wantedOutput.join(),
    message: say(
      'Layers that are missing: {missing}; layers with weights that are too many: {extra}. It puts out {output}; expected {wanted}.',
      { missing: listed(missing), extra: listed(extra), output: output.join('×'), wanted: wantedOutput.join('×') },
    ),
  }),
  parameters: ({ parameters, wantedParameters }) => ({
    pass: parameters === wantedParameters,
    message: say('It has {parameters} parameters; expected {wanted}.', {
      parameters: words(parameters),
      wanted: words(wantedParameters),
    }),
  }),
  numbers: ({ error }) => ({
    pass: error !== null && error <= sameWithin,
    message:
      error === null
        ? say('Its numbers cannot be compared before layers, output and parameters are right.')
        : say(
            'With random weights its numbers differ from the formula by {error} % of the largest; expected {most} % or less.',
            { error: (100 * error).toPrecision(2), most: figures(100 * sameWithin, { digits: 6 }) },
          ),
  }),
};

export function judgeBlock(given: Given): Verdict {
  const facts = given as unknown as Facts;
  return verdicts[facts.look](facts);
}

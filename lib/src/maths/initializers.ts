import { makeNested, type Nested, sizeOf } from './nested';
import { checkWhole } from './options';
import type { Random } from './random';
import { describe, type Filters, type Matrix, ShapeError } from './shapes';

/** Weights of a dense layer, of a one-dimensional or of a two-dimensional convolution; in and out come last. */
export type WeightShape =
  | [inputs: number, outputs: number]
  | [kernelSize: number, inChannels: number, outChannels: number]
  | [kernelHeight: number, kernelWidth: number, inChannels: number, outChannels: number];

/** Nested arrays of a weight shape. */
export type Weights<S extends WeightShape> = S['length'] extends 4
  ? Filters
  : S['length'] extends 3
    ? number[][][]
    : Matrix;

/** A way to draw the first weights of a layer. Their mean is 0; only their spread differs. */
export interface Initializer {
  /** As people write it, for legends. */
  name: string;
  /** LaTeX of the distribution; n_in and n_out are fan-in and fan-out. */
  formula: string;
  /** Standard deviation of the weights. */
  deviation(fanIn: number, fanOut: number): number;
  /** Of a uniform distribution: the weights lie between −limit and limit. */
  limit?(fanIn: number, fanOut: number): number;
  /**
   * Draws the weights of one layer.
   * @param shape `[inputs, outputs]` or `[kernelHeight, kernelWidth, inChannels, outChannels]`
   * @param random the generator to draw from, so that the same seed gives the same weights
   * @returns nested arrays of that shape
   * @example initializers.heNormal.sample([5, 5, 1, 6], random(1)) // [5, 5, 1, 6]
   */
  sample<S extends WeightShape>(shape: S, random: Random): Weights<S>;
}

export type InitializerName = 'randomNormal' | 'xavierNormal' | 'xavierUniform' | 'heNormal' | 'heUniform';

/** Xavier's variance 2 / (n_in + n_out) is the middle between what keeps activations and what keeps gradients alike. */
const xavier = (fanIn: number, fanOut: number): number => Math.sqrt(2 / (fanIn + fanOut));

/** ReLU sets half of its inputs to 0; He's variance 2 / n_in is twice as large to make up for it. */
const he = (fanIn: number): number => Math.sqrt(2 / fanIn);

/** The initializers of the course, by name. The normal distributions are not truncated. */
export const initializers: Record<InitializerName, Initializer> = {
  /** The same small spread for every layer, however wide. */
  randomNormal: normal('random normal', '\\mathcal{N}(0,\\; 0.01^2)', () => 0.01),
  /** Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010 */
  xavierNormal: normal('Xavier normal', '\\mathcal{N}\\Bigl(0,\\; \\tfrac{2}{n_{in} + n_{out}}\\Bigr)', xavier),
  xavierUniform: uniform('Xavier uniform', '\\pm\\sqrt{\\tfrac{6}{n_{in} + n_{out}}}', xavier),
  /** He, Zhang, Ren and Sun, Delving deep into rectifiers, 2015 */
  heNormal: normal('He normal', '\\mathcal{N}\\Bigl(0,\\; \\tfrac{2}{n_{in}}\\Bigr)', he),
  heUniform: uniform('He uniform', '\\pm\\sqrt{\\tfrac{6}{n_{in}}}', he),
};

/**
 * How many numbers go into one output of a layer, and how many outputs one input goes into. A convolution counts
 * the cells of its kernel:
 *
 *     fanIn = kernelHeight·kernelWidth·inChannels,   fanOut = kernelHeight·kernelWidth·outChannels
 *
 * @example fans([5, 5, 6, 16]) // { fanIn: 150, fanOut: 400 }
 * @throws ShapeError if the shape has less than two or more than four sizes
 */
export function fans(shape: WeightShape): { fanIn: number; fanOut: number } {
  if (!Array.isArray(shape) || shape.length < 2 || shape.length > 4) {
    const got = Array.isArray(shape) ? `[${shape.map(describe).join(', ')}]` : describe(shape);
    const expected = 'expected [inputs, outputs] or [kernelHeight, kernelWidth, inChannels, outChannels]';
    throw new ShapeError(`shape: ${expected}, got ${got}.`);
  }
  const sizes = shape.map((size, axis) => checkWhole(size, `shape[${axis}]`, 1));
  const kernel = sizeOf(sizes.slice(0, -2));
  return { fanIn: kernel * sizes[sizes.length - 2], fanOut: kernel * sizes[sizes.length - 1] };
}

type Deviation = Initializer['deviation'];

function normal(name: string, formula: string, deviation: Deviation): Initializer {
  return {
    name,
    formula: `w \\sim ${formula}`,
    deviation,
    sample: <S extends WeightShape>(shape: S, random: Random) => {
      const { fanIn, fanOut } = fans(shape);
      const spread = deviation(fanIn, fanOut);
      return makeNested(shape, () => random.normal(0, spread)) as Nested as Weights<S>;
    },
  };
}

/** A uniform distribution from −limit to limit has the standard deviation limit / √3. */
function uniform(name: string, formula: string, deviation: Deviation): Initializer {
  const limit: Deviation = (fanIn, fanOut) => Math.sqrt(3) * deviation(fanIn, fanOut);
  return {
    name,
    formula: `w \\sim \\mathcal{U}\\Bigl(${formula}\\Bigr)`,
    deviation,
    limit,
    sample: <S extends WeightShape>(shape: S, random: Random) => {
      const { fanIn, fanOut } = fans(shape);
      const bound = limit(fanIn, fanOut);
      return makeNested(shape, () => random.uniform(-bound, bound)) as Nested as Weights<S>;
    },
  };
}

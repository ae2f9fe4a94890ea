import { flattenNested, mapNested, type Nested } from './nested';
import { checkKey, checkOptions } from './options';
import { describe, ShapeError, shapeOf } from './shapes';

/** Where 0 lies among the whole numbers: `affine` uses all of them, `symmetric` keeps 0 at 0. */
export type QuantizationScheme = 'affine' | 'symmetric';

/** How numbers become whole numbers and come back. */
export interface QuantizationParameters {
  /** how much one step of the whole numbers is worth */
  scale: number;
  /** the whole number that stands for 0 */
  zeroPoint: number;
  /** the smallest whole number there is */
  lowest: number;
  /** the largest */
  highest: number;
}

export interface QuantizationOptions {
  /** `symmetric` unless given */
  scheme?: QuantizationScheme;
  /** of each whole number, 2 … 8; 8 unless given */
  bits?: number;
}

/** Numbers whose channels each have a scale of their own. */
export interface QuantizedChannels<T extends Nested[]> {
  /** whole numbers; shape as what was quantized */
  quantized: T;
  /** one for each entry of the last axis */
  parameters: QuantizationParameters[];
}

const schemes: Record<QuantizationScheme, (values: number[], bits: number) => QuantizationParameters> = {
  affine(values, bits) {
    const [lowest, highest] = [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
    const [least, most] = range(values);
    const scale = positive((most - least) / (highest - lowest));
    return { scale, zeroPoint: clamp(lowest - round(least / scale), lowest, highest), lowest, highest };
  },
  symmetric(values, bits) {
    const highest = 2 ** (bits - 1) - 1;
    const [least, most] = range(values);
    return { scale: positive(Math.max(-least, most) / highest), zeroPoint: 0, lowest: -highest, highest };
  },
};

/**
 * The scale and zero point with which all of the values fit into so many bits. Let m and M be the least and the largest value, or 0 where
 * all lie on one side of it: 0 must be among the whole numbers, as padding and dead units are exactly 0.
 *
 *     affine:     scale = (M − m) / 255,        zeroPoint = −128 − round(m / scale),   whole numbers −128 … 127
 *     symmetric:  scale = max(−m, M) / 127,     zeroPoint = 0,                         whole numbers −127 … 127
 *
 * (for 8 bits). Affine suits what comes out of a ReLU, which has no negative values to spend whole numbers on; symmetric suits weights, and
 * makes the product of two quantized numbers a plain product. Where all values are 0, the scale is 1.
 * @param values of any shape
 * @throws ShapeError for values that are no numbers, an unknown scheme or bits outside of 2 … 8
 * @see Jacob et al., "Quantization and training of neural networks for efficient integer-arithmetic-only inference", 2018
 * @example quantizationParameters([-1, 0.5, 2.81]).scale // 2.81 / 127
 */
export function quantizationParameters(values: Nested, options: QuantizationOptions = {}): QuantizationParameters {
  const { scheme, bits } = readOptions(options, 'quantizationParameters');
  shapeOf(values);
  return schemes[scheme](flattenNested(values), bits);
}

/**
 * Whole numbers for numbers, the nearest there is; those in the middle of two go to the even one.
 *
 *     q = clamp(round(x / scale) + zeroPoint, lowest, highest)
 *
 * @param values of any shape
 * @returns of the same shape
 * @example quantize([0.1, -0.26], { scale: 0.1, zeroPoint: 0, lowest: -127, highest: 127 }) // [1, -3]
 */
export function quantize<T extends Nested>(values: T, parameters: QuantizationParameters): T {
  shapeOf(values);
  const { scale, zeroPoint, lowest, highest } = checkParameters(parameters);
  return mapNested(values, (x) => clamp(round(x / scale) + zeroPoint, lowest, highest));
}

/**
 * What the whole numbers stand for. `dequantize(quantize(x))` differs from x by at most half a scale, if x is in the range.
 *
 *     x ≈ scale · (q − zeroPoint)
 */
export function dequantize<T extends Nested>(quantized: T, parameters: QuantizationParameters): T {
  shapeOf(quantized, 'quantized');
  const { scale, zeroPoint } = checkParameters(parameters);
  return mapNested(quantized, (q) => scale * (q - zeroPoint));
}

/**
 * Quantizes each entry of the last axis, which for filters is one filter each, with a scale of its own: a filter of small weights is then
 * not rounded as coarsely as its neighbour of large ones.
 * @param values of any shape but a single number, such as `[kernelHeight, kernelWidth, inChannels, outChannels]`
 */
export function quantizeChannels<T extends Nested[]>(
  values: T,
  options: QuantizationOptions = {},
): QuantizedChannels<T> {
  const { scheme, bits } = readOptions(options, 'quantizeChannels');
  const channels = shapeOf(values).at(-1);
  if (!channels) throw new ShapeError(`values: expected nested arrays [..., channels], got ${describe(values)}.`);
  const each = Array.from({ length: channels }, (): number[] => []);
  mapLast(values, (x, c) => each[c].push(x));
  const parameters = each.map((own) => schemes[scheme](own, bits));
  return { quantized: mapLast(values, (x, c) => quantize(x, parameters[c])), parameters };
}

/** What the whole numbers of `quantizeChannels` stand for. */
export function dequantizeChannels<T extends Nested[]>({ quantized, parameters }: QuantizedChannels<T>): T {
  const channels = shapeOf(quantized, 'quantized').at(-1);
  if (channels !== parameters.length) {
    throw new ShapeError(`parameters: expected ${channels}, one a channel, got ${parameters.length}.`);
  }
  return mapLast(quantized, (q, c) => dequantize(q, parameters[c]));
}

function readOptions(options: QuantizationOptions, owner: string): Required<QuantizationOptions> {
  checkOptions(options, ['scheme', 'bits'], owner);
  const { scheme = 'symmetric', bits = 8 } = options;
  if (!Number.isInteger(bits) || bits < 2 || bits > 8) {
    throw new ShapeError(`bits: expected a whole number from 2 to 8, got ${describe(bits)}.`);
  }
  return { scheme: checkKey(scheme, schemes, 'scheme'), bits };
}

function checkParameters(parameters: QuantizationParameters): QuantizationParameters {
  if (!(parameters?.scale > 0) || !Number.isInteger(parameters.zeroPoint)) {
    const got = `scale ${describe(parameters?.scale)} and zeroPoint ${describe(parameters?.zeroPoint)}`;
    throw new ShapeError(`parameters: expected a scale above 0 and a whole zeroPoint, got ${got}.`);
  }
  return parameters;
}

/** The least and the largest of the values and 0. */
function range(values: number[]): [number, number] {
  let [least, most] = [0, 0];
  for (const value of values) {
    if (value < least) least = value;
    else if (value > most) most = value;
  }
  return [least, most];
}

/** `f` of each number and its place on the last axis. */
function mapLast<T extends Nested[]>(values: T, f: (value: number, place: number) => number): T {
  return values.map((entry, place) => (typeof entry === 'number' ? f(entry, place) : mapLast(entry, f))) as T;
}

/** To the nearest whole number, halves to the even one, as processors do: rounding them all up would shift every mean. */
function round(x: number): number {
  const nearest = Math.round(x);
  return nearest - x === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest + 0;
}

function clamp(x: number, lowest: number, highest: number): number {
  return Math.min(Math.max(x, lowest), highest);
}

function positive(scale: number): number {
  return scale > 0 ? scale : 1;
}

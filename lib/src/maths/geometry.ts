import { type AxisPadding, checkOptions, checkWhole } from './options';
import { describe, ShapeError } from './shapes';

/** A window that slides along one axis. Sizes are in pixels. */
export interface SlidingWindow {
  /** Weights of the kernel along this axis, at least 1. */
  kernel: number;
  /** Pixels from one position to the next; 1 unless given. */
  stride?: number;
  /** Zeros added on each side; 'valid' (none) unless given. */
  padding?: AxisPadding;
  /** Pixels from one weight of the kernel to the next; 1 (neighbours) unless given. */
  dilation?: number;
}

/** One layer of a stack, as far as its geometry goes: a convolution or a pooling. */
export interface LayerGeometry {
  kernel: number;
  stride?: number;
  /** Zeros on each side, 0 unless given. */
  padding?: number;
  dilation?: number;
  name?: string;
}

/** What one output value sees of the input, along one axis. */
export interface ReceptiveField {
  /** Name of the layer, if it has one. */
  name?: string;
  /** Width of the seen part, in input pixels. */
  size: number;
  /** Input pixels between the fields of two neighbouring outputs: the product of all strides so far. */
  jump: number;
  /** Centre of the first output's field. The first pixel reaches from 0 to 1, so its own centre is 0.5. */
  firstCenter: number;
}

/**
 * How many positions a sliding window has along an axis of `size` pixels.
 *
 *     floor((size + 2·padding − dilation·(kernel − 1) − 1) / stride) + 1
 *
 * With 'same' it is `ceil(size / stride)`, whatever the kernel.
 * @throws ShapeError if the window does not fit into the padded axis.
 * @example outputSize(28, { kernel: 5 }) // 24
 * @see Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, https://arxiv.org/abs/1603.07285
 */
export function outputSize(size: number, window: SlidingWindow): number {
  checkOptions(window, ['kernel', 'stride', 'padding', 'dilation'], 'outputSize');
  return placeWindows(size, window, 'size').count;
}

/**
 * The zeros that TensorFlow's 'same' adds before and after an axis, so that there are `ceil(size / stride)` outputs.
 * An odd total puts the extra zero after (at the bottom, at the right); PyTorch's symmetric padding differs there.
 *
 *     total = max((ceil(size / stride) − 1)·stride + dilation·(kernel − 1) + 1 − size, 0)
 *     before = floor(total / 2),  after = total − before
 *
 * @example samePadding(8, 3, 2) // { before: 0, after: 1 }
 */
export function samePadding(size: number, kernel: number, stride = 1, dilation = 1): { before: number; after: number } {
  checkWhole(size, 'size', 1);
  checkWhole(kernel, 'kernel', 1);
  checkWhole(stride, 'stride', 1);
  checkWhole(dilation, 'dilation', 1);
  const outputs = Math.ceil(size / stride);
  const total = Math.max((outputs - 1) * stride + extent(kernel, dilation) - size, 0);
  const before = Math.floor(total / 2);
  return { before, after: total - before };
}

/**
 * Where the windows stand along one axis: `count` positions, the first one `before` pixels outside of the image.
 * The window at position i starts at pixel `i·stride − before`. `axis` names the axis in error messages.
 */
export function placeWindows(size: number, window: SlidingWindow, axis: string): { count: number; before: number } {
  const { kernel, stride = 1, padding = 'valid', dilation = 1 } = window;
  checkWhole(size, axis, 1);
  if (padding === 'same') {
    return { count: Math.ceil(size / stride), before: samePadding(size, kernel, stride, dilation).before };
  }
  if (typeof padding === 'string' && padding !== 'valid') {
    throw new ShapeError(`padding: expected 'valid', 'same' or a number, got ${describe(padding)}.`);
  }
  const before = padding === 'valid' ? 0 : checkWhole(padding, 'padding', 0);
  const covered = extent(checkWhole(kernel, 'kernel', 1), checkWhole(dilation, 'dilation', 1));
  const room = size + 2 * before - covered;
  if (room < 0) {
    const spread = dilation > 1 ? ` (kernel ${kernel} with dilation ${dilation})` : '';
    const padded = before > 0 ? ` (${size} and padding ${before} on each side)` : '';
    const expected = `expected a window of at most ${size + 2 * before} pixels${padded}`;
    throw new ShapeError(`The window does not fit into the ${axis}: ${expected}, got ${covered}${spread}.`);
  }
  return { count: Math.floor(room / checkWhole(stride, 'stride', 1)) + 1, before };
}

/**
 * The receptive field of one output at the end of a stack of layers, along one axis.
 * For each layer, from the input on:
 *
 *     size += (kernel − 1)·dilation·jump
 *     firstCenter += ((kernel − 1)·dilation / 2 − padding)·jump
 *     jump *= stride
 *
 * @example receptiveField([{ kernel: 3 }, { kernel: 3 }, { kernel: 3 }]).size // 7, as one kernel of 7
 * @see Araujo, Norris and Sim, Computing receptive fields of convolutional neural networks, Distill, 2019,
 * https://distill.pub/2019/computing-receptive-fields
 */
export function receptiveField(layers: LayerGeometry[]): ReceptiveField {
  const { size, jump, firstCenter } = receptiveFields(layers).at(-1) ?? aPixel;
  return { size, jump, firstCenter };
}

/** The receptive field after each layer of a stack; see `receptiveField`. */
export function receptiveFields(layers: LayerGeometry[]): ReceptiveField[] {
  if (!Array.isArray(layers)) throw new ShapeError(`layers: expected a list of layers, got ${describe(layers)}.`);
  const fields: ReceptiveField[] = [];
  let { size, jump, firstCenter } = aPixel;
  for (const [index, layer] of layers.entries()) {
    const place = `layers[${index}]`;
    checkOptions(layer, ['kernel', 'stride', 'padding', 'dilation', 'name'], place);
    const kernel = checkWhole(layer.kernel, `${place}.kernel`, 1);
    const stride = checkWhole(layer.stride ?? 1, `${place}.stride`, 1);
    const padding = checkWhole(layer.padding ?? 0, `${place}.padding`, 0);
    const dilation = checkWhole(layer.dilation ?? 1, `${place}.dilation`, 1);
    const reach = extent(kernel, dilation) - 1;
    size += reach * jump;
    firstCenter += (reach / 2 - padding) * jump;
    jump *= stride;
    fields.push({ ...(layer.name === undefined ? {} : { name: layer.name }), size, jump, firstCenter });
  }
  return fields;
}

/**
 * The units that one unit at the end of a stack depends on, along one axis. Unit i of a layer reads the units
 *
 *     i·stride − padding + a·dilation,   a = 0 … kernel − 1
 *
 * of the one before it. Numbers below 0, or past the last unit, are padding: zeros, which are read but depend on nothing.
 * @param unit of the last layer, from 0
 * @returns one ascending list for the input and for each layer; the last one holds the unit alone
 * @throws ShapeError if a window does not fit, or there is no such unit
 * @example unitsSeen(8, [{ kernel: 3 }, { kernel: 2, stride: 2 }], 1) // [[2, 3, 4, 5], [2, 3], [1]]
 */
export function unitsSeen(inputSize: number, layers: LayerGeometry[], unit: number): number[][] {
  const counts = [checkWhole(inputSize, 'inputSize', 1)];
  for (const { kernel, stride, padding, dilation } of layers)
    counts.push(outputSize(counts[counts.length - 1], { kernel, stride, padding, dilation }));
  const count = counts[layers.length];
  if (checkWhole(unit, 'unit', 0) >= count)
    throw new ShapeError(`unit: expected one of 0 … ${count - 1}, got ${unit}.`);
  const seen = [[unit]];
  for (const [index, { kernel, stride = 1, padding = 0, dilation = 1 }] of [...layers.entries()].reverse()) {
    const real = seen[0].filter((i) => i >= 0 && i < counts[index + 1]);
    const read = real.flatMap((i) => Array.from({ length: kernel }, (_, a) => i * stride - padding + a * dilation));
    seen.unshift([...new Set(read)].sort((a, b) => a - b));
  }
  return seen;
}

/** Before the first layer every value sees itself. */
const aPixel: ReceptiveField = { size: 1, jump: 1, firstCenter: 0.5 };

/** Pixels that a kernel covers, gaps of the dilation included. */
function extent(kernel: number, dilation: number): number {
  return dilation * (kernel - 1) + 1;
}

import { activations } from '../../maths';
import { short } from '../../visualizers/number-text';
import type { Activated, Stage } from './stages';
import type { Drawn, Unit } from './state';

/** All that the widget says. */

export const controls = {
  image: 'Image',
  blank: 'blank',
  asItWas: 'As it was',
  clear: 'Clear',
  eraser: 'Eraser',
  penWidth: 'Pen width',
  penLevel: 'Pen brightness',
};

export const title = 'Your network, live';

export const hint = 'Draw, and click any square of a map to see how it is computed.';

export const drawing = {
  title: 'Draw here',
  label: (height: number, width: number, down: boolean): string =>
    `${height} by ${width} pixels. Arrow keys move the pen, the space bar draws a dot, Enter ${down ? 'lifts the pen' : 'puts the pen down, so that the arrows draw'}.`,
};

export const answer = {
  probabilities: 'What it says',
  numbers: 'What comes out',
  label: (text: string): string =>
    `${text} Up and down arrows move from class to class, Enter shows how one is computed.`,
};

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** A number after a sign: `(−0.2)` */
export const bracketed = (value: number): string => (value < 0 ? `(${short(value)})` : short(value));

/** A class and its number, as a share where softmax made it one. */
export const classValue = (value: number, isShare: boolean): string => (isShare ? percent(value) : short(value));

/** `Most likely: Coat 63.0 %, then Pullover 30.1 %.` */
export function verdict(classes: readonly string[], values: readonly number[], isShare: boolean): string {
  const order = values.map((_, k) => k).sort((a, b) => values[b] - values[a]);
  const [first, second] = order.map((k) => `${classes[k]} ${classValue(values[k], isShare)}`);
  return `Most likely: ${first}${second ? `, then ${second}` : ''}.`;
}

const activationName = (activation: Activated): string =>
  activation === undefined ? 'nothing' : activation === 'softmax' ? 'softmax' : activations[activation].name;

/** A layer's own name, or a word for what it is where the name is none that a reader gave. */
export function layerName(layers: readonly Drawn[], n: number): string {
  const { stage } = layers[n];
  if (stage.name.length <= 12) return stage.name;
  const number = layers.slice(0, n + 1).filter((other) => other.stage.kind === stage.kind).length;
  return `${word(stage)} ${number}`;
}

function word(stage: Stage): string {
  if (stage.kind === 'conv2d') return 'convolution';
  if (stage.kind === 'pool2d') return `${stage.pooling} pooling`;
  return stage.kind === 'activation' ? activationName(stage.activation) : stage.kind;
}

/** `6 maps 28×28` or `120 units` */
export const sizeText = ([rows, columns, count]: readonly number[]): string =>
  rows === 1 && columns === 1 ? `${count} units` : `${count} map${count === 1 ? '' : 's'} ${rows}×${columns}`;

export const layerTitle = (layers: readonly Drawn[], n: number): string =>
  `${layerName(layers, n)}: ${sizeText(layers[n].shape)}`;

/** What kind of layer it is, in a sentence, and how its units are reached. */
export function layerLabel({ stage }: Drawn): string {
  const window = 'size' in stage ? ` ${stage.size.join('×')}` : '';
  const then = 'activation' in stage && stage.kind !== 'activation' && stage.activation;
  const what = `${word(stage)}${window}${then ? `, then ${activationName(then)}` : ''}`;
  return `${what}. Arrow keys move from unit to unit, page down and page up to the next map and back, Enter shows how a unit is computed.`;
}

/** `c3, map 4, row 2, column 6` or `f6, unit 12` */
export function unitName(layers: readonly Drawn[], { layer, channel, i, j }: Unit, classes: readonly string[]): string {
  const [rows, columns] = layers[layer].shape;
  const name = layerName(layers, layer);
  if (layer === layers.length - 1) return `${name}, ${classes[channel]}`;
  if (rows === 1 && columns === 1) return `${name}, unit ${channel + 1}`;
  return `${name}, map ${channel + 1}, row ${i + 1}, column ${j + 1}`;
}

export const status = {
  reached: (name: string, value: number): string => `${name}: ${short(value)}. Enter shows how it is computed.`,
  explained: (name: string, value: number): string => `${name}: ${short(value)}.`,
};

export const computation = {
  title: (name: string): string => `How ${name} comes about`,
  image: 'image',
  map: (channel: number): string => `map ${channel + 1}`,
  kernel: 'kernel',
  inputs: 'inputs',
  weights: 'weights',
  products: 'products',
  window: 'window',
  /** one of the inputs of a dense layer */
  input: (isMap: boolean, channel: number, y: number, x: number): string =>
    isMap ? `map ${channel + 1} (${y + 1}, ${x + 1})` : `unit ${channel + 1}`,
  strip: 'Products of each map, and their sum',
  choose: 'Left and right arrows choose the map whose products are shown.',
  /** `products 0.41 + bias 0.02 = 0.43` */
  sum: (from: number, products: number, bias: number, sum: number): string =>
    `${from > 1 ? `all ${from} maps` : 'products'} ${short(products)} ${bias < 0 ? '−' : '+'} bias ${short(Math.abs(bias))} = ${short(sum)}`,
  activated: (activation: Activated, sum: number, output: number, classes: number): string => {
    if (activation === undefined) return '';
    if (activation === 'softmax')
      return `softmax: e^${short(sum)} divided by the sum over all ${classes} classes = ${short(output)}`;
    return `${activationName(activation)}(${short(sum)}) = ${short(output)}`;
  },
  pooled: (pooling: 'max' | 'average', output: number): string =>
    `${pooling === 'max' ? 'the largest of them' : 'their mean'} is ${short(output)}`,
  padding: (count: number): string => `${count} of the values lie in the padding and count as 0.`,
  largest: (products: readonly { name: string; value: number; weight: number }[]): string =>
    `Largest products: ${products.map(({ name, value, weight }) => `${name} ${short(value)}·${bracketed(weight)} = ${short(value * weight)}`).join('; ')}.`,
};

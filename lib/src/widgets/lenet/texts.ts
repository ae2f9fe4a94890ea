import { toSay } from '../../languages/english';
import { percents, say } from '../../languages/texts';
import { activations } from '../../maths';
import { short } from '../../visualizers/number-text';
import type { Activated, Stage } from './stages';
import type { Drawn, Unit } from './state';

/** All that the widget says, but for what goes into a sum: see `sum-words.ts`. */

export const controls = {
  image: () => say('Image'),
  blank: () => say('blank'),
  asItWas: () => say('Reset'),
  clear: () => say('Clear'),
  eraser: () => say('Eraser'),
  penWidth: () => say('Pen width'),
  penLevel: () => say('Pen brightness'),
};

export const title = toSay('Your network, live');

export const hint = (): string => say('Draw, and click any square of a map to see how it is computed.');

export const drawing = {
  title: () => say('Draw here'),
  label: (height: number, width: number): string => say('{height} by {width} pixels.', { height, width }),
  keys: (down: boolean): string =>
    down
      ? say('Arrow keys draw, the space bar draws a dot, Enter lifts the pen.')
      : say('Arrow keys move the pen, the space bar draws a dot, Enter puts the pen down, so that the arrows draw.'),
};

export const answer = {
  probabilities: () => say('What it says'),
  numbers: () => say('What comes out'),
  keys: () => say('Up and down arrows move from class to class, Enter shows how one is computed.'),
};

/** A class and its number, as a share where softmax made it one. */
export const classValue = (value: number, isShare: boolean): string => (isShare ? percents(value) : short(value));

/** `Most likely: Coat 63.0 %, then Pullover 30.1 %.` */
export function verdict(classes: readonly string[], values: readonly number[], isShare: boolean): string {
  const order = values.map((_, k) => k).sort((a, b) => values[b] - values[a]);
  const [first, second] = order.map((k) => `${classes[k]} ${classValue(values[k], isShare)}`);
  return second === undefined
    ? say('Most likely: {first}.', { first })
    : say('Most likely: {first}, then {second}.', { first, second });
}

export const activationName = (activation: Exclude<Activated, undefined>): string =>
  activation === 'softmax' ? 'softmax' : activations[activation].name;

/** A layer's own name, or a word for what it is where the name is none that a reader gave. */
export function layerName(layers: readonly Drawn[], n: number): string {
  const { stage } = layers[n];
  if (stage.name.length <= 12) return stage.name;
  const number = layers.slice(0, n + 1).filter((other) => other.stage.kind === stage.kind).length;
  return `${word(stage)} ${number}`;
}

function word(stage: Stage): string {
  if (stage.kind === 'conv2d') return say('convolution');
  if (stage.kind === 'pool2d') return stage.pooling === 'max' ? say('max pooling') : say('average pooling');
  if (stage.kind === 'dense') return say('dense layer');
  return stage.kind === 'activation' ? activationName(stage.activation) : stage.kind;
}

/** `c1: 6 maps 28×28` or `c5: 120 units` */
export function layerTitle(layers: readonly Drawn[], n: number): string {
  const [rows, columns, count] = layers[n].shape;
  const name = layerName(layers, n);
  if (rows === 1 && columns === 1) return say('{name}: {count} units', { name, count });
  return say('{name}: {count} maps {size}', { name, count, size: `${rows}×${columns}` });
}

/** What kind of layer it is, in a sentence. */
export function layerLabel({ stage }: Drawn): string {
  const window = 'size' in stage ? ` ${stage.size.join('×')}` : '';
  const then = 'activation' in stage && stage.kind !== 'activation' && stage.activation;
  const what = `${word(stage)}${window}${then ? `, ${activationName(then)}` : ''}`;
  return `${what}.`;
}

/** Buttons that go from the explained unit to another one. */
export const steps = {
  name: () => say('The unit that is explained'),
  left: () => say('Unit to the left'),
  above: () => say('Unit above'),
  below: () => say('Unit below'),
  right: () => say('Unit to the right'),
  /** on the button, before − or + */
  map: () => say('map'),
  before: () => say('Map before'),
  next: () => say('Next map'),
};

export const layerKeys = (): string =>
  say(
    'Arrow keys move from unit to unit, page down and page up to the next map and back, Enter shows how a unit is computed.',
  );

/** `c3, map 4, row 2, column 6` or `f6, unit 12` */
export function unitName(layers: readonly Drawn[], { layer, channel, i, j }: Unit, classes: readonly string[]): string {
  const [rows, columns] = layers[layer].shape;
  const name = layerName(layers, layer);
  if (layer === layers.length - 1) return `${name}, ${classes[channel]}`;
  if (rows === 1 && columns === 1) return say('{name}, unit {unit}', { name, unit: channel + 1 });
  return say('{name}, map {map}, row {row}, column {column}', { name, map: channel + 1, row: i + 1, column: j + 1 });
}

/** Where the keys have brought the pen, and what is there. */
export const penHeard = (down: boolean, row: number, column: number, value: number): string => {
  const values = { row: row + 1, column: column + 1, value: short(value) };
  return down
    ? say('Pen down at row {row}, column {column}: {value}.', values)
    : say('Pen up at row {row}, column {column}: {value}.', values);
};

export const status = {
  reached: (name: string, value: number): string =>
    say('{name}: {value}. Enter shows how it is computed.', { name, value: short(value) }),
  explained: (name: string, value: number): string => say('{name}: {value}.', { name, value: short(value) }),
};

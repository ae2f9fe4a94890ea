import { checkOptions, checkWhole } from '../maths/options';
import type { Image } from '../maths/shapes';
import { UserError } from '../project';
import { colours } from './colours';
import type { Figure, Trace } from './figure';
import { shortened, withinBudget } from './grid';
import { short } from './number-text';
import { canvas, placed } from './pixel-canvas';
import { toRaster } from './raster';

export const defaults = {
  /** bars an image */
  count: 5,
  /** side of an image on the page, in pixels */
  size: 150,
  /** room for the names of classes, in pixels */
  nameWidth: 170,
  /** length of the bar of 100 %, in pixels */
  barWidth: 260,
  /** between two images */
  gap: 22,
};

/** One image and what a model said of it. */
export interface PredictedImage {
  /** `[height, width, 1]` or `[height, width, 3]`, values 0…1 */
  image: Image;
  /** one number a class, 0…1 */
  probabilities: ArrayLike<number>;
  /** the right class, where it is known and the model has it: its bar is green, the others are not */
  truth?: string;
}

export interface PredictionsOptions {
  /** the word for each class, in the order of the probabilities */
  classNames: readonly string[];
  /** most bars an image */
  count?: number;
  title?: string;
}

/**
 * What a model says of images: each beside the bars of its most probable classes, the most probable on top.
 *
 * @param predictions one, or a list
 * @throws UserError for probabilities that do not fit the names of the classes
 * @example await show(predictions({ image, probabilities: model.predict(x).dataSync() }, { classNames }))
 */
export function predictions(given: PredictedImage | readonly PredictedImage[], options: PredictionsOptions): Figure {
  checkOptions(options, ['classNames', 'count', 'title'], 'predictions');
  const list = (Array.isArray(given) ? given : [given]) as readonly PredictedImage[];
  if (!list.length) throw new UserError('predictions needs an image with its probabilities.');
  const { classNames, title = 'Predictions' } = options;
  const count = Math.min(checkWhole(options.count ?? defaults.count, 'count', 1), classNames.length);
  const rows = list.map((one, index) => topOf(one, classNames, count, index));
  const { size, nameWidth, barWidth, gap } = defaults;
  const [left, width] = [size + 20 + nameWidth, size + 20 + nameWidth + barWidth + 52];
  const height = list.length * (size + gap) - gap;
  const step = size / count;
  const layout = canvas(title, width, height);
  const sources = withinBudget(
    list.map(({ image }) => toRaster(image, {})),
    size,
  );
  layout.images = list.map(({ image }, index) => {
    const scale = size / Math.max(image.length, image[0].length);
    const [h, w] = [image.length * scale, image[0].length * scale];
    const top = index * (size + gap) + (size - h) / 2;
    return placed(sources[index], { left: (size - w) / 2, top, width: w, height: h });
  });
  const bars = rows.flatMap((row, index) =>
    row.map((entry, rank) => ({ ...entry, top: index * (size + gap) + (rank + 0.5) * step })),
  );
  const bar = (right: boolean): Trace => {
    const some = bars.filter((one) => one.right === right);
    return {
      type: 'scatter',
      mode: 'lines',
      x: some.flatMap(({ probability }) => [left, left + Math.max(1, probability * barWidth), null]),
      y: some.flatMap(({ top }) => [top, top, null]),
      line: { color: right ? colours.good : colours.output, width: Math.min(16, 0.62 * step) },
      hovertext: some.flatMap(({ name, probability }) => Array(3).fill(`${name}: ${percent(probability)}`)),
      hoverinfo: 'text',
    };
  };
  const data = [
    bar(false),
    bar(true),
    words(bars, (one) => one.left, left - 8, 'middle left'),
    words(
      bars,
      ({ probability }) => percent(probability),
      (one) => left + one.probability * barWidth + 4,
      'middle right',
    ),
  ];
  return { data, layout, alt: `${title}: ${rows.map(sentence).join('. ')}.` };
}

interface Entry {
  name: string;
  left: string;
  probability: number;
  right: boolean;
}

function topOf(
  { probabilities, truth }: PredictedImage,
  names: readonly string[],
  count: number,
  index: number,
): Entry[] {
  const values = Array.from(probabilities ?? []);
  if (values.length !== names.length || !values.every((value) => value >= 0 && value <= 1.0001)) {
    throw new UserError(
      `predictions: image ${index} needs ${names.length} probabilities from 0 to 1, one for each class name; got ${values.length} numbers.`,
    );
  }
  const order = values.map((_, at) => at).sort((a, b) => values[b] - values[a]);
  return order.slice(0, count).map((at) => ({
    name: names[at],
    left: shortened(names[at], defaults.nameWidth),
    probability: Math.min(1, values[at]),
    right: names[at] === truth,
  }));
}

function words<T extends { top: number }>(
  bars: T[],
  text: (one: T) => string,
  x: number | ((one: T) => number),
  textposition: string,
): Trace {
  return {
    type: 'scatter',
    mode: 'text',
    x: bars.map((one) => (typeof x === 'number' ? x : x(one))),
    y: bars.map(({ top }) => top),
    text: bars.map(text),
    textposition,
    textfont: { size: 11, color: colours.ink },
    hoverinfo: 'skip',
    cliponaxis: false,
  };
}

/** `97 %`, `3.2 %`, `0.04 %`: two digits are enough to compare bars. */
function percent(probability: number): string {
  const digits = probability > 0.99 ? 3 : 2;
  return `${short(100 * probability, digits)} %`;
}

function sentence(row: Entry[], index: number): string {
  const told = row.map(({ name, probability, right }) => `${name} ${percent(probability)}${right ? ' (right)' : ''}`);
  return `image ${index + 1}: ${told.join(', ')}`;
}

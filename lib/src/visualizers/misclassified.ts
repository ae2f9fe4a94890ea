import { checkOptions, checkWhole } from '../maths/options';
import type { Image } from '../maths/shapes';
import { UserError } from '../project';
import { type ClassLabels, numberedLabels } from './class-labels';
import type { Figure } from './figure';
import { type Panel, panelGrid, roomFor } from './grid';
import { short } from './number-text';
import { toRaster } from './raster';

export const defaults = {
  /** most images drawn */
  count: 24,
  /** side of an image on the page, in pixels: room for a class name and a percentage below each other */
  size: 112,
};

/** Images by number: an `ImageDataset`, a list, or a function, so that only those are made that are drawn. */
export type Images = Image[] | { image(index: number): Image } | ((index: number) => Image);

export interface MisclassifiedOptions {
  /** the word for each class; default: `class 0`, `class 1` … */
  classNames?: readonly string[];
  /** most images drawn */
  count?: number;
  /** default: as many as fit on the page */
  columns?: number;
  title?: string;
}

/**
 * The images that a model got wrong, the surest mistakes first. Each has its true class, then what it was taken for with
 * the probability that the model gave to it.
 *
 * @param images all images, right and wrong, each `[height, width, 1]` or `[height, width, 3]`, values 0…1
 * @param trueLabels one class an example, as number or name
 * @param probabilities what the model gave, `[examples, classes]`, each row with the sum 1; the largest is its answer
 * @throws UserError for lists of different lengths or an unknown class, and if there are no mistakes
 * @example
 * const { probabilities } = await evaluate(model, test);
 * await show(misclassified(test, test.labels, probabilities, { classNames: test.classNames }));
 */
export function misclassified(
  images: Images,
  trueLabels: ClassLabels,
  probabilities: readonly ArrayLike<number>[],
  options: MisclassifiedOptions = {},
): Figure {
  checkOptions(options, ['classNames', 'count', 'columns', 'title'], 'misclassified');
  const count = checkWhole(options.count ?? defaults.count, 'count', 1);
  const answers = answersOf(probabilities);
  const names = options.classNames ?? Array.from(probabilities[0], (_, index) => `class ${index}`);
  if (names.length !== probabilities[0].length) {
    const got = `${names.length} classNames for ${probabilities[0].length} probabilities`;
    throw new UserError(`misclassified: there are ${got} an example: give one a class.`);
  }
  const lists = { trueLabels, probabilities: answers.map(({ label }) => label) };
  const [truth, predicted] = numberedLabels(lists, names, 'misclassified').numbers;
  const total = truth.length;
  if (Array.isArray(images) && images.length !== total) {
    throw new UserError(`misclassified: there are ${images.length} images for ${total} labels: give one an example.`);
  }
  const wrong = truth.flatMap((label, index) => (label === predicted[index] ? [] : [index]));
  if (!wrong.length)
    throw new UserError(`misclassified: all ${total} predictions are right, so there is nothing to show.`);
  wrong.sort((a, b) => answers[b].probability - answers[a].probability);
  const drawn = wrong.slice(0, count).map((index) => {
    const { label, probability } = answers[index];
    const sure = `${short(100 * probability, probability < 0.995 ? 2 : 3)} %`;
    return { index, image: imageOf(images, index), from: names[truth[index]], to: `${names[label]}, ${sure}` };
  });
  const panels = drawn.map(
    ({ index, image, from, to }): Panel => ({
      raster: toRaster(image, {}),
      caption: `${from}\n→ ${to}`,
      hover: `image ${index}: ${from}\ntaken for ${to}`,
    }),
  );
  const longest = Math.max(...drawn.map(({ image }) => Math.max(image.length, image[0].length)));
  const some = drawn.length < wrong.length ? `, the surest ${drawn.length} of them` : '';
  const what = `${wrong.length} of ${total} images taken for something else${some}`;
  const { data, layout } = panelGrid(panels, {
    title: options.title ?? what,
    columns: options.columns,
    room: roomFor(longest, defaults.size),
  });
  const list = drawn.slice(0, 12).map(({ from, to }) => `${from} → ${to}`);
  return { data, layout, alt: `${what}. True class → prediction: ${list.join('; ')}${drawn.length > 12 ? ' …' : ''}.` };
}

/** The class with the largest probability, and that probability, for each example. */
function answersOf(probabilities: readonly ArrayLike<number>[]): { label: number; probability: number }[] {
  if (!probabilities?.length || typeof probabilities[0] === 'number' || !probabilities[0].length) {
    throw new UserError(
      'misclassified: give probabilities as [examples, classes], such as those of evaluate(model, test).',
    );
  }
  return probabilities.map((row, example) => {
    const values = Array.from(row);
    if (values.length === probabilities[0].length && values.every((value) => value >= 0 && value <= 1.001)) {
      const probability = Math.max(...values);
      return { label: values.indexOf(probability), probability };
    }
    throw new UserError(
      `misclassified: probabilities[${example}] must hold ${probabilities[0].length} numbers from 0 to 1; ` +
        'turn logits into probabilities with softmax.',
    );
  });
}

function imageOf(images: Images, index: number): Image {
  if (Array.isArray(images)) return images[index];
  return typeof images === 'function' ? images(index) : images.image(index);
}

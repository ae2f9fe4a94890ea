import type { Image } from '../../maths';
import { checkOptions } from '../../maths/options';
import { checkImage } from '../../maths/shapes';
import { UserError } from '../../user-error';
import { pack } from './packing';
import { type LiveModel, readModel } from './read-model';
import type { LenetGiven } from './state';

/** Images with the words for their classes, such as the course's data sets. */
export interface LabelledImages {
  count: number;
  classNames: readonly string[];
  labels: ArrayLike<number>;
  image(i: number): Image;
}

export interface LenetWidgetOptions {
  /** to choose from, at most 24: a data set, as `test.take({ count: 12 })`, or a list `[height, width, channels]` with values 0 … 1 */
  images?: LabelledImages | Image[];
  /** the class of each image, counted from 0; default: that of the data set */
  labels?: ArrayLike<number>;
  /** a word for each class; default: those of the data set, or numbers */
  classes?: readonly string[];
  title?: string;
}

const call = 'widget.lenet';
const mostImages = 24;

/** What the page gets: layers, weights and images. @throws UserError in one sentence for what cannot be shown */
export function lenetGiven(model: LiveModel, options: LenetWidgetOptions = {}): LenetGiven {
  const { inputShape, stages } = readModel(model);
  checkOptions(options, ['images', 'labels', 'classes', 'title'], call);
  const images = options.images ?? [];
  const set = Array.isArray(images) ? undefined : images;
  const count = set ? set.count : (images as Image[]).length;
  if (!(count <= mostImages)) {
    throw new UserError(
      `${call}: give at most ${mostImages} images, as test.take({ count: 12 }); got ${count ?? 'none'}.`,
    );
  }
  const outputs = outputsOf(model);
  const classes = options.classes ?? set?.classNames ?? Array.from({ length: outputs }, (_, k) => `class ${k}`);
  if (classes.length !== outputs) {
    throw new UserError(`${call}: the model tells ${outputs} classes apart, but there are ${classes.length} names.`);
  }
  const labels = options.labels ?? set?.labels;
  return {
    title: options.title,
    inputShape,
    stages,
    classes: [...classes],
    examples: Array.from({ length: count }, (_, i) => {
      const image = set ? set.image(i) : (images as Image[])[i];
      return { name: nameOf(i, labels, classes), pixels: pack(pixelsOf(image, i, inputShape)) };
    }),
  };
}

function outputsOf({ layers }: LiveModel): number {
  const { outputShape } = layers[layers.length - 1];
  return outputShape[outputShape.length - 1] as number;
}

function nameOf(i: number, labels: ArrayLike<number> | undefined, classes: readonly string[]): string {
  if (!labels) return `image ${i + 1}`;
  const name = classes[labels[i]];
  if (name === undefined)
    throw new UserError(`${call}: labels[${i}] is ${labels[i]}, there are ${classes.length} classes.`);
  return `${i + 1}: ${name}`;
}

function pixelsOf(image: Image, i: number, inputShape: readonly number[]): number[] {
  const shape = checkImage(image, `images[${i}]`);
  if (shape.some((size, axis) => size !== inputShape[axis])) {
    throw new UserError(`${call}: the model takes images ${inputShape.join('×')}, images[${i}] is ${shape.join('×')}.`);
  }
  const pixels = image.flat(2);
  if (!pixels.every((value) => value >= 0 && value <= 1)) {
    throw new UserError(`${call}: images[${i}] must have values from 0 to 1, as the pen draws them.`);
  }
  return pixels;
}

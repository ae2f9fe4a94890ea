import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { random } from '../maths/random';
import type { Image } from '../maths/shapes';
import { UserError } from '../project';

/** Which images: `count` of them (all that are left), beginning with number `from` (0). */
export interface ImageRange {
  from?: number;
  count?: number;
}

/** What an {@link ImageDataset} is made of. */
export interface ImageDatasetParts {
  /** for captions and messages; it says where the images came from when they are not the ones that were asked for */
  name: string;
  /** `classNames[label]` is the word for that label */
  classNames: readonly string[];
  height: number;
  width: number;
  /** 1 for grey, 3 for red, green, blue */
  channels: number;
  /** 0 … 255, row by row: `[count, height, width, channels]` laid out flat */
  pixels: Uint8Array;
  /** one class number for each image: `[count]` */
  labels: Uint8Array;
}

/** Labelled images of one size, in memory as bytes; as nested arrays or tensors on demand. */
export class ImageDataset implements ImageDatasetParts {
  readonly name: string;
  readonly classNames: readonly string[];
  /** how many images there are */
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;

  constructor(parts: ImageDatasetParts) {
    this.name = parts.name;
    this.classNames = parts.classNames;
    this.count = parts.labels.length;
    this.height = parts.height;
    this.width = parts.width;
    this.channels = parts.channels;
    this.pixels = parts.pixels;
    this.labels = parts.labels;
    const expected = this.count * this.imageSize;
    if (this.pixels.length !== expected) {
      throw new UserError(
        `${this.name}: ${this.count} images of ${this.height} × ${this.width} × ${this.channels} need ${expected} pixel values, but there are ${this.pixels.length}.`,
      );
    }
    const wrong = this.labels.findIndex((label) => label >= this.classNames.length);
    if (wrong >= 0) {
      throw new UserError(
        `${this.name}: image ${wrong} has label ${this.labels[wrong]}, but there are only ${this.classNames.length} classes.`,
      );
    }
  }

  /**
   * One image, with values from 0 (black) to 1: `[height, width, channels]`.
   * @throws UserError if there is no image `i`
   */
  image(i: number): Image {
    this.checkIndex(i);
    const { height, width, channels, pixels } = this;
    let next = i * this.imageSize;
    const image: Image = [];
    for (let y = 0; y < height; y++) {
      const row: number[][] = [];
      for (let x = 0; x < width; x++) {
        const pixel: number[] = [];
        for (let c = 0; c < channels; c++) pixel.push(pixels[next++] / 255);
        row.push(pixel);
      }
      image.push(row);
    }
    return image; // [height, width, channels]
  }

  /** Several images, in the order of `indices`. */
  images(indices: readonly number[]): Image[] {
    return indices.map((i) => this.image(i));
  }

  /** The word for the class of image `i`, such as `'Sneaker'`. */
  className(i: number): string {
    this.checkIndex(i);
    return this.classNames[this.labels[i]];
  }

  /**
   * A smaller set with the images of a range. It shares the pixels: nothing is copied.
   * @throws UserError if the range does not lie within the set
   */
  take(range: ImageRange): ImageDataset {
    const { from, to } = this.bounds(range);
    return new ImageDataset({
      name: this.name,
      classNames: this.classNames,
      height: this.height,
      width: this.width,
      channels: this.channels,
      pixels: this.pixels.subarray(from * this.imageSize, to * this.imageSize),
      labels: this.labels.subarray(from, to),
    });
  }

  /**
   * The images of some classes only, in their order here. The labels are counted anew, in the order of `names`: a task of its own.
   * @throws UserError for a class that the set does not have, fewer than two, or one named twice
   */
  ofClasses(names: readonly string[]): ImageDataset {
    const old = names.map((name) => this.classNames.indexOf(name));
    const unknown = names.find((_, i) => old[i] < 0);
    if (unknown !== undefined)
      throw new UserError(`${this.name} has no class '${unknown}': it has ${this.classNames.join(', ')}.`);
    if (names.length < 2 || new Set(names).size < names.length)
      throw new UserError(`ofClasses needs two or more classes, each once, got ${names.join(', ') || 'none'}.`);
    const chosen = indicesWhere(this.labels, (label) => old.includes(label));
    return this.select(chosen, { classNames: [...names], labelOf: (label) => old.indexOf(label) });
  }

  /**
   * As many images of each class, drawn at random: the little labelled data that someone may have.
   * @param count of each class
   * @param seed the same one draws the same images, and a larger count draws those and more; default: 1
   * @throws UserError if a class has fewer
   */
  perClass(count: number, seed: number | string = 1): ImageDataset {
    const drawn = this.classNames.flatMap((name, k) => {
      const own = indicesWhere(this.labels, (label) => label === k);
      if (!Number.isInteger(count) || count < 1 || count > own.length) {
        throw new UserError(
          `${this.name} has ${own.length} images of ${name}: count must be a whole number from 1 to ${own.length}, got ${count}.`,
        );
      }
      return random(`${seed} ${name}`).shuffle(own).slice(0, count);
    });
    return this.select(drawn.sort((a, b) => a - b));
  }

  private select(
    indices: readonly number[],
    { classNames = this.classNames, labelOf = (label: number) => label } = {},
  ): ImageDataset {
    const { name, height, width, channels, imageSize } = this;
    const pixels = new Uint8Array(indices.length * imageSize);
    indices.forEach((index, i) => {
      pixels.set(this.pixels.subarray(index * imageSize, (index + 1) * imageSize), i * imageSize);
    });
    const labels = Uint8Array.from(indices, (index) => labelOf(this.labels[index]));
    return new ImageDataset({ name, classNames, height, width, channels, pixels, labels });
  }

  /**
   * The images of a range as tensors, ready for training. Dispose of both when done.
   * @returns `xs` `[count, height, width, channels]` with values 0 … 1 and `ys` `[count, classes]`, one-hot: 1 in the
   *   column of the image's class, 0 elsewhere
   * @throws UserError if the range does not lie within the set
   */
  tensors(range: ImageRange = {}): { xs: Tensor4D; ys: Tensor2D } {
    const { from, to } = this.bounds(range);
    const xs = Float32Array.from(this.pixels.subarray(from * this.imageSize, to * this.imageSize), (v) => v / 255);
    const ys = new Float32Array((to - from) * this.classNames.length);
    for (let i = from; i < to; i++) ys[(i - from) * this.classNames.length + this.labels[i]] = 1;
    // Loaded here, not above: whoever only looks at images needs no TensorFlow.
    const { tf } = require('../engine') as typeof import('../engine');
    return {
      xs: tf.tensor4d(xs, [to - from, this.height, this.width, this.channels]), // [count, height, width, channels]
      ys: tf.tensor2d(ys, [to - from, this.classNames.length]), // [count, classes]
    };
  }

  private get imageSize(): number {
    return this.height * this.width * this.channels;
  }

  private checkIndex(i: number): void {
    if (Number.isInteger(i) && i >= 0 && i < this.count) return;
    throw new UserError(`${this.name} has the images 0 to ${this.count - 1}: there is no image ${i}.`);
  }

  private bounds({ from = 0, count }: ImageRange): { from: number; to: number } {
    if (!Number.isInteger(from) || from < 0 || from >= this.count) {
      throw new UserError(`${this.name} has the images 0 to ${this.count - 1}: a range can't begin with ${from}.`);
    }
    const left = this.count - from;
    if (count === undefined) return { from, to: this.count };
    if (!Number.isInteger(count) || count < 1 || count > left) {
      const which = from === 0 ? `${this.count} images` : `${left} images from number ${from} on`;
      throw new UserError(`${this.name} has ${which}: count must be a whole number from 1 to ${left}, got ${count}.`);
    }
    return { from, to: from + count };
  }
}

function indicesWhere(labels: Uint8Array, isWanted: (label: number) => boolean): number[] {
  return Array.from(labels.keys()).filter((i) => isWanted(labels[i]));
}

import type { Tensor4D } from '@tensorflow/tfjs';
import type { Box, LabelledBox } from '../../maths/detection';
import type { Image, Matrix } from '../../maths/shapes';
import { UserError } from '../../project';
import type { ImageRange } from '../image-dataset';

/** One item in a scene. */
export interface SceneObject extends LabelledBox {
  /** the smallest box around what can be seen of it */
  box: Box;
  label: number;
  /** the number of the item in the set that the scenes were made of */
  item: number;
  /** pixels of the item, covered ones counted too */
  pixels: number;
  /** the share of them that no other item covers */
  visible: number;
}

export interface SceneDatasetParts {
  name: string;
  classNames: readonly string[];
  /** of each side, in pixels */
  size: number;
  /** `[count, size, size]` flat, 0 … 255 */
  pixels: Uint8Array;
  /** `[count, size, size]` flat: 0 for the ground, k for object k − 1 of its scene */
  instances: Uint8Array;
  /** for each scene its objects, the ones behind first */
  objects: readonly (readonly SceneObject[])[];
}

/** Grey square images with several items each; where each one is, as a box and as a mask. In memory as bytes. */
export class SceneDataset implements SceneDatasetParts {
  readonly name: string;
  readonly classNames: readonly string[];
  readonly count: number;
  readonly size: number;
  readonly pixels: Uint8Array;
  readonly instances: Uint8Array;
  readonly objects: readonly (readonly SceneObject[])[];

  constructor(parts: SceneDatasetParts) {
    this.name = parts.name;
    this.classNames = parts.classNames;
    this.count = parts.objects.length;
    this.size = parts.size;
    this.pixels = parts.pixels;
    this.instances = parts.instances;
    this.objects = parts.objects;
  }

  /** Scene `i`, values 0 … 1: `[size, size, 1]`. */
  image(i: number): Image {
    return this.rows(this.pixels, i, (level) => [level / 255]);
  }

  /** Which object each pixel of scene `i` belongs to: 0 for the ground, k for `objects[i][k − 1]`. `[size, size]` */
  instanceMask(i: number): Matrix {
    return this.rows(this.instances, i, (object) => object);
  }

  /** Which class each pixel of scene `i` has: 0 for the ground, `label + 1` for an item. `[size, size]` */
  classMask(i: number): Matrix {
    const objects = this.objects[i];
    return this.rows(this.instances, i, (object) => (object === 0 ? 0 : objects[object - 1].label + 1));
  }

  /**
   * The scenes of a range without copying their pixels.
   * @throws UserError if the range does not lie within the set
   */
  take(range: ImageRange): SceneDataset {
    const { from, to } = this.bounds(range);
    const area = this.size * this.size;
    return new SceneDataset({
      name: this.name,
      classNames: this.classNames,
      size: this.size,
      pixels: this.pixels.subarray(from * area, to * area),
      instances: this.instances.subarray(from * area, to * area),
      objects: this.objects.slice(from, to),
    });
  }

  /**
   * The scenes of a range as a network takes them, `[count, size, size, 1]`, values 0 … 1. Dispose of it when done.
   * @throws UserError if the range does not lie within the set
   */
  tensor(range: ImageRange = {}): Tensor4D {
    const { from, to } = this.bounds(range);
    const area = this.size * this.size;
    const values = Float32Array.from(this.pixels.subarray(from * area, to * area), (level) => level / 255);
    // Loaded here, not above: whoever only looks at scenes needs no TensorFlow.
    const { tf } = require('../../engine') as typeof import('../../engine');
    return tf.tensor4d(values, [to - from, this.size, this.size, 1]);
  }

  private rows<T>(values: Uint8Array, i: number, of: (value: number) => T): T[][] {
    if (!Number.isInteger(i) || i < 0 || i >= this.count)
      throw new UserError(`${this.name} has the scenes 0 to ${this.count - 1}: there is no scene ${i}.`);
    const { size } = this;
    return Array.from({ length: size }, (_, y) =>
      Array.from(values.subarray((i * size + y) * size, (i * size + y + 1) * size), of),
    );
  }

  private bounds({ from = 0, count = this.count - from }: ImageRange): { from: number; to: number } {
    const fits = Number.isInteger(from) && Number.isInteger(count) && from >= 0 && count >= 1;
    if (fits && from + count <= this.count) return { from, to: from + count };
    throw new UserError(
      `${this.name} has ${this.count} scenes: a range can't begin with ${from} and have ${count} scenes.`,
    );
  }
}

import { tf } from '../../engine';
import { type Random, random } from '../../maths/random';
import { UserError } from '../../project';
import type { Batch } from '../examples';

/**
 * A change of training examples that keeps what they are. It sees a whole batch, `xs` `[batch, height, width, channels]` with values
 * 0 … 1 and `ys` `[batch, classes]`, and gives a new one of the same shapes; all chance comes from `draw`.
 */
export interface Augmentation {
  /** for titles, such as `rotation ±15°` */
  name: string;
  apply(batch: Batch, draw: Random): Batch;
}

/** One augmentation after the other. */
export function chain(steps: Augmentation | readonly Augmentation[]): Augmentation {
  const all = Array.isArray(steps) ? (steps as readonly Augmentation[]) : [steps as Augmentation];
  for (const step of all) {
    // A function has an apply too: it is an augmentation without its brackets.
    if (typeof step !== 'object' || typeof step?.apply !== 'function')
      throw new UserError('An augmentation is missing: write for example [randomFlip(), randomShift({ pixels: 2 })].');
  }
  return {
    name: all.map(({ name }) => name).join(', '),
    apply: (batch, draw) => all.reduce((changed, step) => step.apply(changed, draw), batch),
  };
}

/**
 * A changed batch, as `fit` makes one in each step. The tensors given stay their owner's.
 *
 * @param seed the same seed gives the same changes
 * @returns new `xs` and `ys`, for you to dispose of
 * @throws UserError for what are no images
 * @example const { xs } = augment(batch, [randomFlip(), randomRotation({ degrees: 15 })], 1);
 */
export function augment(batch: Batch, steps: Augmentation | readonly Augmentation[], seed: number | string): Batch {
  return augmentWith(batch, chain(steps), random(`augmentation ${seed}`));
}

/** The same with numbers drawn on, for a training. */
export function augmentWith(batch: Batch, step: Augmentation, draw: Random): Batch {
  if (batch.xs.rank !== 4) {
    throw new UserError(`Augmentations take images [count, height, width, channels], got [${batch.xs.shape}].`);
  }
  return tf.tidy(() => {
    const changed = step.apply(batch, draw);
    // Tensors of its own, also where nothing was changed: their data is shared.
    return { xs: tf.clone(changed.xs), ys: tf.clone(changed.ys) };
  });
}

/** An augmentation that changes the images and leaves the labels. */
export function ofImages(name: string, change: (images: tf.Tensor4D, draw: Random) => tf.Tensor): Augmentation {
  return { name, apply: ({ xs, ys }, draw) => ({ xs: change(xs as tf.Tensor4D, draw), ys }) };
}

/** One number for each image, shaped to be multiplied with the batch: `[batch, 1, 1, 1]`. */
export function perImage(images: tf.Tensor4D, number: (image: number) => number): tf.Tensor4D {
  const count = images.shape[0];
  return tf.tensor4d(
    Float32Array.from({ length: count }, (_, i) => number(i)),
    [count, 1, 1, 1],
  );
}

/** @throws UserError unless it is a number from 0 to `most` */
export function checkAmount(value: unknown, what: string, most: number): number {
  if (typeof value === 'number' && value >= 0 && value <= most) return value;
  throw new UserError(`${what} must be a number from 0 to ${most}, got ${String(value)}.`);
}

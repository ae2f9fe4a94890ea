import { tf } from '../engine';
import { UserError } from '../project';

/**
 * Fills holes of images with what an auto-encoder makes of them, and leaves all other pixels as they are. The auto-encoder must have
 * learnt from images with holes, with `cutout` as augmentation, say.
 *
 * D. Pathak et al., "Context encoders: feature learning by inpainting", 2016.
 *
 * @param model such as `autoencoder().model`
 * @param images `[count, height, width, channels]`, values 0 … 1
 * @param holes `[count, height, width, 1]`: 1 where a pixel is missing, else 0
 * @returns images of the same shape, for you to dispose of
 * @throws UserError if the shapes do not fit
 * @example const whole = inpaint(model, damaged, holes);
 */
export function inpaint(model: tf.LayersModel, images: tf.Tensor4D, holes: tf.Tensor4D): tf.Tensor4D {
  const [count, height, width] = images.shape;
  if (images.rank !== 4 || holes.shape.join() !== [count, height, width, 1].join())
    throw new UserError(
      `inpaint takes images [count, height, width, channels] and holes [count, height, width, 1], got [${images.shape}] and [${holes.shape}].`,
    );
  return tf.tidy(() => {
    const damaged = tf.mul(images, tf.sub(1, holes)); // [count, height, width, channels]
    const filled = model.predict(damaged, { batchSize: 128 }) as tf.Tensor4D;
    if (filled.shape.join() !== images.shape.join())
      throw new UserError(
        `The model ${model.name} makes [${filled.shape}] of images [${images.shape}]: both must be alike.`,
      );
    return tf.add(damaged, tf.mul(filled, holes)) as tf.Tensor4D;
  });
}

import type { tf } from '../engine';
import type { Random } from '../maths/random';

/** Dropout as TensorFlow.js has it, with the field that its type hides. */
type DropoutLayer = tf.layers.Layer & { seed?: number };

/**
 * Makes the masks of dropout repeatable. Without a seed they differ from run to run; with one, TensorFlow.js draws the same mask
 * at each step. So each dropout layer gets a new seed before each step.
 */
export function dropoutSeeds(model: tf.LayersModel, numbers: Random): { next(): void; restore(): void } {
  const layers = dropoutLayers(model);
  const seeds = layers.map(({ seed }) => seed);
  return {
    next() {
      for (const layer of layers) layer.seed = numbers.integer(2 ** 31);
    },
    restore() {
      layers.forEach((layer, i) => {
        layer.seed = seeds[i];
      });
    },
  };
}

/** The layers of dropout of a model and of the models in it. */
export function dropoutLayers(model: tf.LayersModel): DropoutLayer[] {
  return model.layers.flatMap((layer) => {
    if ('layers' in layer) return dropoutLayers(layer as tf.LayersModel);
    return layer.getClassName() === 'Dropout' ? [layer as DropoutLayer] : [];
  });
}

import type { ImageDataset } from '../datasets/image-dataset';
import type { tf } from '../engine';
import { random } from '../maths/random';
import type { Image } from '../maths/shapes';
import { checkCount } from '../models/layer-choices';
import { UserError } from '../project';
import { dropoutLayers, dropoutSeeds } from './dropout';
import { imageTensor } from './probes';

export const defaults = { masks: 20, seed: 1 };

/**
 * What a network says while units are dropped as in training, once for each of several masks: the votes of the thinned networks of which
 * one pass with all units is an approximate average. All other layers are in the mode of use.
 *
 *     average over masks: p(class) = Σ votes / masks
 *
 * @param images a data set, nested arrays, or a tensor `[count, …]`
 * @param options masks: how many, 20 unless given; the same seed gives the same masks
 * @returns `[masks][images][classes]`
 * @throws UserError for a model without dropout
 * @see Y. Gal and Z. Ghahramani, "Dropout as a Bayesian approximation", 2016
 * @example const votes = predictionsUnderDropout(model, test.take({ count: 100 }), { masks: 40 });
 */
export function predictionsUnderDropout(
  model: tf.LayersModel,
  images: ImageDataset | Image[] | tf.Tensor,
  options: Partial<typeof defaults> = {},
): number[][][] {
  const { masks, seed } = { ...defaults, ...options };
  checkCount(masks, 'masks');
  const layers = dropoutLayers(model);
  if (layers.length === 0)
    throw new UserError(`The model ${model.name} has no dropout, so that all its predictions would be the same.`);
  const calls = layers.map((layer) => layer.call);
  const seeds = dropoutSeeds(model, random(`masks ${seed}`));
  const xs = imageTensor(images);
  layers.forEach((layer, i) => {
    layer.call = (inputs, kwargs) => calls[i].call(layer, inputs, { ...kwargs, training: true });
  });
  try {
    return Array.from({ length: masks }, () => {
      seeds.next();
      const output = model.apply(xs, { training: false }) as tf.Tensor2D;
      const votes = output.arraySync();
      output.dispose();
      return votes;
    });
  } finally {
    // The layers' own methods come from their class: what was put over them goes.
    for (const layer of layers) delete (layer as { call?: unknown }).call;
    seeds.restore();
    if (xs !== images) xs.dispose();
  }
}

import { UserError } from '../project';

/** The kernels of one layer: what its inputs are multiplied with. Biases and batch normalization are not among them. */
export interface LayerWeights {
  layer: string;
  /** all numbers, in any order; a copy that training does not change */
  weights: Float32Array;
  /** true if training leaves the layer as it is */
  frozen: boolean;
}

/** The weights of a model at one time, in the order of its layers. */
export type WeightSnapshot = readonly LayerWeights[];

/** The part of TensorFlow.js's `LayersModel` that holds weights. */
export interface WeightedModel {
  layers: WeightedLayer[];
}

export interface WeightedLayer {
  name: string;
  trainable?: boolean;
  weights: { shape: (number | null)[]; read(): { dataSync(): ArrayLike<number> } }[];
}

/**
 * A copy of a model's weights, to be compared with what training makes of them. Layers without a kernel, such as pooling and batch
 * normalization, are left out; layers of a model inside of the model are named `model/layer`.
 *
 * @throws UserError for anything but a model, and a model without kernels
 * @example const start = weightsOf(model); await fit(model, train); await show(weightChange(start, model));
 */
export function weightsOf(model: WeightedModel): WeightSnapshot {
  if (!Array.isArray(model?.layers)) throw new UserError('weightsOf needs a model with layers.');
  const found = layerWeights(model, '');
  if (!found.length) throw new UserError('weightsOf: the model has no layer with a kernel.');
  return found;
}

/** A snapshot as it is, of a model one that is taken now. */
export function snapshotOf(weights: WeightSnapshot | WeightedModel): WeightSnapshot {
  return Array.isArray(weights) ? (weights as WeightSnapshot) : weightsOf(weights as WeightedModel);
}

/** True for a model or a snapshot, false for several by name. */
export function areWeights<T>(
  given: WeightSnapshot | WeightedModel | Readonly<Record<string, T>>,
): given is WeightSnapshot | WeightedModel {
  return Array.isArray(given) || Array.isArray((given as WeightedModel)?.layers);
}

function layerWeights(model: WeightedModel, before: string): LayerWeights[] {
  return model.layers.flatMap((layer): LayerWeights[] => {
    const name = `${before}${layer.name}`;
    if ('layers' in layer) return layerWeights(layer as unknown as WeightedModel, `${name}/`);
    const kernels = layer.weights.filter(({ shape }) => shape.length > 1).map((weight) => weight.read().dataSync());
    if (!kernels.length) return [];
    const weights = new Float32Array(kernels.reduce((sum, { length }) => sum + length, 0));
    let start = 0;
    for (const kernel of kernels) {
      weights.set(kernel, start);
      start += kernel.length;
    }
    return [{ layer: name, weights, frozen: layer.trainable === false }];
  });
}

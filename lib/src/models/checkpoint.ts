import { join } from 'node:path';
import { readEmbedded } from '../datasets/catalog';
import { tf } from '../engine';
import { projectRoot, UserError } from '../project';
import { openSafetensors, type Safetensors } from './pretrained/safetensors';
import { type NamedTensor, safetensorsBytes } from './pretrained/write-safetensors';

/**
 * Gives a model the weights of a training that comes with the course, so that a reader need not wait for it.
 * `npm run checkpoints` lists them all, and `npm run checkpoints -- NAME` trains one anew.
 *
 * @param name of the file in `data/checkpoints`, without its ending
 * @param model the network as it was built for that training; its own weights are replaced
 * @returns the same model
 * @throws UserError if there is no such checkpoint, the file is damaged, or it belongs to another network; the model is as before
 * @example const detector = await loadCheckpoint('grid-detector', gridDetector());
 */
export async function loadCheckpoint<Model extends tf.LayersModel>(name: string, model: Model): Promise<Model> {
  const path = `checkpoints/${name}.safetensors`;
  readEmbedded(path); // compares it with the catalogue
  const source = openSafetensors(join(projectRoot, 'data', path));
  try {
    checkWeights(source, model);
    for (const { name: weight, value } of namedWeights(model)) {
      tf.tidy(() => {
        value.write(tf.tensor(source.values(weight), value.shape as number[], 'float32'));
      });
    }
  } finally {
    source.close();
  }
  return model;
}

/**
 * The weights of a model as a file for `loadCheckpoint`: safetensors in half precision.
 *
 * @param metadata words about the training
 * @throws UserError for a weight that half precision cannot hold
 */
export async function checkpointBytes(
  model: tf.LayersModel,
  metadata: Record<string, string> = {},
): Promise<Uint8Array> {
  const tensors: NamedTensor[] = [];
  for (const { name, value } of namedWeights(model)) {
    const values = Float32Array.from(await value.read().data());
    tensors.push({ name, shape: value.shape as number[], values });
  }
  return safetensorsBytes(tensors, metadata);
}

/** A weight of a model, by its place. */
export interface NamedWeight {
  name: string;
  value: tf.LayersModel['weights'][number];
}

/** By place: TensorFlow.js counts the names of layers up from model to model, and a frozen layer changes the order of `model.weights`. */
export function namedWeights(model: tf.LayersModel): NamedWeight[] {
  return model.layers.flatMap((layer, i) => weightsOf(layer).map((value, j) => ({ name: `${i}.${j}`, value })));
}

/** Of a layer; of a model inside a model, those of its layers one after the other. */
function weightsOf(layer: tf.layers.Layer): tf.LayersModel['weights'] {
  return layer instanceof tf.LayersModel ? layer.layers.flatMap(weightsOf) : layer.weights;
}

function checkWeights(source: Safetensors, model: tf.LayersModel): void {
  const weights = namedWeights(model);
  const fits = weights.every(({ name, value }) => `${source.shape(name)}` === `${value.shape}`);
  if (fits && weights.length === source.names.length) return;
  throw new UserError(
    `${source.file} has the weights of another network than ${model.name}: build the model with the choices that its training had.`,
  );
}

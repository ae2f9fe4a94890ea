import { tf } from '../engine';
import { UserError } from '../project';
import { checkCount, initializers } from './layer-choices';

/**
 * The part of a model from its input to the output of one layer. It shares the layers with the model: training one changes the
 * other, and disposing of one takes the weights of both.
 *
 * @param layer such as `avg_pool`, whose outputs describe the whole image, or a convolution, whose outputs are feature maps
 * @returns `[batch, …]` → the layer's output `[batch, …]`
 * @throws UserError for a layer that is not there
 * @example const features = featureExtractor(network.model, 'avg_pool').predict(network.prepare(images)); // [count, 1280]
 */
export function featureExtractor(model: tf.LayersModel, layer: string): tf.LayersModel {
  const { name, output } = layerOf(model, layer);
  if (Array.isArray(output))
    throw new UserError(`The layer ${name} has ${output.length} outputs: choose one with one.`);
  return tf.model({ name: `${model.name}_until_${name}`, inputs: model.inputs, outputs: output });
}

export const headDefaults = { hiddenUnits: 0, dropout: 0, seed: 1 };

export interface HeadOptions {
  /** the layer after which the model is cut; default: `avg_pool` */
  at?: string;
  classes: number;
  /** of a dense layer with ReLU in between; default: 0, none */
  hiddenUnits?: number;
  /** the share of units that is dropped before each dense layer; default: 0 */
  dropout?: number;
  /** the same seed gives the same first weights; default: 1 */
  seed?: number;
}

/**
 * A trained model with a new end for another task: cut after a layer, feature maps averaged to a number each, then dense layers. It
 * shares the layers before the cut with the model.
 *
 * @returns `[batch, …]` → `[batch, classes]`, probabilities; the new layers are `head_pool` (for maps), `head_dense`, `head_output`
 * @throws UserError for a layer that is not there, or options that cannot be
 * @example const model = withHead(network.model, { at: 'avg_pool', classes: 5 }); freeze(model, 'avg_pool');
 */
export function withHead(model: tf.LayersModel, options: HeadOptions): tf.LayersModel {
  const { at = 'avg_pool', hiddenUnits, dropout, seed, classes } = { ...headDefaults, ...options };
  checkCount(classes, 'classes', 2);
  checkCount(hiddenUnits, 'hiddenUnits', 0);
  if (!(dropout >= 0 && dropout < 1))
    throw new UserError(`dropout must be from 0 up to, not including, 1, got ${dropout}.`);
  const weights = initializers('he', seed);
  let x = featureExtractor(model, at).outputs[0];
  const add = (layer: tf.layers.Layer) => {
    x = layer.apply(x) as tf.SymbolicTensor;
  };
  const drop = (name: string) => dropout > 0 && add(tf.layers.dropout({ name, rate: dropout }));
  if (x.rank === 4) add(tf.layers.globalAveragePooling2d({ name: 'head_pool', dataFormat: 'channelsLast' }));
  if (x.rank !== 2)
    throw new UserError(`The layer ${at} has outputs [${x.shape.slice(1)}]: cut after maps or a row of numbers.`);
  if (hiddenUnits > 0) {
    drop('head_dense_dropout');
    add(tf.layers.dense({ name: 'head_dense', units: hiddenUnits, activation: 'relu', kernelInitializer: weights() }));
  }
  drop('head_output_dropout');
  const kernelInitializer = weights();
  add(tf.layers.dense({ name: 'head_output', units: classes, activation: 'softmax', kernelInitializer }));
  return tf.model({ name: `${model.name}_with_head`, inputs: model.inputs, outputs: x });
}

/**
 * Keeps training from changing layers: all from the input up to and including one, the others become trainable. Frozen batch normalization
 * works with its running statistics and leaves them as they are, also while the rest is trained.
 *
 * @param upTo default: all layers
 * @throws UserError for a layer that is not there
 * @example freeze(resnet, 'stage3_block2_relu'); // training changes the fourth stage and the classifier only
 */
export function freeze(model: tf.LayersModel, upTo?: string): void {
  const last = upTo === undefined ? model.layers.length - 1 : model.layers.indexOf(layerOf(model, upTo));
  setTrainable(model, (_, i) => i > last);
}

/**
 * Lets training change layers: all from one on, to the output; the others become frozen.
 *
 * @param from default: all layers
 * @throws UserError for a layer that is not there
 */
export function unfreeze(model: tf.LayersModel, from?: string): void {
  const first = from === undefined ? 0 : model.layers.indexOf(layerOf(model, from));
  setTrainable(model, (_, i) => i >= first);
}

/** Whether training changes a layer, decided layer by layer, such as `(layer) => /^stage4/.test(layer.name)`. */
export function setTrainable(
  model: tf.LayersModel,
  isTrainable: (layer: tf.layers.Layer, index: number) => boolean,
): void {
  model.layers.forEach((layer, i) => {
    layer.trainable = isTrainable(layer, i);
    if (layer.getClassName() === 'BatchNormalization') heedFreezing(layer);
  });
}

const heeding = new WeakSet<tf.layers.Layer>();

/** TensorFlow.js's batch normalization takes the statistics of the batch, and changes its own, even when it is frozen. */
function heedFreezing(layer: tf.layers.Layer): void {
  if (heeding.has(layer)) return;
  heeding.add(layer);
  const call = layer.call.bind(layer);
  layer.call = (inputs, kwargs) => call(inputs, layer.trainable ? kwargs : { ...kwargs, training: false });
}

function layerOf(model: tf.LayersModel, name: string): tf.layers.Layer {
  const found = model.layers.find((layer) => layer.name === name);
  if (found) return found;
  const names = model.layers.map((layer) => layer.name);
  const some =
    names.length > 12 ? `${names.slice(0, 3).join(', ')}, …, ${names.slice(-8).join(', ')}` : names.join(', ');
  throw new UserError(`${model.name} has no layer '${name}'; its layers are ${some}.`);
}

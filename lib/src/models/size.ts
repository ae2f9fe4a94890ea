import type { tf } from '../engine';

/** One layer of a model in numbers. */
export interface LayerRow {
  name: string;
  /** TensorFlow.js's word, such as `Conv2D` */
  type: string;
  /** without the batch, such as `[28, 28, 6]` */
  outputShape: number[];
  /** weights and biases; running statistics of batch normalization are not among them */
  parameters: number;
  /** multiply-add operations for one example, of convolutions and dense layers */
  macs: number;
}

/**
 * The layers of a model in order, each with its output's shape, parameters and cost. Models inside of the model count as one
 * layer.
 */
export function layerRows(model: tf.LayersModel): LayerRow[] {
  return model.layers.map((layer) => ({
    name: layer.name,
    type: layer.getClassName(),
    outputShape: shapeOf(layer.outputShape),
    parameters: parametersOf(layer),
    macs: macsOf(layer),
  }));
}

/**
 * How many numbers training can change: weights and biases, also those that are frozen. Running means and variances of batch
 * normalization are not counted, as they are not learned.
 *
 * @example parameterCount(lenet5()) // 61706
 */
export function parameterCount(model: tf.LayersModel): number {
  return sum(model.layers.map(parametersOf));
}

/**
 * Multiply-add operations for one example: for each convolution and each dense layer, weights · output positions. Biases,
 * normalization and pooling are not counted. Floating-point operations are twice as many.
 */
export function macs(model: tf.LayersModel): number {
  return sum(model.layers.map(macsOf));
}

function parametersOf(layer: tf.layers.Layer): number {
  if (isModel(layer)) return parameterCount(layer);
  const weights = layer.getClassName() === 'BatchNormalization' ? layer.weights.slice(0, learnt(layer)) : layer.weights;
  return sum(weights.map(({ shape }) => size(shape)));
}

/** Of batch normalization, γ and β come first, unless they are switched off; mean and variance are the last two. */
function learnt(layer: tf.layers.Layer): number {
  return layer.weights.length - 2;
}

function macsOf(layer: tf.layers.Layer): number {
  if (isModel(layer)) return macs(layer);
  const type = layer.getClassName();
  // A kernel is used once at each position: of the output, or of the input where the output is spread from it.
  const shape = type.endsWith('Transpose') ? shapeOf(layer.input as tf.SymbolicTensor) : shapeOf(layer.outputShape);
  const counted = /Conv|^Dense$/.test(type) ? layer.weights.filter((weight) => weight.shape.length > 1) : [];
  return sum(counted.map((kernel) => size(kernel.shape))) * size(shape.slice(0, -1));
}

function isModel(layer: tf.layers.Layer): layer is tf.LayersModel {
  return 'layers' in layer;
}

function shapeOf(shape: tf.Shape | tf.Shape[] | tf.SymbolicTensor): number[] {
  const plain = Array.isArray(shape) ? shape : shape.shape;
  const first = (Array.isArray(plain[0]) ? plain[0] : plain) as tf.Shape;
  return first.slice(1).map((length) => length ?? 1);
}

function size(shape: tf.Shape): number {
  return shape.reduce((product: number, length) => product * (length ?? 1), 1);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

import { ImageDataset } from '../datasets/image-dataset';
import { tf } from '../engine';
import { random } from '../maths/random';
import type { Image } from '../maths/shapes';
import { UserError } from '../project';
import { dropoutSeeds } from './dropout';
import { compiledLoss } from './evaluate';
import { checkFit, type Examples, exampleSource } from './examples';
import { type LossFunction, type LossName, lossFunction } from './losses';
import { type Signal, signal } from './signal';

/** What comes out of a layer, for all examples. */
export interface LayerActivations extends Signal {
  /** the layer's name */
  name: string;
  /** TensorFlow.js's word, such as `Conv2D` */
  type: string;
  /** the layer's own activation, such as `relu`, if it has one */
  activation?: string;
  /**
   * The feature maps `[height, width, channels]` of one example, counted from 0, as `featureMaps` draws them.
   * @throws UserError for a layer without maps, or an example that is not there
   */
  maps(example: number): Image;
}

/** How the loss depends on what a layer gives and on its weights. */
export interface LayerGradients {
  name: string;
  type: string;
  /** ∂L/∂output: `[examples, …]` */
  output: Signal;
  /** ∂L/∂weights of the layer, by their names: `kernel`, `bias` and so on; empty for a layer without */
  weights: Record<string, Signal>;
}

/**
 * The outputs of every layer in the mode of use: nothing is dropped out, normalization has its running statistics.
 *
 * @param images a data set, nested arrays, or a tensor `[count, …]`; take few, since all outputs are kept
 * @throws UserError for images that the model cannot take
 * @example await show(activationHistogram(activationsOf(model, test.take({ count: 200 }))));
 */
export function activationsOf(model: tf.LayersModel, images: ImageDataset | Image[] | tf.Tensor): LayerActivations[] {
  const found: LayerActivations[] = [];
  tf.tidy(() => {
    const xs = imageTensor(images);
    const expected = model.inputs[0].shape;
    if (xs.rank !== expected.length || expected.some((length, axis) => length !== null && length !== xs.shape[axis])) {
      const wanted = expected.map((length) => length ?? 'count').join(', ');
      throw new UserError(`The model takes images of shape [${wanted}], got [${xs.shape.join(', ')}].`);
    }
    const keep = (layer: tf.layers.Layer, output: tf.Tensor) => {
      const values = signal(output);
      found.push({ ...describe(layer), ...values, maps: (example) => mapsOf(layer.name, values, example) });
      return output;
    };
    changingOutputs(model, keep, () => model.apply(xs, { training: false }));
  });
  return found;
}

export interface GradientOptions {
  /** default: what the model was compiled with, else `categoricalCrossentropy` */
  loss?: LossName | LossFunction;
}

/**
 * The gradients of the loss with respect to the output of every layer and to its weights, in the mode of training. Nothing is
 * changed in the model. L is the mean over the examples, so a gradient by an output shrinks as the examples grow in number.
 *
 * @param examples all of them make one batch: take as many as a training step does
 * @throws UserError if the examples don't fit the model
 * @example const rows = gradientsOf(model, train.take({ count: 64 })).map(({ name, output }) => ({ name, ...output }));
 */
export function gradientsOf(
  model: tf.LayersModel,
  examples: Examples,
  options: GradientOptions = {},
): LayerGradients[] {
  const source = exampleSource(examples, 'examples');
  checkFit(model, source, 'examples');
  const loss = lossFunction(options.loss ?? compiledLoss(model) ?? 'categoricalCrossentropy');
  const dropout = dropoutSeeds(model, random('probe'));
  const before = model.weights.map((weight) => weight.read().clone());
  try {
    const found: LayerGradients[] = [];
    tf.tidy(() => {
      const { xs, ys } = source.batch(Array.from({ length: source.count }, (_, i) => i));
      const run = () => loss(ys, model.apply(xs, { training: true }) as tf.Tensor);
      dropout.next();
      const layers: tf.layers.Layer[] = [];
      const shapes: number[][] = [];
      const note = (layer: tf.layers.Layer, output: tf.Tensor) => {
        layers.push(layer);
        shapes.push(output.shape);
        return output;
      };
      changingOutputs(model, note, run);
      // A sum with zeros changes nothing, and the gradient by the zeros is the gradient by the output.
      const zeros = shapes.map((shape) => tf.zeros(shape));
      const addZeros = (layer: tf.layers.Layer, output: tf.Tensor) => tf.add(output, zeros[layers.indexOf(layer)]);
      const weights = model.trainableWeights.map((weight) => weight.read());
      const gradients = changingOutputs(model, addZeros, () => tf.grads(run)([...zeros, ...weights]));
      layers.forEach((layer, i) => {
        const own = layer.trainableWeights.map((weight) => {
          const name = weight.originalName.split('/').at(-1) as string;
          return [name, signal(gradients[zeros.length + weights.indexOf(weight.read())])] as const;
        });
        const { name, type } = describe(layer);
        found.push({ name, type, output: signal(gradients[i]), weights: Object.fromEntries(own) });
      });
    });
    return found;
  } finally {
    model.weights.forEach((weight, i) => {
      weight.write(before[i]);
    });
    tf.dispose(before);
    dropout.restore();
  }
}

/** Runs `body` while each layer of the model gives what `change` makes of its output. */
function changingOutputs<T>(
  model: tf.LayersModel,
  change: (layer: tf.layers.Layer, output: tf.Tensor) => tf.Tensor,
  body: () => T,
): T {
  const layers = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer');
  const calls = layers.map((layer) => Object.getOwnPropertyDescriptor(layer, 'call'));
  for (const layer of layers) {
    const call = layer.call.bind(layer);
    layer.call = (inputs, kwargs) => {
      const output = call(inputs, kwargs);
      return change(layer, Array.isArray(output) ? output[0] : output);
    };
  }
  try {
    return body();
  } finally {
    layers.forEach((layer, i) => {
      const own = calls[i];
      if (own) Object.defineProperty(layer, 'call', own);
      else delete (layer as { call?: unknown }).call;
    });
  }
}

/** Images in whatever form, as a tensor; a tensor is given back as it is. */
export function imageTensor(images: ImageDataset | Image[] | tf.Tensor): tf.Tensor {
  if (images instanceof tf.Tensor) return images;
  if (Array.isArray(images)) return tf.tensor(images);
  if (images instanceof ImageDataset) {
    const { xs, ys } = images.tensors();
    ys.dispose();
    return xs;
  }
  throw new UserError(
    'activationsOf needs images: a data set, nested arrays [count, height, width, channels] or a tensor.',
  );
}

function describe(layer: tf.layers.Layer): { name: string; type: string; activation?: string } {
  const { activation } = layer.getConfig();
  const known = typeof activation === 'string' && activation !== 'linear';
  return { name: layer.name, type: layer.getClassName(), ...(known ? { activation } : {}) };
}

function mapsOf(name: string, { shape, values }: Signal, example: number): Image {
  if (shape.length !== 4) throw new UserError(`The layer ${name} has outputs [${shape.slice(1)}], not feature maps.`);
  const [count, height, width, channels] = shape;
  if (!Number.isInteger(example) || example < 0 || example >= count)
    throw new UserError(`There are the examples 0 to ${count - 1}: there is no example ${example}.`);
  const row = (y: number, x: number) => ((example * height + y) * width + x) * channels;
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => Array.from(values.subarray(row(y, x), row(y, x) + channels))),
  ); // [height, width, channels]
}

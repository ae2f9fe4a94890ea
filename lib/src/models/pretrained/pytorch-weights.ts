import { tf } from '../../engine';
import { UserError } from '../../project';
import { pytorchNames } from './pytorch-names';
import type { Safetensors } from './safetensors';

/** One weight of a model, and the tensor of the file that it comes from. */
interface Transfer {
  weight: tf.LayersModel['weights'][number];
  /** in the file */
  name: string;
  /** in PyTorch's order */
  shape: number[];
  /** PyTorch's order → TensorFlow's */
  arrange(tensor: tf.Tensor): tf.Tensor;
}

/** What a file of PyTorch's has beside the weights of the network in use: counters of steps, Inception's auxiliary classifier. */
const unused = /(^|\.)num_batches_tracked$|^AuxLogits\./;

/** What the networks call the layer of the classes; the first that a file has is the one. */
const lastLayers = ['fc', 'head.fc', 'classifier.6', 'classifier.1', 'classifier'];

/**
 * Gives a model the weights of a file that torchvision or timm wrote. All names and shapes are compared before anything is changed.
 *
 * @throws UserError if the file is not that network's
 */
export function loadPytorchWeights(model: tf.LayersModel, source: Safetensors): void {
  const names = pytorchNames(model);
  const transfers = model.layers.flatMap((layer) => {
    if (layer.weights.length === 0) return [];
    return transfersFor(layer, model, moduleOf(layer.name, names(layer.name), model, source));
  });
  for (const transfer of transfers) checkShape(transfer, model, source);
  const known = new Set(transfers.map(({ name }) => name));
  const left = source.names.filter((name) => !known.has(name) && !unused.test(name));
  if (left.length > 0) {
    throw new UserError(
      `${source.file} has weights that ${model.name} has no layer for, such as ${left[0]}: it is the file of another network.`,
    );
  }
  for (const { weight, name, shape, arrange } of transfers) {
    tf.tidy(() => {
      weight.write(arrange(tf.tensor(source.values(name), shape, 'float32')));
    });
  }
}

/**
 * How many classes the network of a file tells apart.
 * @returns undefined if the file has no such layer
 */
export function classesIn({ shape }: Safetensors): number | undefined {
  return lastLayers.map((layer) => shape(`${layer}.weight`)?.[0]).find((classes) => classes !== undefined);
}

function moduleOf(layer: string, candidates: string[], model: tf.LayersModel, { file, shape }: Safetensors): string {
  const found = candidates.find((name) => shape(`${name}.weight`) !== undefined);
  if (found !== undefined) return found;
  const looked = candidates.map((name) => `${name}.weight`).join(' or ');
  throw new UserError(
    `${file} has no ${looked}, which the layer ${layer} of ${model.name} needs: it is the file of another network.`,
  );
}

function transfersFor(layer: tf.layers.Layer, model: tf.LayersModel, module: string): Transfer[] {
  const [first, ...others] = layer.weights;
  const plain = (weight: Transfer['weight'], end: string): Transfer => ({
    weight,
    name: `${module}.${end}`,
    shape: weight.shape as number[],
    arrange: (tensor) => tensor,
  });
  const type = layer.getClassName();
  if (type === 'BatchNormalization') {
    const ends = ['weight', 'bias', 'running_mean', 'running_var']; // γ, β and the running statistics
    return layer.weights.map((weight, i) => plain(weight, ends[i]));
  }
  const kernel = { weight: first, name: `${module}.weight`, ...kernelLayout(type, layer, model) };
  return [kernel, ...others.map((weight) => plain(weight, 'bias'))];
}

function kernelLayout(
  type: string,
  layer: tf.layers.Layer,
  model: tf.LayersModel,
): Pick<Transfer, 'shape' | 'arrange'> {
  const shape = layer.weights[0].shape as number[];
  if (type === 'Conv2D' || type === 'GroupedConv2D') {
    const [height, width, input, output] = shape;
    return { shape: [output, input, height, width], arrange: (tensor) => tf.transpose(tensor, [2, 3, 1, 0]) };
  }
  if (type === 'DepthwiseConv2D') {
    const [height, width, channels] = shape;
    return { shape: [channels, 1, height, width], arrange: (tensor) => tf.transpose(tensor, [2, 3, 0, 1]) };
  }
  // A dense layer after flattening sees PyTorch's maps channel by channel, TensorFlow's pixel by pixel.
  const [inputs, units] = shape;
  const [height, width, channels] = flattened(layer, model) ?? [1, 1, inputs];
  return {
    shape: [units, inputs],
    arrange(tensor) {
      const maps = tf.reshape(tensor, [units, channels, height, width]);
      return tf.reshape(tf.transpose(maps, [2, 3, 1, 0]), [inputs, units]);
    },
  };
}

/** `[height, width, channels]` of the maps that the first dense layer gets in a row. */
function flattened(layer: tf.layers.Layer, model: tf.LayersModel): number[] | undefined {
  const dense = model.layers.filter((one) => one.getClassName() === 'Dense');
  const flatten = model.layers.find((one) => one.getClassName() === 'Flatten');
  return flatten && layer === dense[0] ? ((flatten.input as tf.SymbolicTensor).shape.slice(1) as number[]) : undefined;
}

/** timm has VGG's dense layers as convolutions whose kernel covers the maps: as many numbers in the same order. */
function checkShape({ name, shape, weight }: Transfer, model: tf.LayersModel, source: Safetensors): void {
  const found = source.shape(name);
  if (found === undefined) {
    throw new UserError(`${source.file} has no ${name}, which ${model.name} needs: it is the file of another network.`);
  }
  const isDense = shape.length === 2;
  const [first, ...rest] = found;
  const compared =
    isDense && found.length === 4 ? [first, rest.reduce((product, length) => product * length, 1)] : found;
  if (compared.join() === shape.join()) return;
  const layer = weight.originalName.split('/')[0];
  throw new UserError(
    `${name} in ${source.file} has the shape [${found}], but the layer ${layer} of ${model.name} needs [${shape}]: the file is of another network, or for images of another size.`,
  );
}

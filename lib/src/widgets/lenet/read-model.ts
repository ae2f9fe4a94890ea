import { UserError } from '../../user-error';
import { pack } from './packing';
import type { Activated, Packed, PackedStage, Sliding } from './stages';

/** The part of TensorFlow.js's `LayersModel` that is read. */
export interface LiveModel {
  getClassName(): string;
  layers: LiveLayer[];
  inputs: { shape: (number | null)[] }[];
}

export interface LiveLayer {
  name: string;
  getClassName(): string;
  /** with the batch first */
  outputShape: (number | null)[] | (number | null)[][];
  getConfig(): Record<string, unknown>;
  getWeights(): { shape: number[]; dataSync(): ArrayLike<number> }[];
}

/** So many numbers still go well into an output cell (2.7 MB of text). */
const mostParameters = 500_000;

/** So many multiplications still keep up with a pen. */
const mostMultiplications = 3_000_000;

const call = 'widget.lenet';
const fits =
  'It takes convolutions, max and average pooling, flatten, dropout and dense layers, with ReLU, tanh, sigmoid or softmax';

/**
 * The layers and weights of a trained network, as they go to the page.
 * @throws UserError in one sentence for a model that cannot be shown
 */
export function readModel(model: LiveModel): { inputShape: [number, number, number]; stages: PackedStage[] } {
  if (typeof model?.getClassName !== 'function' || !Array.isArray(model.layers)) {
    throw new UserError(`${call} needs a model first, as in ${call}(model, { images: test.take({ count: 12 }) }).`);
  }
  if (model.getClassName() !== 'Sequential') {
    throw new UserError(
      `${call} needs a tf.sequential model, a plain stack of layers; this one has branches or shared layers.`,
    );
  }
  const [, ...shape] = model.inputs[0].shape;
  if (shape.length !== 3 || shape.some((size) => size === null) || ![1, 3].includes(shape[2] as number)) {
    const got = shape.map((size) => size ?? 'any').join(', ');
    throw new UserError(
      `${call}: the model must take images [height, width, 1 or 3] of a fixed size, it takes [${got}].`,
    );
  }
  const stages = model.layers.flatMap(readLayer);
  const last = model.layers[model.layers.length - 1];
  if (!isFlat(last)) {
    throw new UserError(`${call}: the model must end in one number a class, a dense layer; it ends in '${last.name}'.`);
  }
  const count = stages.reduce((sum, stage) => sum + parametersOf(stage), 0);
  if (count > mostParameters) {
    throw new UserError(`${call}: the model has ${count} parameters, the page takes at most ${mostParameters}.`);
  }
  const work = model.layers.reduce((sum, layer) => sum + multiplicationsOf(layer), 0);
  if (work > mostMultiplications) {
    const millions = (count: number) => (count / 1e6).toFixed(1);
    throw new UserError(
      `${call}: the model needs ${millions(work)} million multiplications an image, at most ${millions(mostMultiplications)} million keep up with the pen.`,
    );
  }
  return { inputShape: shape as [number, number, number], stages };
}

const parametersOf = (stage: PackedStage): number => {
  const weights = stage.kind === 'conv2d' ? stage.filters : stage.kind === 'dense' ? stage.weights : undefined;
  return weights ? weights.shape.reduce((product, size) => product * size, 1) : 0;
};

/** Each number of a kernel is used once at every place of the output. */
function multiplicationsOf(layer: LiveLayer): number {
  const [kernel] = layer.getWeights();
  const places = layer.outputShape.slice(1, -1) as number[];
  return kernel ? [...kernel.shape, ...places].reduce((product, size) => product * size, 1) : 0;
}

/** One layer; none for those that do nothing once a network is trained. */
function readLayer(layer: LiveLayer): PackedStage[] {
  const { name } = layer;
  const type = layer.getClassName();
  const config = layer.getConfig();
  switch (type) {
    case 'InputLayer':
    case 'Dropout':
      return [];
    case 'Conv2D': {
      const { filters, bias } = weightsOf(layer);
      return [{ kind: 'conv2d', name, filters, bias, activation: activationOf(layer), ...sliding(layer) }];
    }
    case 'MaxPooling2D':
      return [{ kind: 'pool2d', name, pooling: 'max', ...sliding(layer) }];
    case 'AveragePooling2D':
      return [{ kind: 'pool2d', name, pooling: 'average', ...sliding(layer) }];
    case 'Flatten':
      return [{ kind: 'flatten', name }];
    case 'Dense': {
      if (!isFlat(layer)) break;
      const { filters: weights, bias } = weightsOf(layer);
      return [{ kind: 'dense', name, weights, bias, activation: activationOf(layer) }];
    }
    case 'Activation': {
      const activation = activationOf(layer);
      return activation ? [{ kind: 'activation', name, activation }] : [];
    }
    case 'ReLU':
      if (config.maxValue) break;
      return [{ kind: 'activation', name, activation: 'relu' }];
    case 'LeakyReLU':
      if (Math.abs(Number(config.alpha) - 0.1) > 1e-6) break; // the course's formula has a slope of 0.1
      return [{ kind: 'activation', name, activation: 'leakyRelu' }];
    case 'Softmax':
      if (!isFlat(layer)) break;
      return [{ kind: 'activation', name, activation: 'softmax' }];
  }
  throw cannot(layer, type);
}

const cannot = ({ name }: LiveLayer, what: string): UserError =>
  new UserError(`${call}: it cannot show the layer '${name}' (${what}). ${fits}.`);

const isFlat = ({ outputShape }: LiveLayer): boolean => outputShape.length === 2 && !Array.isArray(outputShape[0]);

const known: Record<string, Activated> = {
  linear: undefined,
  relu: 'relu',
  elu: 'elu',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  swish: 'swish',
  softmax: 'softmax',
};

function activationOf(layer: LiveLayer): Activated {
  const { activation = 'linear' } = layer.getConfig();
  const name = String(activation);
  if (!Object.hasOwn(known, name) || (name === 'softmax' && !isFlat(layer))) throw cannot(layer, name);
  return known[name];
}

function sliding(layer: LiveLayer): Sliding {
  const { kernelSize, poolSize, strides, padding, dataFormat, dilationRate = [1, 1] } = layer.getConfig();
  if (dataFormat === 'channelsFirst') throw cannot(layer, 'channels first');
  return {
    size: (kernelSize ?? poolSize) as [number, number],
    stride: strides as [number, number],
    dilation: dilationRate as [number, number],
    padding: padding as 'valid' | 'same',
  };
}

function weightsOf(layer: LiveLayer): { filters: Packed; bias: Packed } {
  const [kernel, bias] = layer.getWeights();
  const shape = [kernel.shape[kernel.shape.length - 1]];
  return {
    filters: packed(layer, kernel.shape, kernel.dataSync()),
    bias: packed(layer, shape, bias?.dataSync() ?? new Float32Array(shape[0])),
  };
}

function packed({ name }: LiveLayer, shape: number[], values: ArrayLike<number>): Packed {
  if (!Array.from(values).every(Number.isFinite)) {
    throw new UserError(
      `${call}: the layer '${name}' has weights that are no numbers: the training has run over. Train it anew, with a smaller learning rate.`,
    );
  }
  return { shape: [...shape], numbers: pack(values) };
}

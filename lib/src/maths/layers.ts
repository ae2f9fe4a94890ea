import { type ActivationName, activations } from './activations';
import { type ConvolutionOptions, conv2d, conv2dBackward } from './conv2d';
import { dense, denseBackward } from './dense';
import { combineNested, flattenNested, mapNested, type Nested } from './nested';
import { checkKey } from './options';
import { type PoolingOptions, pool2d, pool2dBackward } from './pooling';
import { checkSameShape, type Filters, type Image, type Matrix, shapeOf } from './shapes';
import { softmax, softmaxBackward } from './softmax';

/** What a layer takes and gives: `[batch, features]` or `[batch, height, width, channels]`. */
export type Batch = Matrix | Image[];

/** What a layer learns (or the gradients of it), by name: `filters`, `weights`, `bias`. */
export type LayerParameters = Record<string, Nested>;

/** One layer of a `Network`: its parameters, and its two directions side by side. */
export interface NetworkLayer {
  /** Such as 'conv2d'. */
  name: string;
  /** Empty if the layer learns nothing. */
  parameters: LayerParameters;
  /** @param parameters those of the layer; a training hands in changed ones */
  forward(input: Batch, parameters: LayerParameters): Batch;
  /**
   * @param input that of the forward pass
   * @param upstream gradient of the loss with respect to the output of the layer; shape as the output
   */
  backward(input: Batch, upstream: Batch, parameters: LayerParameters): NetworkLayerGradients;
}

/** The gradients of a loss with respect to all that went into a layer. */
export interface NetworkLayerGradients {
  /** Shape as the input. */
  gradInput: Batch;
  /** Names and shapes as the parameters. Summed over the batch, whose samples share them. */
  gradParameters: LayerParameters;
}

/**
 * A convolution over each image of the batch.
 * @param filters `[kernelHeight, kernelWidth, inChannels, outChannels]`
 * @param bias `[outChannels]`
 * @param options stride, padding and dilation, as those of `conv2d`
 */
export function conv2dLayer(
  filters: Filters,
  bias: number[],
  options: Omit<ConvolutionOptions, 'bias'> = {},
): NetworkLayer {
  return layer(
    'conv2d',
    { filters, bias },
    (images: Image[], p) => images.map((image) => conv2d(image, p.filters, { ...options, bias: p.bias })),
    (images, upstream: Image[], p) => {
      const parts = images.map((image, n) =>
        conv2dBackward(image, p.filters, upstream[n], { ...options, bias: p.bias }),
      );
      return {
        gradInput: parts.map(({ gradImage }) => gradImage),
        gradParameters: {
          filters: parts.map(({ gradFilters }) => gradFilters).reduce(add),
          bias: parts.map(({ gradBias }) => gradBias).reduce(add),
        },
      };
    },
  );
}

/** A pooling of each image of the batch, as `pool2d`. */
export function pool2dLayer(options: PoolingOptions): NetworkLayer {
  return layer(
    'pool2d',
    {},
    (images: Image[]) => images.map((image) => pool2d(image, options)),
    (images, upstream: Image[]) => ({
      gradInput: images.map((image, n) => pool2dBackward(image, upstream[n], options)),
      gradParameters: {},
    }),
  );
}

/** An activation of each value; takes any shape. */
export function activationLayer(activation: ActivationName): NetworkLayer {
  const { output, derivative } = activations[checkKey(activation, activations, 'activation')];
  return layer(
    activation,
    {},
    (input: Nested[]) => mapNested(input, output) as Batch,
    (input, upstream: Nested[]) => {
      checkSameShape(
        shapeOf(upstream, 'upstream'),
        shapeOf(input, 'input'),
        'upstream',
        `that of the output of ${activation}`,
      );
      return {
        gradInput: combineNested(input, upstream, (x, gradient) => derivative(x) * gradient) as Batch,
        gradParameters: {},
      };
    },
  );
}

/** All values of one sample in one row: height, then width, then channels; from `[batch, …]` to `[batch, features]`. */
export function flattenLayer(): NetworkLayer {
  return layer(
    'flatten',
    {},
    (input: Nested[]) => input.map(flattenNested),
    (input, upstream: Matrix) => {
      const output = input.map(flattenNested);
      checkSameShape(shapeOf(upstream, 'upstream'), shapeOf(output), 'upstream', 'that of the output of flatten');
      const gradInput = input.map((sample, n) => {
        let next = 0;
        return mapNested(sample, () => upstream[n][next++]);
      });
      return { gradInput: gradInput as Batch, gradParameters: {} };
    },
  );
}

/**
 * A dense layer.
 * @param weights `[inputs, outputs]`
 * @param bias `[outputs]`
 */
export function denseLayer(weights: Matrix, bias: number[]): NetworkLayer {
  return layer(
    'dense',
    { weights, bias },
    (input: Matrix, p) => dense(input, p.weights, p.bias),
    (input, upstream: Matrix, p) => {
      const { gradInput, gradWeights, gradBias } = denseBackward(input, p.weights, upstream);
      return { gradInput, gradParameters: { weights: gradWeights, bias: gradBias } };
    },
  );
}

/** Softmax of each row. Only for losses on probabilities: `softmaxCrossEntropy` takes the logits and is stable. */
export function softmaxLayer(): NetworkLayer {
  return layer(
    'softmax',
    {},
    (logits: Matrix) => logits.map((row) => softmax(row)),
    (logits, upstream: Matrix) => ({
      gradInput: logits.map((row, n) => softmaxBackward(row, upstream[n])),
      gradParameters: {},
    }),
  );
}

/**
 * For the layers of this folder: one layer of the right type from functions that know the type of their input and of their parameters.
 * The input itself is checked by the functions of `maths` that they call.
 */
export function layer<I extends Nested[], U extends Nested[], P extends LayerParameters>(
  name: string,
  parameters: P,
  forward: (input: I, parameters: P) => Batch,
  backward: (input: I, upstream: U, parameters: P) => NetworkLayerGradients,
): NetworkLayer {
  return { name, parameters, forward, backward } as NetworkLayer;
}

function add<T extends Nested>(a: T, b: T): T {
  return combineNested(a, b, (x, y) => x + y);
}

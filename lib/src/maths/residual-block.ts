import { activations } from './activations';
import {
  type BatchNormParameters,
  batchNormDefaults,
  batchNormInference,
  batchNormInferenceBackward,
} from './batch-norm';
import { conv2d, conv2dBackward } from './conv2d';
import { mapImage } from './image';
import { combineNested } from './nested';
import { checkOptions } from './options';
import { checkImage, checkSameShape, type Filters, type Image, type Pair, ShapeError } from './shapes';

const { relu } = activations;

/** A convolution without biases, and the batch normalization after it. */
export interface NormalizedConvolution {
  /** `[kernelHeight, kernelWidth, inChannels, outChannels]` */
  filters: Filters;
  norm: BatchNormParameters;
}

export interface ResidualBlockWeights {
  first: NormalizedConvolution;
  second: NormalizedConvolution;
  /** a 1 × 1 convolution, where stride or channels change; otherwise the image itself is added */
  shortcut?: NormalizedConvolution;
}

export interface ResidualBlockOptions {
  /** of the first convolution and the shortcut; 1 unless given */
  stride?: Pair;
  /** of batch normalization; 0.001 unless given */
  epsilon?: number;
}

/** What a convolution and its normalization learn. */
export interface NormalizedGradients {
  gradFilters: Filters;
  gradGamma: number[];
  gradBeta: number[];
}

export interface ResidualBlockGradients {
  /** `[height, width, inChannels]` */
  gradImage: Image;
  first: NormalizedGradients;
  second: NormalizedGradients;
  shortcut?: NormalizedGradients;
}

/**
 * A residual block: two convolutions learn what is to be added to the image.
 *
 *     output = ReLU(F(x) + x),   F(x) = norm(conv(ReLU(norm(conv(x)))))
 *
 * Where F changes the shape, x goes through a 1 × 1 convolution and a normalization. All padding is TensorFlow's 'same'; normalization is
 * that in use, with running statistics, so that one image is enough.
 * @param image `[height, width, inChannels]`
 * @returns `[outHeight, outWidth, outChannels]`
 * @throws ShapeError if the shapes do not fit each other
 * @see He, Zhang, Ren and Sun, "Deep residual learning for image recognition", 2016
 */
export function residualBlock(image: Image, weights: ResidualBlockWeights, options: ResidualBlockOptions = {}): Image {
  return mapImage(forward(image, weights, options).sum, relu.output);
}

/**
 * The gradients of `residualBlock`. The sum hands the gradient g that comes through the last ReLU to both of its parts:
 *
 *     g = upstream · [F(x) + x > 0],   gradImage = g + (g brought back through F)
 *
 * The first part is why depth does no harm: however small the second is, g itself reaches the layers before. With a shortcut convolution,
 * the first part is g brought back through that.
 * @param upstream gradient of the loss with respect to the output, `[outHeight, outWidth, outChannels]`
 * @param options those of the forward pass
 */
export function residualBlockBackward(
  image: Image,
  weights: ResidualBlockWeights,
  upstream: Image,
  options: ResidualBlockOptions = {},
): ResidualBlockGradients {
  const { stride, epsilon, normed, sum } = forward(image, weights, options);
  checkSameShape(checkImage(upstream, 'upstream'), checkImage(sum), 'upstream', 'that of the output of residualBlock');

  const throughRelu = (gradient: number, z: number) => gradient * relu.derivative(z);
  const g = combineNested(upstream, sum, throughRelu);
  const second = normalizedBackward(mapImage(normed, relu.output), weights.second, g, 1, epsilon);
  const gradNormed = combineNested(second.gradImage, normed, throughRelu);
  const first = normalizedBackward(image, weights.first, gradNormed, stride, epsilon);
  const shortcut = weights.shortcut && normalizedBackward(image, weights.shortcut, g, stride, epsilon);
  return {
    gradImage: combineNested(shortcut?.gradImage ?? g, first.gradImage, (a, b) => a + b),
    first: first.gradients,
    second: second.gradients,
    ...(shortcut && { shortcut: shortcut.gradients }),
  };
}

/** What flows through the block: after the first normalization, and the sum before the last ReLU. */
function forward(image: Image, weights: ResidualBlockWeights, options: ResidualBlockOptions) {
  checkOptions(options, ['stride', 'epsilon'], 'residualBlock');
  const { stride = 1, epsilon = batchNormDefaults.epsilon } = options;
  const shape = checkImage(image);
  const normed = normalized(image, weights.first, stride, epsilon);
  const change = normalized(mapImage(normed, relu.output), weights.second, 1, epsilon);
  if (!weights.shortcut && String(checkImage(change)) !== String(shape)) {
    const got = `[${checkImage(change).join(', ')}] for an image of [${shape.join(', ')}]`;
    throw new ShapeError(`shortcut: expected a 1 × 1 convolution, as the block changes the shape: it gives ${got}.`);
  }
  const kept = weights.shortcut ? normalized(image, weights.shortcut, stride, epsilon) : image;
  checkSameShape(checkImage(kept), checkImage(change), 'shortcut', 'that of the convolutions');
  return { stride, epsilon, normed, sum: combineNested(change, kept, (a, b) => a + b) };
}

function normalized(image: Image, { filters, norm }: NormalizedConvolution, stride: Pair, epsilon: number): Image {
  return batchNormInference(conv2d(image, filters, { stride, padding: 'same' }), norm, { epsilon });
}

function normalizedBackward(
  image: Image,
  { filters, norm }: NormalizedConvolution,
  upstream: Image,
  stride: Pair,
  epsilon: number,
): { gradImage: Image; gradients: NormalizedGradients } {
  const options = { stride, padding: 'same' } as const;
  const convolved = conv2d(image, filters, options);
  const ofNorm = batchNormInferenceBackward(convolved, norm, upstream, { epsilon });
  const { gradImage, gradFilters } = conv2dBackward(image, filters, ofNorm.gradInput, options);
  return { gradImage, gradients: { gradFilters, gradGamma: ofNorm.gradGamma, gradBeta: ofNorm.gradBeta } };
}

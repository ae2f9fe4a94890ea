import { batchNormInference, conv2d, type Filters, type Image, pool2d } from 'convolab';

/** The weights of each layer, by the names of layer and weight. */
export type BlockWeights = { [layer: string]: { [weight: string]: unknown } };

/** What a usual mistake changes in a residual block. */
interface ResidualSlips {
  shortcut: boolean;
  reluBetween: boolean;
  reluBeforeAdding: boolean;
  reluAtTheEnd: boolean;
  /** the activation before the first normalization, or before both */
  reluBeforeNorm: 'none' | 'first' | 'both';
  strideInSecond: boolean;
  reluOnShortcut: boolean;
}

const relu = (image: Image): Image => image.map((row) => row.map((pixel) => pixel.map((x) => Math.max(0, x))));
const add = (a: Image, b: Image): Image =>
  a.map((row, y) => row.map((pixel, x) => pixel.map((value, c) => value + b[y][x][c])));

function convolved(image: Image, weights: BlockWeights, layer: string, stride = 1): Image {
  const { kernel, bias } = weights[layer];
  return conv2d(image, kernel as Filters, { stride, padding: 'same', ...(bias ? { bias: bias as number[] } : {}) });
}

function normalized(image: Image, weights: BlockWeights, layer: string): Image {
  const { gamma, beta, moving_mean, moving_variance } = weights[layer] as { [weight: string]: number[] };
  const parameters = { gamma, beta, runningMean: moving_mean, runningVariance: moving_variance };
  return batchNormInference([image], parameters)[0] as Image;
}

/** relu(F(x) + shortcut), with F: convolution, normalization, relu, convolution, normalization. */
export function residualOutput(
  image: Image,
  weights: BlockWeights,
  strides: number,
  slips: Partial<ResidualSlips> = {},
): Image {
  const { shortcut = true, reluBetween = true, reluBeforeAdding = false, reluAtTheEnd = true } = slips;
  const { reluBeforeNorm = 'none', strideInSecond = false, reluOnShortcut = false } = slips;
  let x = convolved(image, weights, 'conv1', strideInSecond ? 1 : strides);
  x = normalized(reluBeforeNorm === 'none' ? x : relu(x), weights, 'norm1');
  if (reluBetween && reluBeforeNorm === 'none') x = relu(x);
  x = convolved(x, weights, 'conv2', strideInSecond ? strides : 1);
  x = normalized(reluBeforeNorm === 'both' ? relu(x) : x, weights, 'norm2');
  if (reluBeforeAdding) x = relu(x);
  if (shortcut) {
    const isProjected = weights.projection !== undefined;
    const short = isProjected
      ? normalized(convolved(image, weights, 'projection', strides), weights, 'projection_norm')
      : image;
    x = add(x, reluOnShortcut ? relu(short) : short);
  }
  return reluAtTheEnd ? relu(x) : x;
}

/** What a usual mistake changes in an Inception block. */
interface InceptionSlips {
  order: string[];
  reluOnReduction: boolean;
  reluAtTheEnd: boolean;
  pooling: 'max' | 'average' | 'none';
  /** the pooling after the 1×1 convolution */
  poolingLast: boolean;
}

const branches = ['branch1', 'branch2', 'branch3', 'branch4'];

/** Four branches side by side, put together along the channels. */
export function inceptionOutput(image: Image, weights: BlockWeights, slips: Partial<InceptionSlips> = {}): Image {
  const { order = branches, reluOnReduction = true, reluAtTheEnd = true, pooling = 'max', poolingLast = false } = slips;
  const end = (x: Image): Image => (reluAtTheEnd ? relu(x) : x);
  const reduced = (layer: string): Image => {
    const x = convolved(image, weights, layer);
    return reluOnReduction ? relu(x) : x;
  };
  const pooled = (x: Image): Image =>
    pooling === 'none' ? x : pool2d(x, { kind: pooling, size: 3, stride: 1, padding: 'same' });
  const found: { [branch: string]: Image } = {
    branch1: end(convolved(image, weights, 'branch1')),
    branch2: end(convolved(reduced('branch2_reduce'), weights, 'branch2')),
    branch3: end(convolved(reduced('branch3_reduce'), weights, 'branch3')),
    branch4: poolingLast
      ? pooled(end(convolved(image, weights, 'branch4')))
      : end(convolved(pooled(image), weights, 'branch4')),
  };
  return image.map((row, y) => row.map((_, x) => order.flatMap((branch) => found[branch][y][x])));
}

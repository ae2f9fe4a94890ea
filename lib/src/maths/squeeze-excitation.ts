import { activations } from './activations';
import { dense, denseBackward } from './dense';
import { checkImage, checkMatrix, checkSameShape, checkVector, type Image, type Matrix } from './shapes';

const { sigmoid, relu } = activations;

/** The two dense layers of a squeeze-and-excitation block. */
export interface SqueezeExcitationWeights {
  /** `[channels, channels / reduction]` */
  reduce: Matrix;
  /** `[channels / reduction]` */
  reduceBias: number[];
  /** `[channels / reduction, channels]` */
  expand: Matrix;
  /** `[channels]` */
  expandBias: number[];
}

export interface SqueezeExcitationResult {
  /** `[height, width, channels]` */
  output: Image;
  /** the mean of each feature map: `[channels]` */
  squeezed: number[];
  /** how much of each feature map stays, 0 … 1: `[channels]` */
  scale: number[];
}

export interface SqueezeExcitationGradients {
  /** `[height, width, channels]` */
  gradImage: Image;
  gradWeights: SqueezeExcitationWeights;
}

/**
 * Squeeze-and-excitation: attention over channels. The whole image tells, by the means of its feature maps, which of them matter.
 *
 *     squeezed = mean over height and width,   scale = σ(ReLU(squeezed · reduce + reduceBias) · expand + expandBias)
 *     output[y][x][c] = image[y][x][c] · scale[c]
 *
 * @param image `[height, width, channels]`
 * @throws ShapeError if the shapes do not fit each other
 * @see Hu, Shen and Sun, "Squeeze-and-excitation networks", 2018
 */
export function squeezeExcitation(image: Image, weights: SqueezeExcitationWeights): SqueezeExcitationResult {
  const { squeezed, logits } = excite(image, weights);
  const scale = logits.map(sigmoid.output);
  return { output: image.map((row) => row.map((pixel) => pixel.map((v, c) => v * scale[c]))), squeezed, scale };
}

/**
 * The gradients of `squeezeExcitation`. A pixel acts on the output twice: itself, and by the mean that it is part of.
 *
 *     gradImage = upstream · scale + gradSqueezed / (height · width)
 *
 * @param upstream gradient of the loss with respect to the output, `[height, width, channels]`
 */
export function squeezeExcitationBackward(
  image: Image,
  weights: SqueezeExcitationWeights,
  upstream: Image,
): SqueezeExcitationGradients {
  const { squeezed, sums, hidden, logits } = excite(image, weights);
  const shape = [image.length, image[0].length, squeezed.length];
  checkSameShape(checkImage(upstream, 'upstream'), shape, 'upstream', 'that of the output');

  const gradScale = squeezed.map(() => 0);
  upstream.forEach((row, y) => {
    row.forEach((pixel, x) => {
      for (const [c, gradient] of pixel.entries()) gradScale[c] += gradient * image[y][x][c];
    });
  });
  const gradLogits = logits.map((z, c) => gradScale[c] * sigmoid.derivative(z));
  const ofExpand = denseBackward([hidden], weights.expand, [gradLogits]);
  const gradSums = sums.map((z, h) => ofExpand.gradInput[0][h] * relu.derivative(z));
  const ofReduce = denseBackward([squeezed], weights.reduce, [gradSums]);
  const [gradSqueezed] = ofReduce.gradInput;
  const pixels = image.length * image[0].length;
  return {
    gradImage: upstream.map((row) =>
      row.map((pixel) => pixel.map((g, c) => g * sigmoid.output(logits[c]) + gradSqueezed[c] / pixels)),
    ),
    gradWeights: {
      reduce: ofReduce.gradWeights,
      reduceBias: ofReduce.gradBias,
      expand: ofExpand.gradWeights,
      expandBias: ofExpand.gradBias,
    },
  };
}

/** Checks all that goes in; the means, and what becomes of them before each activation. */
function excite(image: Image, { reduce, reduceBias, expand, expandBias }: SqueezeExcitationWeights) {
  const [height, width, channels] = checkImage(image);
  const [inputs, reduced] = checkMatrix(reduce, 'reduce', ['channels', 'reduced']);
  checkSameShape([inputs, reduced], [channels, reduced], 'reduce', '[channels, reduced]');
  const got = checkMatrix(expand, 'expand', ['reduced', 'channels']);
  checkSameShape(got, [reduced, channels], 'expand', '[reduced, channels]');
  checkVector(reduceBias, 'reduceBias', reduced, 'numbers, as many as reduce has columns');
  checkVector(expandBias, 'expandBias', channels, 'numbers, one a channel');
  const squeezed = new Array<number>(channels).fill(0);
  for (const row of image) for (const pixel of row) for (const [c, v] of pixel.entries()) squeezed[c] += v;
  for (let c = 0; c < channels; c++) squeezed[c] /= height * width;
  const [sums] = dense([squeezed], reduce, reduceBias);
  const hidden = sums.map(relu.output);
  const [logits] = dense([hidden], expand, expandBias);
  return { squeezed, sums, hidden, logits };
}

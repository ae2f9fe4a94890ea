import { placeWindows } from './geometry';
import { makeFilters, makeImage } from './image';
import { checkOptions, type Padding, readPadding, readPair } from './options';
import {
  checkFilters,
  checkImage,
  checkSameShape,
  checkVector,
  type Filters,
  type Image,
  type Pair,
  ShapeError,
} from './shapes';

export interface ConvolutionOptions {
  /** Pixels from one position of the kernel to the next; 1 unless given. */
  stride?: Pair;
  /** Zeros around the image: 'valid' (none, the default), 'same' (as TensorFlow's) or pixels on each side. */
  padding?: Padding;
  /** Pixels from one weight of the kernel to the next; 1 (neighbours) unless given. */
  dilation?: Pair;
  /** One number a filter, added to the whole of its feature map; 0 unless given. */
  bias?: number[];
}

export interface ConvolutionGradients {
  /** `[height, width, inChannels]` */
  gradImage: Image;
  /** `[kernelHeight, kernelWidth, inChannels, outChannels]` */
  gradFilters: Filters;
  /** `[outChannels]` */
  gradBias: number[];
}

/**
 * Slides every filter over the image; at each position, a feature map gets the sum of the products of filter and image.
 *
 *     output[i][j][o] = bias[o] + Σ_a Σ_b Σ_c image[i·stride + a·dilation − top][j·stride + b·dilation − left][c] · filters[a][b][c][o]
 *
 * The kernel is not flipped: this is the cross-correlation that all deep-learning libraries call convolution.
 * Outside of the image there are zeros.
 * @param image `[height, width, inChannels]`
 * @param filters `[kernelHeight, kernelWidth, inChannels, outChannels]`
 * @returns the feature maps, `[outHeight, outWidth, outChannels]`
 * @throws ShapeError if the shapes do not fit each other
 * @see LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document recognition, 1998
 */
export function conv2d(image: Image, filters: Filters, options: ConvolutionOptions = {}): Image {
  const { inChannels, outChannels, rows, columns, bias } = readConvolution(image, filters, options);

  const output: Image = [];
  for (let i = 0; i < rows.count; i++) {
    const outputRow: number[][] = [];
    for (let j = 0; j < columns.count; j++) {
      const sums = bias.slice(); // [outChannels]
      for (let a = 0; a < filters.length; a++) {
        const y = i * rows.stride + a * rows.dilation - rows.before;
        if (y < 0 || y >= image.length) continue; // a padded row: its zeros add nothing
        for (let b = 0; b < filters[a].length; b++) {
          const x = j * columns.stride + b * columns.dilation - columns.before;
          if (x < 0 || x >= image[y].length) continue;
          const pixel = image[y][x]; // [inChannels]
          for (let c = 0; c < inChannels; c++) {
            const value = pixel[c];
            const weights = filters[a][b][c]; // [outChannels]
            for (let o = 0; o < outChannels; o++) sums[o] += value * weights[o];
          }
        }
      }
      outputRow.push(sums);
    }
    output.push(outputRow);
  }
  return output; // [outHeight, outWidth, outChannels]
}

/**
 * The gradients of a loss with respect to what went into `conv2d`, from its gradient with respect to what came out.
 * Where the forward pass did `output += pixel · weight`, the chain rule gives
 *
 *     gradPixel += upstream · weight,   gradWeight += upstream · pixel,   gradBias += upstream
 *
 * @param upstream gradient of the loss with respect to the output, `[outHeight, outWidth, outChannels]`
 * @param options those of the forward pass
 */
export function conv2dBackward(
  image: Image,
  filters: Filters,
  upstream: Image,
  options: ConvolutionOptions = {},
): ConvolutionGradients {
  const { inChannels, outChannels, rows, columns } = readConvolution(image, filters, options);
  const outputShape = [rows.count, columns.count, outChannels];
  checkSameShape(checkImage(upstream, 'upstream'), outputShape, 'upstream', 'that of the output of conv2d');

  const gradImage = makeImage(image.length, image[0].length, inChannels);
  const gradFilters = makeFilters(filters.length, filters[0].length, inChannels, outChannels);
  const gradBias = new Array<number>(outChannels).fill(0);
  for (let i = 0; i < rows.count; i++) {
    for (let j = 0; j < columns.count; j++) {
      const gradients = upstream[i][j]; // [outChannels]
      for (let o = 0; o < outChannels; o++) gradBias[o] += gradients[o];
      for (let a = 0; a < filters.length; a++) {
        const y = i * rows.stride + a * rows.dilation - rows.before;
        if (y < 0 || y >= image.length) continue;
        for (let b = 0; b < filters[a].length; b++) {
          const x = j * columns.stride + b * columns.dilation - columns.before;
          if (x < 0 || x >= image[y].length) continue;
          const pixel = image[y][x]; // [inChannels]
          const gradPixel = gradImage[y][x];
          for (let c = 0; c < inChannels; c++) {
            const weights = filters[a][b][c]; // [outChannels]
            const gradWeights = gradFilters[a][b][c];
            for (let o = 0; o < outChannels; o++) {
              gradPixel[c] += gradients[o] * weights[o];
              gradWeights[o] += gradients[o] * pixel[c];
            }
          }
        }
      }
    }
  }
  return { gradImage, gradFilters, gradBias };
}

/** Checks all that goes into a convolution and works out where the kernel stands, along both axes. */
function readConvolution(image: Image, filters: Filters, options: ConvolutionOptions) {
  checkOptions(options, ['stride', 'padding', 'dilation', 'bias'], 'conv2d');
  const [height, width, inChannels] = checkImage(image);
  const [kernelHeight, kernelWidth, filterChannels, outChannels] = checkFilters(filters);
  if (filterChannels !== inChannels) {
    const expected = `expected ${inChannels} inChannels (third size), as many as the image has channels`;
    throw new ShapeError(`filters: ${expected}, got ${filterChannels}.`);
  }
  const stride = readPair(options.stride ?? 1, 'stride');
  const padding = readPadding(options.padding ?? 'valid');
  const dilation = readPair(options.dilation ?? 1, 'dilation');
  const bias = options.bias ?? new Array<number>(outChannels).fill(0);
  checkVector(bias, 'bias', outChannels, 'numbers, one a filter');

  const vertical = { kernel: kernelHeight, stride: stride[0], padding: padding[0], dilation: dilation[0] };
  const horizontal = { kernel: kernelWidth, stride: stride[1], padding: padding[1], dilation: dilation[1] };
  const rows = { ...vertical, ...placeWindows(height, vertical, 'height') };
  const columns = { ...horizontal, ...placeWindows(width, horizontal, 'width') };
  return { inChannels, outChannels, rows, columns, bias };
}

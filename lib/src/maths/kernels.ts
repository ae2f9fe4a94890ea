import { makeFilters } from './image';
import { checkWhole } from './options';
import { checkMatrix, checkSameShape, describe, type Filters, type Matrix, ShapeError } from './shapes';

export type KernelName =
  | 'identity'
  | 'boxBlur'
  | 'gaussianBlur'
  | 'sharpen'
  | 'sobelX'
  | 'sobelY'
  | 'prewittX'
  | 'prewittY'
  | 'laplacian'
  | 'outline'
  | 'emboss';

/**
 * Classic kernels, all 3 × 3, written as `conv2d` applies them (not flipped).
 * Blurs add up to 1 and keep the brightness; edge detectors add up to 0 and are 0 where nothing changes.
 * @see Gonzalez and Woods, Digital Image Processing, chapters 3 and 10
 */
export const kernels: Record<KernelName, Matrix> = {
  /** Leaves the image as it is. */
  identity: [
    [0, 0, 0],
    [0, 1, 0],
    [0, 0, 0],
  ],
  /** The mean of nine neighbours. */
  boxBlur: weighted(1 / 9, [
    [1, 1, 1],
    [1, 1, 1],
    [1, 1, 1],
  ]),
  /** A mean that favours the centre: binomial weights, close to a Gaussian of deviation 0.85. */
  gaussianBlur: weighted(1 / 16, [
    [1, 2, 1],
    [2, 4, 2],
    [1, 2, 1],
  ]),
  /** The image minus its Laplacian: edges get steeper. */
  sharpen: [
    [0, -1, 0],
    [-1, 5, -1],
    [0, -1, 0],
  ],
  /** Vertical edges: positive where the image gets brighter to the right. Sobel and Feldman, 1968 */
  sobelX: [
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
  ],
  /** Horizontal edges: positive where the image gets brighter downwards. */
  sobelY: [
    [-1, -2, -1],
    [0, 0, 0],
    [1, 2, 1],
  ],
  /** As sobelX, with equal weights. Prewitt, 1970 */
  prewittX: [
    [-1, 0, 1],
    [-1, 0, 1],
    [-1, 0, 1],
  ],
  /** As sobelY, with equal weights. */
  prewittY: [
    [-1, -1, -1],
    [0, 0, 0],
    [1, 1, 1],
  ],
  /** Second derivative in both directions: changes sign on an edge. */
  laplacian: [
    [0, 1, 0],
    [1, -4, 1],
    [0, 1, 0],
  ],
  /** Edges of all directions, positive on the bright side. */
  outline: [
    [-1, -1, -1],
    [-1, 8, -1],
    [-1, -1, -1],
  ],
  /** Relief lit from the top left. */
  emboss: [
    [-2, -1, 0],
    [-1, 1, 1],
    [0, 1, 2],
  ],
};

/**
 * A blur of any size: weights of a Gaussian bell, which add up to 1.
 *
 *     weight(a, b) ∝ exp(−((a − middle)² + (b − middle)²) / (2·sigma²))
 *
 * @param size height and width in pixels
 * @param sigma standard deviation in pixels
 */
export function gaussianKernel(size: number, sigma: number): Matrix {
  checkWhole(size, 'size', 1);
  if (!(sigma > 0 && Number.isFinite(sigma)))
    throw new ShapeError(`sigma: expected a number above 0, got ${describe(sigma)}.`);
  const middle = (size - 1) / 2;
  const bell = Array.from({ length: size }, (_, a) => Math.exp(-((a - middle) ** 2) / (2 * sigma * sigma)));
  const sum = bell.reduce((a, b) => a + b);
  return bell.map((vertical) => bell.map((horizontal) => (vertical / sum) * (horizontal / sum)));
}

/**
 * One filter a kernel, for `conv2d`. With several input channels each filter looks at their mean
 * (the kernel's weights divided by `inChannels`, the same for each channel), so that brightness stays comparable.
 * @param kernels k matrices `[kernelHeight, kernelWidth]` of one shape
 * @returns `[kernelHeight, kernelWidth, inChannels, k]`
 * @example conv2d(photo, toFilters([kernels.sobelX, kernels.sobelY], 3)) // two feature maps
 */
export function toFilters(kernels: Matrix[], inChannels = 1): Filters {
  if (!Array.isArray(kernels) || kernels.length === 0) {
    throw new ShapeError(`kernels: expected a list of [height, width] matrices, got ${describe(kernels)}.`);
  }
  const shapes = kernels.map((kernel, index) => checkMatrix(kernel, `kernels[${index}]`));
  const [height, width] = shapes[0];
  for (const [index, shape] of shapes.entries())
    checkSameShape(shape, shapes[0], `kernels[${index}]`, 'that of kernels[0]');
  return makeFilters(height, width, inChannels, kernels.length, (a, b, _, o) => kernels[o][a][b] / inChannels);
}

/**
 * Filters that apply one kernel to each channel on its own, so that a colour photo stays a colour photo.
 * @returns `[kernelHeight, kernelWidth, channels, channels]`; weights from one channel to another are 0
 */
export function perChannel(kernel: Matrix, channels = 3): Filters {
  const [height, width] = checkMatrix(kernel, 'kernel');
  return makeFilters(height, width, channels, channels, (a, b, c, o) => (c === o ? kernel[a][b] : 0));
}

/**
 * The kernel turned by 180°. `conv2d` with the flipped kernel is the convolution of mathematics;
 * with the kernel as it is, it is their cross-correlation.
 */
export function flip(kernel: Matrix): Matrix {
  checkMatrix(kernel, 'kernel');
  return kernel.map((row) => [...row].reverse()).reverse();
}

function weighted(factor: number, kernel: Matrix): Matrix {
  return kernel.map((row) => row.map((weight) => weight * factor));
}

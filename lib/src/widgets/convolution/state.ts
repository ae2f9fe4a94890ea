import {
  conv2d,
  type KernelName,
  kernels,
  type Matrix,
  outputSize,
  ShapeError,
  samePadding,
  toFilters,
  toImage,
} from '../../maths';

/** What the notebook hands over. */
export interface ConvolutionGiven {
  title?: string;
  /** by name, values 0 … 1, each `[height, width]` of at most 48 × 48 pixels */
  images: Record<string, Matrix>;
  kernel: Matrix;
  stride: number;
  padding: 'valid' | 'same';
  dilation: number;
}

export interface ConvolutionState {
  imageName: string;
  image: Matrix;
  kernelName: KernelName | 'own';
  kernel: Matrix;
  stride: number;
  padding: 'valid' | 'same';
  dilation: number;
  /** what the pen leaves, 0 or 1 */
  pen: number;
  /** the output pixel that is looked at */
  at: { i: number; j: number };
  /** the input pixel that the keys have reached */
  cursor: { y: number; x: number };
}

export function initialState({ images, kernel, stride, padding, dilation }: ConvolutionGiven): ConvolutionState {
  const [imageName, image] = Object.entries(images)[0];
  const { rows, columns } = outputShape({ image, kernel, stride, padding, dilation });
  return {
    imageName,
    image,
    kernelName: nameOf(kernel),
    kernel,
    stride,
    padding,
    dilation,
    pen: 1,
    at: { i: Math.floor(rows / 2), j: Math.floor(columns / 2) },
    cursor: { y: Math.floor(image.length / 2), x: Math.floor(image[0].length / 2) },
  };
}

type Layer = Pick<ConvolutionState, 'image' | 'kernel' | 'stride' | 'padding' | 'dilation'>;

/** `[rows, columns]` of the feature map */
export function outputShape({ image, kernel, stride, padding, dilation }: Layer): { rows: number; columns: number } {
  const window = { stride, padding, dilation };
  return {
    rows: outputSize(image.length, { kernel: kernel.length, ...window }),
    columns: outputSize(image[0].length, { kernel: kernel[0].length, ...window }),
  };
}

/** The feature map `[rows, columns]`, by the `conv2d` of the course. */
export function featureMap({ image, kernel, stride, padding, dilation }: Layer): Matrix {
  const map = conv2d(toImage(image), toFilters([kernel]), { stride, padding, dilation });
  return map.map((row) => row.map(([value]) => value));
}

/** One product of the sum behind an output pixel. */
export interface Product {
  /** of the input pixel; outside of the image in the padding */
  y: number;
  x: number;
  weight: number;
  /** undefined in the padding, where it counts as 0 */
  pixel: number | undefined;
}

/** All products behind the output pixel at row i, column j. */
export function productsAt({ image, kernel, stride, padding, dilation }: Layer, i: number, j: number): Product[] {
  const before = (size: number, extent: number) =>
    padding === 'same' ? samePadding(size, extent, stride, dilation).before : 0;
  const top = i * stride - before(image.length, kernel.length);
  const left = j * stride - before(image[0].length, kernel[0].length);
  return kernel.flatMap((weights, a) =>
    weights.map((weight, b) => {
      const [y, x] = [top + a * dilation, left + b * dilation];
      return { y, x, weight, pixel: image[y]?.[x] };
    }),
  );
}

/**
 * A state with some of its values changed. A window that no longer fits into the image leaves everything as it was; the pixel that is looked
 * at stays on the feature map.
 */
export function changed(state: ConvolutionState, change: Partial<ConvolutionState>): ConvolutionState {
  const next = { ...state, ...change };
  if (change.kernel) next.kernelName = nameOf(change.kernel);
  try {
    const { rows, columns } = outputShape(next);
    next.at = { i: within(next.at.i, rows), j: within(next.at.j, columns) };
  } catch (error) {
    if (error instanceof ShapeError) return state;
    throw error;
  }
  next.cursor = { y: within(next.cursor.y, next.image.length), x: within(next.cursor.x, next.image[0].length) };
  return next;
}

/** With the pen at an input pixel: it is drawn, and the window around it looked at. */
export function drawn(state: ConvolutionState, y: number, x: number): ConvolutionState {
  const image = state.image.map((row, r) => (r === y ? row.map((value, c) => (c === x ? state.pen : value)) : row));
  return looked({ ...state, image, cursor: { y, x } }, y, x);
}

/** Looks at the output pixel whose window has the input pixel nearest to its middle. */
export function looked(state: ConvolutionState, y: number, x: number): ConvolutionState {
  const { rows, columns } = outputShape(state);
  const [first] = productsAt(state, 0, 0);
  const middle = (extent: number) => ((extent - 1) / 2) * state.dilation;
  const nearest = (at: number, start: number, extent: number, count: number) =>
    within(Math.round((at - start - middle(extent)) / state.stride), count);
  return {
    ...state,
    at: {
      i: nearest(y, first.y, state.kernel.length, rows),
      j: nearest(x, first.x, state.kernel[0].length, columns),
    },
  };
}

const within = (index: number, count: number): number => Math.min(count - 1, Math.max(0, index));

function nameOf(kernel: Matrix): KernelName | 'own' {
  const same = (other: Matrix) => JSON.stringify(other) === JSON.stringify(kernel);
  return (Object.keys(kernels) as KernelName[]).find((name) => same(kernels[name])) ?? 'own';
}

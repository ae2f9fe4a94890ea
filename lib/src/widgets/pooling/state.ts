import { type Matrix, outputSize, type PoolingKind, pool2d, toImage } from '../../maths';

/** What the notebook hands over. */
export interface PoolingGiven {
  title?: string;
  kind: PoolingKind;
  size: number;
  stride: number;
}

export interface PoolingState {
  kind: PoolingKind;
  size: number;
  stride: number;
  /** `[12, 12]`, values 0 … 1 */
  image: Matrix;
  /** what the pen leaves, 0 or 1 */
  pen: number;
  /** the output that is looked at */
  at: { i: number; j: number };
  cursor: { y: number; x: number };
}

const side = 12;

/** A diagonal stroke and a dot: what moves, and what pooling keeps of it. */
const start: Matrix = Array.from({ length: side }, (_, y) =>
  Array.from({ length: side }, (_, x) => (y === x && y > 1 && y < 9 ? 1 : y === 2 && x === 9 ? 0.5 : 0)),
);

export const initialState = ({ kind, size, stride }: PoolingGiven): PoolingState => ({
  kind,
  size,
  stride,
  image: start,
  pen: 1,
  at: { i: 1, j: 1 },
  cursor: { y: 6, x: 6 },
});

/** The pooled map, by the `pool2d` of the course. */
export function pooled({
  image,
  kind,
  size,
  stride,
}: Pick<PoolingState, 'image' | 'kind' | 'size' | 'stride'>): Matrix {
  return pool2d(toImage(image), { kind, size, stride }).map((row) => row.map(([value]) => value));
}

/** The input pixels under the window of output row i, column j. */
export function windowOf({ size, stride }: Pick<PoolingState, 'size' | 'stride'>, i: number, j: number) {
  return Array.from({ length: size * size }, (_, n) => ({
    y: i * stride + Math.floor(n / size),
    x: j * stride + (n % size),
  }));
}

/** A state with some of its values changed; what is looked at stays on the map. */
export function changed(state: PoolingState, change: Partial<PoolingState>): PoolingState {
  const next = { ...state, ...change };
  const count = outputSize(side, { kernel: next.size, stride: next.stride });
  const within = (index: number, most: number) => Math.min(most - 1, Math.max(0, index));
  next.at = { i: within(next.at.i, count), j: within(next.at.j, count) };
  next.cursor = { y: within(next.cursor.y, side), x: within(next.cursor.x, side) };
  return next;
}

/** With the pen at a pixel. */
export function drawn(state: PoolingState, y: number, x: number): PoolingState {
  const image = state.image.map((row, r) => row.map((value, c) => (r === y && c === x ? state.pen : value)));
  return looked({ ...state, image, cursor: { y, x } }, y, x);
}

/** Looks at the last window that begins before the pixel. */
export function looked(state: PoolingState, y: number, x: number): PoolingState {
  return changed(state, { at: { i: Math.floor(y / state.stride), j: Math.floor(x / state.stride) } });
}

/** The image one pixel to the right; what leaves it on the right comes back on the left. */
export function shifted(state: PoolingState): PoolingState {
  return { ...state, image: state.image.map((row) => [row[side - 1], ...row.slice(0, -1)]) };
}

/** How many of the outputs are other numbers once the image has moved by one pixel, and how many there are. */
export function changedByShift(state: PoolingState): { changed: number; all: number } {
  const before = pooled(state).flat();
  const after = pooled(shifted(state)).flat();
  return { changed: before.filter((value, i) => Math.abs(value - after[i]) > 1e-9).length, all: before.length };
}

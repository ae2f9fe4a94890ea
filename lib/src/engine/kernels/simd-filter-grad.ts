import type { TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { FLOAT, simdOf } from '../simd';
import { cut } from '../simd/crew';

/** Bytes, except for `filterHeight` (rows) and `m` (numbers in one row of a filter): see simd/filter-grad.ts. */
export interface FilterGradSizes {
  xBytes: number;
  xImage: number;
  xRow: number;
  xStrideRow: number;
  xStrideColumn: number;
  dyImage: number;
  dyRow: number;
  dyBlock: number;
  xBlock: number;
  filterHeight: number;
  m: number;
  k: number;
}

/** Numbers of a filter's row from which on threads share them; otherwise they share the rows. */
const MANY = 16;

/** Adds the gradient by the filters to `dw`. Each thread has its own numbers of the filters, so that nothing is to be summed up. */
export function runFilterGrad(
  backend: BackendWasm,
  x: TensorInfo,
  dy: TensorInfo,
  dw: TensorInfo,
  sizes: FilterGradSizes,
): void {
  const { xBytes, xImage, xRow, xStrideRow, xStrideColumn, dyImage, dyRow, dyBlock, xBlock, filterHeight, m, k } =
    sizes;
  const [xStart, dyStart, dwStart] = [x, dy, dw].map(({ dataId }) => backend.getMemoryOffset(dataId));
  const { crew } = simdOf(backend);
  const whole = { rows: [[0, filterHeight]], numbers: [[0, m]] };
  const parts =
    m >= MANY
      ? { ...whole, numbers: cut(m, Math.ceil(crew.parts / 2), 4) }
      : { ...whole, rows: cut(filterHeight, crew.parts) };
  const jobs = parts.rows.flatMap(([top, bottom]) =>
    parts.numbers.map(([from, to]) => {
      const xFirst = xStart + top * xRow + from * FLOAT;
      const dwFirst = dwStart + from * k;
      return [
        ...[xFirst, xFirst + xBytes, xImage, xRow, xStrideRow, xStrideColumn],
        ...[dyStart, dyImage, dyRow, dyBlock, xBlock],
        ...[dwFirst + top * m * k, dwFirst + bottom * m * k, m * k, (to - from) * FLOAT, k],
      ];
    }),
  );
  crew.run('filterGrad', jobs);
}

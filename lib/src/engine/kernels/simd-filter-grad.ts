import type { TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { FLOAT, filterGrad, simdOf } from '../simd';
import { cut } from '../simd/crew';

type Arguments = Parameters<typeof filterGrad.inOrder>[0];
type Sizes = 'xImage' | 'xRow' | 'xStrideRow' | 'xStrideColumn' | 'dyImage' | 'dyRow' | 'dyBlock' | 'xBlock' | 'k';

/** Sizes in bytes (see simd/filter-grad.ts), all pictures together; `filterHeight` in rows, `m` in numbers. */
export type FilterGradSizes = Pick<Arguments, Sizes> & { xBytes: number; filterHeight: number; m: number };

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
  const { xBytes, filterHeight, m, ...others } = sizes;
  const { xRow, k } = others;
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
      return filterGrad.inOrder({
        ...others,
        x: xFirst,
        xEnd: xFirst + xBytes,
        dy: dyStart,
        dw: dwFirst + top * m * k,
        dwEnd: dwFirst + bottom * m * k,
        dwRow: m * k,
        m: (to - from) * FLOAT,
      });
    }),
  );
  crew.run('filterGrad', jobs);
}

import type { TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { areFloats, type BackendCpu, replaceKernel } from './kernel';

/**
 * Adds rows that belong together: the gradient of looking up rows of a table, such as the vectors of words. The WebAssembly backend has no
 * such kernel, and that of the cpu backend goes through all values once for each row of the table: minutes for a vocabulary.
 */
export function useSegmentSum(): void {
  replaceKernel<BackendWasm>('wasm', 'UnsortedSegmentSum', () => ({ x, segmentIds }, attrs, backend) => {
    const rows = attrs.numSegments as number;
    const result = backend.makeOutput([rows, ...x.shape.slice(1)], x.dtype);
    // the heap may grow, and so move, with the new tensor: its views are taken after that
    const [values, sums, numbers] = [x, result, segmentIds].map((tensor) => backend.typedArrayFromHeap(tensor));
    addRows(values as Float32Array, numbers as Int32Array, (sums as Float32Array).fill(0), rows);
    return result;
  });
}

/** The same for the cpu backend; other numbers than floats are left to its own. */
export function useCpuSegmentSum(): void {
  replaceKernel<BackendCpu>('cpu', 'UnsortedSegmentSum', (original) => (inputs, attrs, backend) => {
    const { x, segmentIds } = inputs;
    if (!areFloats(x)) return original(inputs, attrs, backend);
    const rows = attrs.numSegments as number;
    const valuesOf = ({ dataId }: TensorInfo) => backend.data.get(dataId).values;
    const shape = [rows, ...x.shape.slice(1)];
    const sums = new Float32Array(shape.reduce((a, b) => a * b, 1));
    addRows(valuesOf(x), valuesOf(segmentIds), sums, rows);
    return backend.makeTensorInfo(shape, 'float32', sums);
  });
}

/** Numbers that are no row are left out, as TensorFlow does. */
function addRows(values: Float32Array, numbers: ArrayLike<number>, sums: Float32Array, rows: number): void {
  const width = rows > 0 ? sums.length / rows : 0;
  for (let i = 0; i < numbers.length; i++) {
    if (numbers[i] < 0 || numbers[i] >= rows) continue;
    const [from, to] = [i * width, numbers[i] * width];
    for (let c = 0; c < width; c++) sums[to + c] += values[from + c];
  }
}

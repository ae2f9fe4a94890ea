import type { TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type BackendCpu, replaceKernel } from './kernel';

interface Attributes {
  alignCorners: boolean;
  halfPixelCenters?: boolean;
}

/**
 * The gradient of resizing by the nearest pixel: each pixel of the result hands its gradient back to the one that it was copied
 * from. TensorFlow.js finds others with half pixels as centres on its WebAssembly backend.
 */
export function useResizeNearestGrad(): void {
  replaceKernel<BackendWasm>('wasm', 'ResizeNearestNeighborGrad', () => ({ images, dy }, attrs, backend) => {
    const result = backend.makeOutput(images.shape, 'float32');
    // the heap may grow, and so move, with the new tensor: its views are taken after that
    const [upstream, gradient] = [dy, result].map((tensor) => backend.typedArrayFromHeap(tensor) as Float32Array);
    gradient.fill(0);
    handBack(images, dy, attrs as unknown as Attributes, upstream, gradient);
    return result;
  });
}

/** The same for the cpu backend, whose own takes the gradients of all pictures for those of the first. */
export function useCpuResizeNearestGrad(): void {
  replaceKernel<BackendCpu>('cpu', 'ResizeNearestNeighborGrad', () => ({ images, dy }, attrs, backend) => {
    const gradient = new Float32Array(images.shape.reduce((a, b) => a * b, 1));
    handBack(images, dy, attrs as unknown as Attributes, backend.data.get(dy.dataId).values, gradient);
    return backend.makeTensorInfo(images.shape, 'float32', gradient);
  });
}

function handBack(
  { shape: [batch, height, width, channels] }: TensorInfo,
  { shape: [, outHeight, outWidth] }: TensorInfo,
  attrs: Attributes,
  upstream: Float32Array,
  gradient: Float32Array,
): void {
  const rows = sources(height, outHeight, attrs);
  const columns = sources(width, outWidth, attrs);
  let from = 0;
  for (let n = 0; n < batch; n++) {
    for (const row of rows) {
      for (const column of columns) {
        const to = ((n * height + row) * width + column) * channels;
        for (let c = 0; c < channels; c++) gradient[to + c] += upstream[from++];
      }
    }
  }
}

/** Which row (or column) of `length` each of `outLength` is copied from, as the forward pass chooses it. */
function sources(length: number, outLength: number, { alignCorners, halfPixelCenters }: Attributes): number[] {
  const inner = alignCorners && outLength > 1;
  const scale = inner ? (length - 1) / (outLength - 1) : length / outLength;
  return Array.from({ length: outLength }, (_, i) => {
    const place = scale * (halfPixelCenters ? i + 0.5 : i);
    return Math.min(length - 1, alignCorners ? Math.round(place) : Math.floor(place));
  });
}

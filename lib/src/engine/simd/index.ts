import type { TensorInfo } from '@tensorflow/tfjs';
import { type BackendWasm, getThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import { activationGrad, activations } from './activation-grad';
import { assemble, type FunctionSource } from './assemble';
import { convolution } from './convolution';
import { Crew } from './crew';
import { depthwiseFilterGrad } from './depthwise-filter-grad';
import { filterGrad } from './filter-grad';
import { maxPoolGrad } from './max-pool-grad';
import { optimizerSteps } from './optimizer-steps';

export { depthwiseFilterGrad, filterGrad, maxPoolGrad };

/** Convolutions with what is done to the sums at the end. */
export const convolutions = { linear: convolution('linear'), relu: convolution('relu') };

const sources: Record<string, FunctionSource> = {
  'convolution-linear': convolutions.linear,
  'convolution-relu': convolutions.relu,
  filterGrad,
  depthwiseFilterGrad,
  maxPoolGrad,
  ...Object.fromEntries(Object.entries(optimizerSteps).map(([name, step]) => [`Convolab${name}`, step])),
  ...Object.fromEntries(activations.map((name) => [`activationGrad-${name}`, activationGrad(name)])),
};

type Call = (...numbers: number[]) => void;

/** The course's own functions for the WebAssembly engine. */
export interface Simd {
  functions: Record<string, Call>;
  crew: Crew;
}

/** What Emscripten's module holds of its memory, which with threads is shared. */
interface Heap {
  HEAPU8: { buffer: ArrayBufferLike };
  asm: { memory?: object };
  wasmMemory?: object;
}

// Node has it; TypeScript declares it only for browsers
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: Record<string, Call> };
};

const ready = new WeakMap<BackendWasm, Simd>();

/** Assembles the functions at their first use. They work on the memory of the engine itself, so nothing is copied. */
export function simdOf(backend: BackendWasm): Simd {
  const known = ready.get(backend);
  if (known) return known;
  const heap = backend.wasm as unknown as Heap;
  const memory = heap.wasmMemory ?? heap.asm.memory ?? {};
  const shared = heap.HEAPU8.buffer instanceof SharedArrayBuffer;
  const module = new WebAssembly.Module(assemble(sources, shared));
  const { exports: functions } = new WebAssembly.Instance(module, { env: { memory } });
  const simd = { functions, crew: new Crew(module, memory, functions, shared ? getThreadsCount() : 1) };
  ready.set(backend, simd);
  return simd;
}

/** Bytes of a number. */
export const FLOAT = 4;

/** A new tensor of zeros. */
export function zeros(backend: BackendWasm, shape: number[]): TensorInfo {
  const result = backend.makeOutput(shape, 'float32');
  backend.typedArrayFromHeap(result).fill(0);
  return result;
}

import type { TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { activationGrad, activations } from './activation-grad';
import { assemble, type FunctionSource } from './assemble';
import { convolution } from './convolution';
import { filterGrad } from './filter-grad';
import { maxPoolGrad } from './max-pool-grad';
import { optimizerSteps } from './optimizer-steps';

const functions: Record<string, FunctionSource> = {
  'convolution-linear': convolution('linear'),
  'convolution-relu': convolution('relu'),
  filterGrad,
  maxPoolGrad,
  ...Object.fromEntries(Object.entries(optimizerSteps).map(([name, step]) => [`Convolab${name}`, step])),
  ...Object.fromEntries(activations.map((name) => [`activationGrad-${name}`, activationGrad(name)])),
};

type Call = (...numbers: number[]) => void;

/** What Emscripten's module holds of its memory: with threads it is shared. */
interface Heap {
  HEAPU8: { buffer: ArrayBufferLike };
  asm: { memory?: object };
  wasmMemory?: object;
}

declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: Record<string, Call> };
};

const ready = new WeakMap<BackendWasm, Record<string, Call>>();

/** The course's own functions for the WebAssembly engine. They work on the memory of the engine itself, so nothing is copied. */
export function simdFunctions(backend: BackendWasm): Record<string, Call> {
  const known = ready.get(backend);
  if (known) return known;
  const heap = backend.wasm as unknown as Heap;
  const memory = heap.wasmMemory ?? heap.asm.memory;
  const shared = heap.HEAPU8.buffer instanceof SharedArrayBuffer;
  const module = new WebAssembly.Module(assemble(functions, shared));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  ready.set(backend, exports);
  return exports;
}

/** Bytes of a number. */
export const FLOAT = 4;

/** A new tensor of zeros. */
export function zeros(backend: BackendWasm, shape: number[]): TensorInfo {
  const result = backend.makeOutput(shape, 'float32');
  backend.typedArrayFromHeap(result).fill(0);
  return result;
}

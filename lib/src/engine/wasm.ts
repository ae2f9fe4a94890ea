import { dirname, join, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { BackendWasm, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { withCleanGlobals } from './clean-globals';
import { completeWasm } from './kernels';
import { settleThreads, threadedModule } from './wasm-threads';

/** Loads the WebAssembly backend with SIMD, the threads that are wanted, and the training kernels that it lacks. */
export function loadWasm(threads: number): Promise<void> {
  return withCleanGlobals(() => start(threads));
}

async function start(threads: number): Promise<void> {
  const folder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
  const module = threads > 1 ? await threadedModule(folder, threads) : undefined;
  if (module) {
    setThreadsCount(threads);
    tf.removeBackend('wasm'); // the stock factory, which knows threads only in browsers
    tf.registerBackend('wasm', () => new BackendWasm(module), 2);
  } else {
    setWasmPaths(join(folder, 'dist') + sep);
  }
  completeWasm();
  if (!(await tf.setBackend('wasm'))) throw new Error('TensorFlow.js could not start it');
  if (module) settleThreads(module);
}

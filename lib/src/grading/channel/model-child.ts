/** The program inside of a sandbox for models: the child with TensorFlow.js, on WebAssembly in one thread. */
import { tf } from '../../engine';
import { endGuard } from '../../engine/guard';
import { load } from '../../engine/load';
import { serve } from './child';

export async function serveModels(): Promise<void> {
  endGuard();
  await load({ id: 'wasm', name: 'wasm', threads: 1 });
  await serve({ tf, engineReady: async () => {} });
}

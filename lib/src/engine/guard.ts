import * as tf from '@tensorflow/tfjs';
import { UserError } from '../project';

const name = 'convolab-not-ready';

/** Stands in for an engine until one is chosen, so that code that comes too early gets told so and is not merely slow. */
class NotReady extends tf.KernelBackend {
  override write(): object {
    return tooEarly();
  }
  override move(): void {
    tooEarly();
  }
  override readSync(): never {
    return tooEarly();
  }
  override async read(): Promise<never> {
    return tooEarly();
  }
  override numDataIds(): number {
    return 0;
  }
  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }
  // asked by optimizers when they are made, which is harmless; all engines of the course have 32 bits
  override floatPrecision(): 16 | 32 {
    return 32;
  }
  override dispose(): void {}
}

function tooEarly(): never {
  throw new UserError(
    'TensorFlow.js has no engine yet. Run `await engineReady()` (from convolab) before the first line that uses tf.',
  );
}

/** Makes TensorFlow.js answer with a clear sentence until `endGuard()` is called. */
export function guardUntilReady(): void {
  // TensorFlow.js picks the registered backend of the highest priority when its first tensor is made
  if (!tf.engine().registryFactory[name]) tf.registerBackend(name, () => new NotReady(), 1000);
}

/** To be called when another backend is set. */
export function endGuard(): void {
  tf.removeBackend(name);
}

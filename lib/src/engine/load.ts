import * as tf from '@tensorflow/tfjs';
import { type Candidate, versionOf } from './candidates';
import { completeCpu } from './kernels';

/** Loads a candidate into this process and makes it the backend of TensorFlow.js. @returns the versions of what runs */
export async function load(candidate: Candidate): Promise<Record<string, string>> {
  const versions: Record<string, string> = { node: process.versions.node, tfjs: versionOf('@tensorflow/tfjs') };
  greetNobody();
  completeCpu();
  if (candidate.name === 'native') {
    if (!candidate.binding) throw new Error('it is not installed');
    const { loadNative } = await import('./native');
    versions.tensorflow = await loadNative(candidate.binding);
  } else if (candidate.name === 'wasm') {
    const { loadWasm } = await import('./wasm');
    await loadWasm(candidate.threads);
  } else {
    await tf.setBackend('cpu');
  }
  await tf.ready();
  return versions;
}

/** The cpu backend greets on stderr at its first use, which a notebook would show in red. */
function greetNobody(): void {
  const cpu = tf.findBackend('cpu') as unknown as { firstUse: boolean };
  cpu.firstUse = false;
}

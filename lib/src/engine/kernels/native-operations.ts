import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';

/** What is needed of tfjs-node's backend, and of its names for types. */
export interface NativeBackend {
  binding: { TF_ATTR_TYPE: number; TF_ATTR_INT: number; TF_FLOAT: number };
  executeSingleOutput(op: string, attributes: object[], inputs: tf.TensorInfo[]): tf.TensorInfo;
  executeMultipleOutputs(op: string, attributes: object[], inputs: tf.TensorInfo[], outputs: number): tf.TensorInfo[];
}

/** Built beside TensorFlow's library from lib/native. */
const fileName = 'convolab_kernels.node';

let loaded = false;

/**
 * Makes the course's own operations (`lib/native`) known to TensorFlow, where `npm start` could build them.
 * @param binding the file of the binding, which must be loaded already
 * @param needed their names; a library that lacks one was built from older sources, and is left alone until `npm start` has built
 *   it anew
 * @returns whether they are there; without them the engine is slower, and gives the same results
 */
export function loadOwnOperations(binding: string, needed: readonly string[]): boolean {
  const file = [dirname(binding), process.env.CONVOLAB_KERNELS ?? '']
    .filter(Boolean)
    .map((folder) => join(folder, fileName))
    .find(existsSync);
  if (!file) return false;
  try {
    const known: Record<string, true> = require(file);
    loaded = needed.every((name) => known[name]);
  } catch {
    // built for another machine: the kernels that it would have sped up stay as they were
  }
  return loaded;
}

export function hasOwnOperations(): boolean {
  return loaded;
}

/**
 * Runs one of them.
 * @param attributes whole numbers, or lists of them
 */
export function ownOperation(
  name: string,
  inputs: tf.TensorInfo[],
  outputs: number,
  attributes: Record<string, number | number[]> = {},
): tf.Tensor[] {
  const backend = tf.backend() as unknown as NativeBackend;
  const type = backend.binding.TF_ATTR_INT;
  const described = Object.entries(attributes).map(([key, value]) => ({ name: key, type, value }));
  return backend.executeMultipleOutputs(name, described, inputs, outputs) as tf.Tensor[];
}

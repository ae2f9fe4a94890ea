import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Binding, MadeTensor } from './binding';
import { type Node, savedModel } from './graph-def';
import { inputName } from './translate';

const tag = 'serve';

/** A graph that is loaded, to be run again and again. */
export interface Session {
  /** @param inputs numbers of tensors, for all inputs of the graph */
  run(inputs: number[]): MadeTensor[];
  dispose(): void;
}

/**
 * Loads a graph. The binding takes one from a folder only, which is gone when it has.
 * @param inputs how many there are
 * @param outputs what `run` gives, each as `name:output`
 * @throws Error if TensorFlow does not accept it
 */
export function openSession(binding: Binding, nodes: Node[], inputs: number, outputs: string[]): Session {
  const folder = mkdtempSync(join(tmpdir(), 'convolab-graph-'));
  let session: number;
  try {
    writeFileSync(join(folder, 'saved_model.pb'), savedModel(nodes, tag));
    session = binding.loadSavedModel(folder, tag);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const inputNames = Array.from({ length: inputs }, (_, index) => `${inputName(index)}:0`).join();
  const outputNames = outputs.join();
  return {
    run: (ids) => binding.runSavedModel(session, ids, inputNames, outputNames),
    dispose: () => binding.deleteSavedModel(session),
  };
}

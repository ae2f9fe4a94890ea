import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot, stateFolder } from '../project';
import type { EngineReport } from './report';

/** An engine that may work here, not yet tried. The fastest comes first in `candidates()`. */
export interface Candidate {
  id: 'native-npm' | 'native-built' | 'wasm-threads' | 'wasm' | 'cpu';
  name: EngineReport['name'];
  threads: number;
  /** the native binding's file, where there is one */
  binding?: string;
}

/** More threads than that do not help XNNPACK on the small images of this course. */
const mostWasmThreads = 4;

/** All engines, the fastest first. Whether a binding's file exists is looked up, nothing is loaded. */
export function candidates(): Candidate[] {
  const cores = availableParallelism();
  const wasmThreads = Math.min(cores, mostWasmThreads);
  const found: Candidate[] = [
    { id: 'native-npm', name: 'native', threads: cores, binding: npmBinding() },
    { id: 'native-built', name: 'native', threads: cores, binding: builtBinding() },
    { id: 'wasm-threads', name: 'wasm', threads: wasmThreads },
    { id: 'wasm', name: 'wasm', threads: 1 },
    { id: 'cpu', name: 'cpu', threads: 1 },
  ];
  return found.filter((candidate) => candidate.id !== 'wasm-threads' || wasmThreads > 1);
}

/** The version of an installed npm package. */
export function versionOf(name: string): string {
  return JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')).version;
}

function npmBinding(): string | undefined {
  const folder = dirname(require.resolve('tfjs-native/package.json'));
  return present(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'));
}

/** What scripts/engine/install.js built; its stamp comes last, so a stamp means that the rest is whole. */
function builtBinding(): string | undefined {
  try {
    const stamp = JSON.parse(readFileSync(join(stateFolder, 'native.json'), 'utf8'));
    return stamp.source === 'built' ? present(join(projectRoot, stamp.binding)) : undefined;
  } catch {
    return undefined;
  }
}

function present(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}

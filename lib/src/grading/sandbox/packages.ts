/** npm packages that a sandbox needs. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../project';
import type { Mount } from './programs';

/** What TensorFlow.js on WebAssembly is loaded from. */
const roots = ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'];

/** For programs of the command line and old browsers, never loaded here. */
const unused = new Set(['argparse', 'chalk', 'core-js', 'regenerator-runtime', 'yargs']);

/** The packages with all that they depend on, each at its place below /sandbox/node_modules. Types of TypeScript stay out. */
export function tensorFlowMounts(): Mount[] {
  const found = new Map<string, Mount>();
  const seen = new Set<string>();
  const add = (name: string, from: string): void => {
    if (unused.has(name) || name.startsWith('@types/')) return;
    const folder = folderOf(name, from);
    if (seen.has(folder)) return;
    seen.add(folder);
    // one that lies inside of another package comes along with it
    const inside = [...found.values()].some((mount) => folder.startsWith(`${mount.from}/`));
    if (!inside && !found.has(name)) found.set(name, { from: folder, to: `/sandbox/node_modules/${name}` });
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    for (const other of Object.keys(dependencies)) add(other, folder);
  };
  for (const name of roots) add(name, projectRoot);
  return [...found.values()];
}

/** Where a package lies that is used from a folder, as Node looks for it. */
function folderOf(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
    if (folder === dirname(folder)) throw new Error(`the package ${name} is not installed`);
  }
}

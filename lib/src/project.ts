import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The folder of the course: the one with notebooks/, exercises/, data/ and lib/. Same depth from lib/src and lib/dist. */
export const projectRoot = resolve(__dirname, '..', '..');

/** Where the course keeps what it finds out or what a reader does (git-ignored): engine, progress, proofs. */
export const stateFolder = join(projectRoot, '.convolab');

export { UserError } from './user-error';

/** Writes a file whole or not at all: to a temporary name beside it, then renamed. Makes the folder if need be. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.part`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

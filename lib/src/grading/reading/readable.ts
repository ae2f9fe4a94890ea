import { realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { projectRoot } from '../../project';

const folders = [
  join(projectRoot, 'node_modules'),
  join(projectRoot, 'lib', 'node_modules'),
  join(projectRoot, 'lib', 'dist'),
];

/**
 * Whether the compiler may look at a file for a submission: declarations of packages and of the library, never a
 * suite or a solution, whose text could come back in an error message.
 */
export function mayRead(path: string): boolean {
  const before = decided.get(path);
  if (before !== undefined) return before;
  const decision = decide(path);
  // a submission can name as many paths as it likes
  if (decided.size < 20_000) decided.set(path, decision);
  return decision;
}

const decided = new Map<string, boolean>();

function decide(path: string): boolean {
  let real: string;
  try {
    real = realpathSync(path);
  } catch {
    return false;
  }
  if (!/\.d\.[cm]?ts$|[\\/]package\.json$/.test(real)) return false;
  return (
    folders.some((folder) => real.startsWith(realFolder(folder) + sep)) ||
    real === join(projectRoot, 'lib', 'package.json')
  );
}

const resolved = new Map<string, string>();

function realFolder(folder: string): string {
  let found = resolved.get(folder);
  if (found === undefined) {
    try {
      found = realpathSync(folder);
    } catch {
      found = folder; // not there: nothing can stand below it
    }
    resolved.set(folder, found);
  }
  return found;
}

/** Programs and files of this machine that a sandbox needs. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The whole path of a program; undefined where it is not installed. Only absolute folders of PATH are looked into. */
export function findProgram(name: string, path = process.env.PATH ?? ''): string | undefined {
  const folders = [
    ...path.split(delimiter).filter((folder) => folder.startsWith('/')),
    '/usr/bin',
    '/usr/sbin',
    '/bin',
  ];
  return folders
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** A file outside and the place where it appears inside. */
export interface Mount {
  from: string;
  to: string;
}

/**
 * The libraries that a program is linked with, and its loader. With them alone it starts: nothing else of /usr need be
 * seen by a submission. Only for programs of the system: `ldd` may run what it looks at.
 */
export function sharedLibraries(program: string): Mount[] {
  const listing = execFileSync('ldd', [program], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const paths = listing.split('\n').flatMap((line) => /(?:=> |^\s+)(\/\S+)/.exec(line)?.[1] ?? []);
  return [...new Set(paths)].map((to) => ({ from: realpathSync(to), to }));
}

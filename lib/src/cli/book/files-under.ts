import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** All files below a folder, sorted, relative to it, with forward slashes. */
export function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      if (!entry.isDirectory()) return [entry.name];
      return filesUnder(join(folder, entry.name)).map((file) => `${entry.name}/${file}`);
    })
    .sort();
}

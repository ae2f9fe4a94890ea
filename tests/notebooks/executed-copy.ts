import assert from 'node:assert';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { executeNotebook } from '../../lib/src/cli/notebook/execute';
import { failureText, summarise } from '../../lib/src/cli/notebook/report';
import { projectRoot, stateFolder } from '../../lib/src/project';

/**
 * A chapter with its outputs, below the course's root. What the stage `notebooks` has executed is taken while neither the chapter nor the
 * library has been written since; else the chapter is executed here.
 *
 * @param path such as notebooks/02-fundamentals.ipynb
 * @returns the path of the copy, relative to the course's root
 */
export async function executedCopy(path: string): Promise<string> {
  const origin = join(projectRoot, path);
  const save = join(stateFolder, 'executed', path);
  const library = join(projectRoot, 'lib', 'dist', 'index.js');
  const written = (file: string): number => (existsSync(file) ? statSync(file).mtimeMs : 0);
  if (written(save) < Math.max(written(origin), written(library))) {
    const run = await executeNotebook(origin, { save });
    assert.ok(run.ok, failureText(summarise(run)));
  }
  return `.convolab/executed/${path}`;
}

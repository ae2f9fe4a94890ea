/** What visualizers and the cells of notebooks have between quotes: the pieces that texts of figures are put together from. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../lib/src/project';

export function literalsIn(): string[] {
  const files = ['lib/src/visualizers', 'lib/src/display', 'lib/src/maths'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(projectRoot, folder, name), 'utf8')),
  );
  const notebooks = ['notebooks', 'exercises'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder))
      .filter((name) => name.endsWith('.ipynb'))
      .flatMap((name) => codeOf(readFileSync(join(projectRoot, folder, name), 'utf8'))),
  );
  return [...files, ...notebooks];
}

function codeOf(notebook: string): string[] {
  const { cells } = JSON.parse(notebook) as { cells: { cell_type: string; source: string | string[] }[] };
  return cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => [source].flat().join(''));
}

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder, writeWhole } from '../../lib/src/project';

/** A notebook of code cells; text that begins with `md:` is a Markdown cell. */
export function notebookOf(cells: string[], kernel = 'tslab'): object {
  return {
    cells: cells.map((text, i) => {
      const common = { id: `cell-${i}`, metadata: {} };
      if (text.startsWith('md:')) return { ...common, cell_type: 'markdown', source: text.slice('md:'.length) };
      return { ...common, cell_type: 'code', source: text, outputs: [], execution_count: null };
    }),
    metadata: { kernelspec: { name: kernel, display_name: 'TypeScript', language: 'typescript' } },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** A folder for notebooks of a test, inside the course, so that they can import `convolab`. */
export class TryOutFolder {
  readonly path: string;

  constructor() {
    writeWhole(join(stateFolder, 'tests', 'about.txt'), 'Notebooks of tests that are running.\n');
    this.path = mkdtempSync(join(stateFolder, 'tests', 'run-'));
  }

  /** @returns the path of the new notebook */
  write(name: string, cells: string[], kernel?: string): string {
    const path = join(this.path, `${name}.ipynb`);
    writeWhole(path, JSON.stringify(notebookOf(cells, kernel)));
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

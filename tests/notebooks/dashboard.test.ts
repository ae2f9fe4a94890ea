import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { executeNotebook } from '../../lib/src/cli/notebook/execute';
import { type Notebook, sourceOf } from '../../lib/src/cli/notebook/find';
import { failureText, summarise } from '../../lib/src/cli/notebook/report';
import { dashboardNotebook } from '../../lib/src/grading/dashboard/dashboard-notebook';
import { madeUpClass } from '../grading/made-up-class';
import { fillRoom } from '../grading/made-up-room';
import { cellTraps } from './cell-lint';
import { TryOutFolder } from './try-out';

describe("the teacher's notebook of a class", () => {
  const classesBefore = process.env.CONVOLAB_CLASSES;
  let folder: TryOutFolder;

  before(async () => {
    folder = new TryOutFolder();
    process.env.CONVOLAB_CLASSES = join(folder.path, 'classes');
    // some of each kind
    await fillRoom('3a', madeUpClass().slice(0, 14));
  });

  after(() => {
    if (classesBefore === undefined) delete process.env.CONVOLAB_CLASSES;
    else process.env.CONVOLAB_CLASSES = classesBefore;
    folder.remove();
  });

  test('runs with tslab from top to bottom and shows all figures', { timeout: 300_000 }, async () => {
    const path = join(folder.path, 'dashboard.ipynb');
    const text = dashboardNotebook({ className: '3a', chapters: [2], classes: join(folder.path, 'classes') });
    writeFileSync(path, text);
    const { cells } = JSON.parse(text) as Notebook;
    for (const cell of cells) if (cell.cell_type === 'code') assert.deepEqual(cellTraps(sourceOf(cell)), []);

    const save = join(folder.path, 'executed.ipynb');
    const run = await executeNotebook(path, { save });
    assert.ok(run.ok, failureText(summarise(run)));
    const executed = JSON.parse(readFileSync(save, 'utf8')) as Notebook;
    const outputs = executed.cells.flatMap(
      (cell) => (cell.outputs ?? []) as { data?: object; text?: string | string[] }[],
    );
    assert.equal(outputs.filter(({ data }) => data && 'application/vnd.plotly.v1+json' in data).length, 5);
    const printed = outputs.map(({ text: some }) => [some ?? []].flat().join('')).join('\n');
    assert.match(printed, /14 students, 1\d with a graded hand-in/);
    assert.match(printed, /has characters that hide or turn text/);
  });
});

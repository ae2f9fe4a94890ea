import assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Cell, notebooksIn, readNotebook, sourceOf } from '../../lib/src/cli/notebook/find';
import { coursePython, pythonVariables } from '../../lib/src/cli/python';
import { translatedFolders } from '../../lib/src/languages/edition';
import { languages } from '../../lib/src/languages/translations';
import { projectRoot } from '../../lib/src/project';
import { cellTraps } from './cell-lint';
import { formulaProblem, formulasIn } from './formulas';

const translated = languages().flatMap(({ code }) => translatedFolders.map((folder) => `${folder}/${code}`));
const folders = ['notebooks', 'exercises', 'solutions', ...translated];
const notebooks = folders.flatMap((folder) => {
  return notebooksIn(join(projectRoot, folder)).map((name) => `${folder}/${name}.ipynb`);
});

/** nbformat's own judgement, with its warnings as errors; a JSON object from path to complaint. */
const validate = `
import json, sys, warnings
import nbformat
warnings.simplefilter("error")
complaints = {}
for path in sys.argv[1:]:
    try:
        nbformat.validate(nbformat.read(path, as_version=nbformat.NO_CONVERT))
    except Exception as error:
        complaints[path] = str(error).split("\\n")[0]
print(json.dumps(complaints))
`;

test('each chapter has its notebook, its exercises and its solutions', () => {
  assert.ok(notebooks.includes('notebooks/02-fundamentals.ipynb'));
  const names = (folder: string): string[] => notebooksIn(join(projectRoot, folder));
  assert.deepEqual(names('exercises'), names('solutions'));
  assert.deepEqual(
    names('solutions').filter((name) => !names('notebooks').includes(name)),
    [],
  );
});

test('every notebook is valid by the rules of nbformat', () => {
  const paths = notebooks.map((notebook) => join(projectRoot, notebook));
  const answer = execFileSync(coursePython(), ['-c', validate, ...paths], { encoding: 'utf8', env: pythonVariables() });
  assert.deepEqual(JSON.parse(answer), {});
});

for (const notebook of notebooks) {
  const path = join(projectRoot, notebook);
  const { cells, metadata, nbformat, nbformat_minor } = readNotebook(path);
  const code = cells.filter((cell) => cell.cell_type === 'code');
  const prose = cells.filter((cell) => cell.cell_type === 'markdown');

  test(`${notebook} holds no results`, () => {
    assert.deepEqual(code.filter((cell) => cell.outputs?.length !== 0).map(nameOf), [], 'cells with outputs');
    assert.deepEqual(code.filter((cell) => cell.execution_count !== null).map(nameOf), [], 'cells with a count');
    const traces = ['execution', 'collapsed', 'scrolled', 'ExecuteTime'];
    assert.deepEqual(cells.filter((cell) => traces.some((trace) => trace in cell.metadata)).map(nameOf), []);
  });

  test(`${notebook} asks for the TypeScript kernel`, () => {
    assert.deepEqual(metadata.kernelspec, { name: 'tslab', display_name: 'TypeScript', language: 'typescript' });
    assert.ok(nbformat === 4 && nbformat_minor >= 5, `format ${nbformat}.${nbformat_minor}`);
  });

  test(`${notebook} has a title, and a name for every cell`, () => {
    assert.match(sourceOf(cells[0]), /^# \S/);
    const ids = cells.map((cell) => cell.id);
    assert.ok(ids.every(Boolean));
    assert.equal(new Set(ids).size, ids.length, 'two cells have the same id');
  });

  test(`${notebook} has no cell that the kernel runs otherwise than it reads`, () => {
    const traps = code.flatMap((cell) => cellTraps(sourceOf(cell)).map((trap) => ({ cell: nameOf(cell), ...trap })));
    assert.deepEqual(traps, []);
    // After an error the kernel drops cells, so an error cannot be part of the lesson: catch it in the cell.
    assert.deepEqual(code.filter((cell) => cell.metadata.tags?.includes('raises-exception')).map(nameOf), []);
  });

  test(`${notebook} has formulas that our pages can draw`, () => {
    const problems = prose.flatMap((cell) =>
      formulasIn(sourceOf(cell)).flatMap((formula) => formulaProblem(formula) ?? []),
    );
    assert.deepEqual(problems, []);
  });

  test(`${notebook} links to files that are there, and describes its pictures`, () => {
    const text = prose.map(sourceOf).join('\n');
    const targets = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
      .map((match) => match[1])
      .filter((to) => !/^\w+:/.test(to));
    assert.deepEqual(
      targets.filter((to) => !existsSync(join(path, '..', decodeURI(to)))),
      [],
    );
    assert.doesNotMatch(text, /!\[\s*\]\(/, 'a picture without alternative text');
  });

  test(`${notebook} ends with a line break, as every text file`, () => {
    assert.ok(readFileSync(path, 'utf8').endsWith('}\n'));
  });
}

function nameOf(cell: Cell): string {
  return `${cell.id}: ${sourceOf(cell).split('\n')[0]}`;
}

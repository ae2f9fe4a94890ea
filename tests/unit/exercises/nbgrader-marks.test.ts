import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { release } from '../../../lib/src/cli/release';
import { markOf } from '../../../lib/src/exercises/answer-cells';
import { loadSuites } from '../../../lib/src/exercises/load';
import type { NbgraderMark } from '../../../lib/src/grading/nbgrader-marks';
import type { ReleaseCell, ReleaseNotebook } from '../../../lib/src/grading/release';
import { projectRoot } from '../../../lib/src/project';
import { chapters } from './answers';

function readCells(path: string): ReleaseCell[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as ReleaseNotebook).cells;
}

function markIn(cell: ReleaseCell | undefined): NbgraderMark | undefined {
  return cell?.metadata.nbgrader as NbgraderMark | undefined;
}

for (const folder of ['solutions', 'exercises']) {
  test(`in ${folder}/ the points for nbgrader are those of the exercises, each once`, () => {
    for (const { chapter, exercises } of loadSuites()) {
      const name = chapters.find((one) => Number.parseInt(one, 10) === chapter);
      const cells = readCells(join(projectRoot, folder, `${name}.ipynb`));
      const graded = cells.filter((cell) => markIn(cell)?.grade);
      assert.deepEqual(
        graded.map((cell) => ({ id: markOf(cell).exercise, points: markIn(cell)?.points })),
        exercises.map(({ id, points }) => ({ id, points })),
      );
      for (const exercise of exercises) {
        const part = (role: string): ReleaseCell | undefined =>
          cells.find((cell) => markOf(cell).exercise === exercise.id && markOf(cell).role === role);
        const byHand = exercise.kind === 'text';
        const answer = { solution: true, locked: false, grade: byHand };
        const check = { solution: false, locked: true, grade: !byHand };
        for (const [role, expected] of Object.entries({ answer, check })) {
          const { solution, locked, grade, grade_id } = markIn(part(role)) ?? {};
          assert.deepEqual({ solution, locked, grade }, expected, `${exercise.id} ${role}`);
          assert.equal(grade_id, part(role)?.id);
        }
        assert.equal(markIn(part('task')), undefined);
      }
      assert.equal(markIn(cells.find(({ id }) => id === 'setup'))?.locked, true);
    }
  });
}

test('points that somebody typed into a solution are seen by --check and put right', () => {
  const root = mkdtempSync(join(tmpdir(), 'marks-'));
  try {
    const folders = { solutions: join(root, 'solutions'), exercises: join(root, 'exercises') };
    for (const [name, folder] of Object.entries(folders)) {
      mkdirSync(folder);
      cpSync(join(projectRoot, name), folder, { recursive: true });
    }
    const path = join(folders.solutions, '02-fundamentals.ipynb');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"points": 8,', '"points": 80,'));
    const untouched = { made: ['02-fundamentals.ipynb'], changed: [] };
    assert.deepEqual(release(['02'], { check: true, folders }), { ...untouched, marked: ['02-fundamentals.ipynb'] });
    assert.notEqual(readFileSync(path, 'utf8'), text);
    assert.deepEqual(release(['02'], { check: false, folders }), { ...untouched, marked: ['02-fundamentals.ipynb'] });
    assert.equal(readFileSync(path, 'utf8'), text);
    assert.deepEqual(release(['02'], { check: true, folders }), { ...untouched, marked: [] });
  } finally {
    rmSync(root, { recursive: true });
  }
});

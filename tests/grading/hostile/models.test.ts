import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type GradedSubmission, type Grader, gradeSubmission, openGrader } from '../../../lib/src/grading';
import { modelCells, modelSuite } from '../made-up-models';
import { notebookText } from '../made-up-suite';
import { sandboxOrReason } from '../sandbox-or-reason';
import { models } from './models';

const { skip } = sandboxOrReason();

let grader: Grader;
let folder: string;
let count = 0;

before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), 'convolab-models-'));
  grader = await openGrader(modelSuite, { jobs: 2 });
});

after(async () => {
  if (skip) return;
  await grader.close();
  rmSync(folder, { recursive: true });
});

function handIn(answers: Record<string, string>): Promise<GradedSubmission> {
  const path = join(folder, `submission-${++count}.ipynb`);
  writeFileSync(path, notebookText(modelCells(answers)));
  return gradeSubmission(modelSuite, path, { seed: 'the secret of the test', grader });
}

describe('models from the sandbox', { skip, concurrency: 2 }, () => {
  test('right ones get all points: one is built, one is trained', async () => {
    const graded = await handIn({});
    assert.equal(graded.points, graded.of, JSON.stringify(graded.exercises));
    assert.deepEqual(graded.problems, []);
  });

  test('a training that changes nothing gets none, and `fit` is not there', async () => {
    const idle = await handIn({ '9.6': 'const train = (model: any) => model;' });
    assert.match(idle.exercises[1].cases[0].sentence ?? '', /^0 steps led to a loss of 2\.30/);
    const fitted = await handIn({
      '9.6': 'const train = async (model: any, xs: any, ys: any) => { await model.fit(xs, ys); };',
    });
    assert.equal(fitted.exercises[1].points, 0);
    assert.match(fitted.exercises[1].cases[0].sentence ?? '', /`fit`/);
  });

  test('a model of the wrong size gets no points for it', async () => {
    const graded = await handIn({
      '9.5': modelCells()[0].source?.toString().replace('dense({ units })', 'dense({ units: 9 + units })') ?? '',
    });
    assert.equal(graded.exercises[0].points, 0);
    assert.match(graded.exercises[0].cases[0].sentence ?? '', /^It has \d+ units/);
  });

  for (const { threat, cell, says } of models) {
    test(`hostile: ${threat}`, async () => {
      const graded = await handIn({ '9.5': cell, '9.6': 'const train = 1;' });
      const [first, , last] = graded.exercises;
      const told = [first.sentence, ...first.cases.map(({ sentence }) => sentence)].join('\n');
      assert.equal(first.points, 0, told);
      assert.match(told, says);
      assert.equal(last.points, last.of, 'the other answer counts');
      assert.ok(!('polluted' in {}), 'no prototype was changed');
    });
  }
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { loadSuites } from '../../lib/src/exercises/load';
import { gradeSubmission } from '../../lib/src/grading';
import { cellsOf } from '../unit/exercises/answers';
import { type madeUpSuite, notebookText } from './made-up-suite';
import { sandboxOrReason } from './sandbox-or-reason';

const { skip } = sandboxOrReason();
const folder = mkdtempSync(join(tmpdir(), 'convolab-borrowed-'));
after(() => rmSync(folder, { recursive: true }));

/** Answers to 6.2 that take the function from the course. `iou` may be imported, and lies beside what is asked for. */
const borrowed: Record<string, string> = {
  'the asked function beside the allowed one':
    "import { iou, nms as theirs } from 'convolab';\nconst nms = (...args: any[]) => [iou, theirs as any][1](...args);",
  'the whole library beside the allowed function':
    "import { iou } from 'convolab';\nimport * as lab from 'convolab';\nvoid iou;\nconst nms = (...args: any[]) => (lab as any).nms(...args);",
  'the file by its path':
    "import { nms as theirs } from 'convolab/lib/dist/maths/detection/suppression';\nconst nms = theirs;",
  'the file by require':
    "import { iou } from 'convolab';\ndeclare const require: any;\nvoid iou;\nconst nms = (...args: any[]) => require('./maths/detection/suppression').nms(...args);",
};

describe('6.2: an answer may import iou, and gets nothing by', { skip, concurrency: 2 }, () => {
  const sixth = loadSuites().find(({ chapter }) => chapter === 6) as typeof madeUpSuite;
  const suite = { ...sixth, exercises: sixth.exercises.filter(({ id }) => id === '6.2') };
  for (const [way, source] of Object.entries(borrowed)) {
    test(way, async () => {
      const cells = cellsOf('solutions/06-case-studies').map((cell) => {
        const { exercise, role } = cell.metadata?.convolab ?? {};
        return exercise === '6.2' && role === 'answer' ? { ...cell, source } : cell;
      });
      const path = join(folder, `${way.replaceAll(' ', '-')}.ipynb`);
      writeFileSync(path, notebookText(cells));
      const graded = await gradeSubmission(suite, path, { seed: 'a secret' });
      const [{ points, cases, sentence }] = graded.exercises;
      assert.equal(points, 0, sentence);
      assert.match(
        [sentence, cases[0]?.sentence].join(' '),
        /imports|not a function|not defined|not there|does not compile/,
      );
    });
  }
});

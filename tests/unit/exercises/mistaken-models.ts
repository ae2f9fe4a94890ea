/** Solutions to model exercises with mistakes put in, and what the check says to them. */
import assert from 'node:assert';
import { test } from 'node:test';
import { compileCell } from '../../../lib/src/exercises/cell-code';
import { openIsolated } from '../../../lib/src/exercises/isolated';
import { judge } from '../../../lib/src/exercises/judge';
import { findExercise } from '../../../lib/src/exercises/load';
import type { ExerciseResult } from '../../../lib/src/exercises/result';
import { runOptions } from '../../../lib/src/exercises/run-options';
import type { ModelExercise } from '../../../lib/src/exercises/spec';
import { answerTo } from './answers';

/** The verdict on an answer to the public cases of these numbers. */
export async function judged(id: string, source: string, numbers: number[]): Promise<ExerciseResult> {
  const exercise = findExercise(id) as ModelExercise;
  const answer = await openIsolated(compileCell(source).code, runOptions(exercise));
  try {
    return await judge(exercise, answer, { cases: numbers.map((i) => exercise.publicCases[i]) });
  } finally {
    await answer.close();
  }
}

/** A mistake by its name, the public case that shows it, and what is changed in the solution: pairs of before and after. */
export type Row = [name: string, publicCase: number, ...changes: [string, string][]];

/** A change that takes something out. */
export const drop = (text: string): [string, string] => [text, ''];

/** A test for each mistake of each exercise, by the id of the exercise, and one that none is left out. */
export function tryMistakes(rows: Record<string, Row[]>): void {
  for (const [id, list] of Object.entries(rows)) {
    for (const [name, publicCase, ...changes] of list) {
      test(`${id}: the mistake "${name}" gets its hint`, { timeout: 180_000 }, async () => {
        let source = answerTo(id);
        for (const [before, after] of changes) {
          assert.ok(source.includes(before), `the solution has no "${before}"`);
          source = source.replace(before, after);
        }
        const result = await judged(id, source, [publicCase]);
        const [found] = result.cases;
        assert.equal(found.status, 'failed', found.sentence);
        assert.equal(
          found.mistake,
          name,
          `${found.mistake}: ${found.sentence} ${JSON.stringify(found.got)?.slice(0, 300)}`,
        );
        assert.match(found.sentence ?? '', /^[^\n]{20,400}[.?]$/);
      });
    }

    test(`${id}: every mistake is tried`, () => {
      const { mistakes = [] } = findExercise(id) as ModelExercise;
      assert.deepEqual(list.map(([name]) => name).sort(), mistakes.map(({ name }) => name).sort());
      for (const { name, hint } of mistakes) assert.match(hint, /^[\s\S]{20,}[.?`]$/, name);
    });
  }
}

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { referenceOf } from '../../../lib/src/exercises/define';
import { judge } from '../../../lib/src/exercises/judge';
import { loadSuite, suiteFiles } from '../../../lib/src/exercises/load';
import type { OpenAnswer, Outcome, Request } from '../../../lib/src/exercises/run';
import type { Mistake, ModelExercise, Suite, TestedExercise } from '../../../lib/src/exercises/spec';
import { writeSuiteData } from '../../../lib/src/exercises/suite-data';
import { copyData, type Data, type Given } from '../../../lib/src/exercises/wire';
import { suiteCode } from '../../../lib/src/grading/assign/suite-code';
import { suiteToData } from '../../../lib/src/grading/assign/suite-to-data';
import { exampleOf } from './mistake-examples';

const folder = mkdtempSync(join(tmpdir(), 'suite-data-'));
after(() => rmSync(folder, { recursive: true }));

/** The suite as students have it: written to files and read again. */
async function studentsSuite(file: string, suite: Suite): Promise<Suite> {
  const name = join(folder, `0${suite.chapter}-x`);
  const { script, problems } = await suiteCode(file, suite);
  assert.deepEqual(problems, []);
  writeFileSync(`${name}.code.js`, script);
  writeFileSync(`${name}.json`, writeSuiteData(suiteToData(suite)));
  return loadSuite(`${name}.json`);
}

function answering(results: (request: Request) => Given[]): OpenAnswer {
  const returned = (found: Given[]): Outcome => ({ status: 'returned', results: found, wasPromise: false });
  return {
    loaded: returned([]),
    names: [],
    call: async (request) => returned(results(request)),
    printed: () => '',
    close: async () => {},
  };
}

/** What an answer gives that makes one mistake everywhere, or none; where its code fails, nothing comes back. */
function answerOf(exercise: TestedExercise, mistake?: Mistake): OpenAnswer {
  if (mistake && !mistake.behaves)
    return answering((request) => exampleOf(exercise.id, mistake.name)(request) as Given[]);
  const behaves = mistake?.behaves as unknown as ((...args: unknown[]) => Data) | undefined;
  if (exercise.kind !== 'function') {
    const value = ({ given, expected }: { given?: Data; expected?: Data }): Data =>
      behaves && given !== undefined ? copyData(behaves(copyData(given))) : expected;
    const parts = exercise.publicCases.map((one) => [String(one.part), value(one) as Given]);
    return answering(() => [Object.fromEntries(parts) as Given]);
  }
  return answering(({ path, calls }) => {
    const run = behaves ?? referenceOf(exercise, path.slice(exercise.entry.length + 1) || undefined);
    return calls.map((args) => {
      try {
        return copyData(run?.(...copyData(args)) as Data) as Given;
      } catch {
        return undefined;
      }
    });
  });
}

for (const file of suiteFiles()) {
  const suite = loadSuite(file);
  test(`chapter ${suite.chapter}: students see of every answer what teachers see`, async () => {
    const students = await studentsSuite(file, suite);
    assert.deepEqual(
      students.exercises.map(({ id, title, points, kind }) => [id, title, points, kind]),
      suite.exercises.map(({ id, title, points, kind }) => [id, title, points, kind]),
    );
    let compared = 0;
    for (const [i, exercise] of suite.exercises.entries()) {
      const theirs = students.exercises[i];
      if (exercise.kind === 'choice' || exercise.kind === 'text') assert.deepEqual(theirs, exercise);
      if (exercise.kind !== 'function' && exercise.kind !== 'value') continue;
      assert.ok(!('gradedCases' in theirs));
      for (const mistake of [undefined, ...(exercise.mistakes ?? [])]) {
        const ours = await judge(exercise, answerOf(exercise, mistake));
        assert.deepEqual(await judge(theirs as TestedExercise, answerOf(exercise, mistake)), ours, mistake?.name);
        // a judge alone knows what is right where nothing is expected
        if (mistake === undefined && !exercise.judge) assert.equal(ours.status, 'right', exercise.id);
        compared++;
      }
    }
    assert.ok(compared > 40, `only ${compared} answers were compared`);
  });

  test(`chapter ${suite.chapter}: models are measured and judged as teachers do`, async () => {
    const students = await studentsSuite(file, suite);
    const models = suite.exercises.filter((one): one is ModelExercise => one.kind === 'model');
    for (const exercise of models) {
      const theirs = students.exercises.find(({ id }) => id === exercise.id) as ModelExercise;
      assert.deepEqual(theirs.publicCases, exercise.publicCases);
      assert.deepEqual(
        theirs.mistakes?.map(({ name, hint }) => [name, hint]),
        exercise.mistakes?.map(({ name, hint }) => [name, hint]),
      );
      for (const testCase of exercise.publicCases) {
        for (const model of madeUpModels) {
          // measuring the accuracy is left out: it takes a real model
          const factsBy = async (one: ModelExercise): Promise<Data> => one.measure(model, testCase);
          const measured = await factsBy(exercise).catch(() => undefined);
          assert.deepEqual(await factsBy(theirs).catch(() => undefined), measured);
          if (measured === undefined) continue;
          const facts = measured as Given;
          assert.deepEqual(theirs.judge(facts, testCase), exercise.judge(facts, testCase));
          const holds = ({ mistakes = [] }: ModelExercise): unknown[] =>
            mistakes.map(({ when }) => when?.(facts, undefined, copyData(testCase.args ?? [])));
          assert.deepEqual(holds(theirs), holds(exercise));
        }
      }
    }
  });
}

const layer = { type: 'Conv2D', activation: 'relu', parameters: 9000, outputShape: [14, 14, 8] };
/** What `measure` reads of a model, for a good one, one without activations and one that is no CNN. */
const madeUpModels = [
  { layers: [layer, layer, { ...layer, type: 'Dense', activation: 'softmax' }], outputShape: [10] },
  { layers: [{ ...layer, activation: 'linear' }, layer], outputShape: [10] },
  { layers: [], outputShape: [14, 14, 10] },
].map((model) => ({
  model: { ...model, parameters: 18_000, inputShape: [28, 28, 1] },
  use: { batches: [[0, 1], [2]], images: [0, 1, 2], tensorsLeft: 50 },
  result: { losses: [2.4, 2.3, 2.35] },
})) as never[];

test('a judge that would take a reference along is refused, and a hint that a function makes is told', async () => {
  const file = join(folder, '04-own.ts');
  const exercise = (judge: string, more = ''): string => `
    const solve = { reference: (x: number) => 2 * x };
    const own = (got: unknown) => ({ pass: got === 1, message: 'no' });
    ${more}
    export default { chapter: 4, title: 't', exercises: [
      { id: '4.1', title: 't', points: 1, kind: 'value', entry: 'x', publicCases: [{ name: 'a', expected: 1 }],
        judge: ${judge}, mistakes: [...made] }] };`;
  const made = 'const made = [1].map((x) => ({ name: "n" + x, when: (got: unknown) => got === x, hint: "h" }));';
  writeFileSync(file, exercise('(got: unknown) => ({ pass: got === solve.reference(1), message: "no" })', made));
  await assert.rejects(suiteCode(file, loadSuite(file)), /04-own\.ts, line 2: .* uses what holds `reference`/);
  const other = join(folder, '04-other.ts');
  writeFileSync(other, exercise('own', made));
  const { script, problems } = await suiteCode(other, loadSuite(other));
  assert.match(problems.join(), /will not see the hint "n1" of exercise 4\.1/);
  assert.doesNotMatch(script, /reference|2\*/);
});

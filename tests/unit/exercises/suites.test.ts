import assert from 'node:assert';
import { test } from 'node:test';
import { referenceOf } from '../../../lib/src/exercises/define';
import { expectedOf, judge } from '../../../lib/src/exercises/judge';
import { loadSuites } from '../../../lib/src/exercises/load';
import type { OpenAnswer, Outcome, Request } from '../../../lib/src/exercises/run';
import type { Case, FunctionExercise, Mistake, ValueExercise } from '../../../lib/src/exercises/spec';
import { copyData, type Data, type Given } from '../../../lib/src/exercises/wire';
import { random } from '../../../lib/src/maths';
import { exampleOf } from './mistake-examples';

type Tested = FunctionExercise | ValueExercise;
const exercises = loadSuites().flatMap((suite) => suite.exercises);
const tested = exercises.filter(
  (exercise): exercise is Tested => exercise.kind === 'function' || exercise.kind === 'value',
);

/** An answer that computes its results here: a function for each request. */
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

const concerns = (mistake: Mistake, target: string): boolean =>
  mistake.only === undefined || [mistake.only].flat().includes(target);

/** An answer that makes one mistake and is right otherwise. */
function mistaken(exercise: Tested, mistake: Mistake): OpenAnswer {
  const behaves = mistake.behaves as unknown as (...args: unknown[]) => Data;
  if (exercise.kind === 'value') {
    const parts = exercise.publicCases.map((one): [string, Given] => {
      const part = String(one.part);
      return [
        part,
        concerns(mistake, part) && one.given !== undefined
          ? copyData(behaves(copyData(one.given)))
          : (one.expected as Given),
      ];
    });
    return answering(() => [Object.fromEntries(parts) as Given]);
  }
  return answering(({ path, calls }) => {
    const fn = path.slice(exercise.entry.length + 1);
    const right = referenceOf(exercise, fn || undefined) as (...args: unknown[]) => Data;
    const run = concerns(mistake, fn) ? behaves : right;
    return calls.map((args) => {
      try {
        return copyData(run(...copyData(args))) as Given;
      } catch {
        return copyData(right(...copyData(args))) as Given; // the mistake shows on other cases
      }
    });
  });
}

for (const exercise of tested) {
  for (const mistake of exercise.mistakes ?? []) {
    test(`${exercise.id}: the mistake "${mistake.name}" gets its hint`, async () => {
      const example = mistake.behaves ? undefined : exampleOf(exercise.id, mistake.name);
      const answer = example ? answering((request) => example(request) as Given[]) : mistaken(exercise, mistake);
      const result = await judge(exercise, answer);
      const found = result.cases.filter((one) => one.status === 'failed');
      assert.ok(found.length > 0, 'no public case shows it');
      const recognised = found.find((one) => one.mistake === mistake.name);
      assert.ok(recognised, `recognised as ${[...new Set(found.map((one) => one.mistake))].join(', ')}`);
      assert.equal(recognised.hint, mistake.hint);
      assert.ok(result.points < exercise.points);
    });
  }
}

test('hints are whole sentences, and no two mistakes of an exercise have the same name', () => {
  for (const { id, mistakes = [] } of tested) {
    assert.equal(new Set(mistakes.map(({ name }) => name)).size, mistakes.length, id);
    for (const { name, hint } of mistakes) assert.match(hint, /^[\s\S]{20,}[.?`]$/, `${id} ${name}`);
  }
});

test('the same seed draws the same graded cases, another seed others', () => {
  for (const exercise of tested) {
    if (!exercise.gradedCases) continue;
    const names = (seed: string): string => JSON.stringify(exercise.gradedCases?.(random(seed)));
    assert.equal(names('one'), names('one'), exercise.id);
    assert.notEqual(names('one'), names('two'), exercise.id);
  }
});

test('a table of the public cases does not pass the graded ones', async () => {
  for (const exercise of tested) {
    if (exercise.kind !== 'function') continue;
    const known = new Map<string, Data>();
    const keep = (one: Case): void => {
      const expected = expectedOf(exercise, one);
      const calls = one.each ?? [one.args ?? []];
      for (const [i, args] of calls.entries()) {
        known.set(JSON.stringify([one.fn, args]), one.each ? (expected as Data[])[i] : expected);
      }
    };
    for (const one of exercise.publicCases) keep(one);
    const table = answering(({ path, calls }) =>
      calls.map(
        (args) => known.get(JSON.stringify([path.slice(exercise.entry.length + 1) || undefined, args])) as Given,
      ),
    );
    const open = await judge(exercise, table);
    assert.equal(open.points, exercise.points, `${exercise.id}: the table is right on the public cases`);
    const graded = await judge(exercise, table, { cases: exercise.gradedCases?.(random('secret')) });
    assert.ok(graded.points <= exercise.points / 4, `${exercise.id}: ${graded.points} of ${exercise.points}`);
  }
});

test('no constant passes', async () => {
  for (const exercise of tested) {
    if (exercise.kind !== 'function') continue;
    const cases = exercise.gradedCases?.(random('secret')) ?? exercise.publicCases;
    // the references run once, not again for every constant
    const expected = new Map(cases.map((one) => [one, expectedOf(exercise, one)]));
    const constants = cases.map((one) => (one.each ? (expected.get(one) as Data[])[0] : expected.get(one)));
    for (const constant of [0, 1, ...constants]) {
      // hints change no points, and looking for them takes most of the time
      const result = await judge(
        { ...exercise, mistakes: [] },
        answering(({ calls }) => calls.map(() => constant as Given)),
        { cases, expected },
      );
      assert.ok(
        result.points <= exercise.points / 3,
        `${exercise.id}: ${JSON.stringify(constant)} got ${result.points}`,
      );
    }
  }
});

test('kernels that are no edge detectors get no full points', async () => {
  const exercise = tested.find(({ id }) => id === '2.2') as Tested;
  const zeros = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  const result = await judge(
    exercise,
    answering(() => [{ vertical: zeros, horizontal: zeros, anyDirection: zeros }]),
  );
  assert.equal(result.points, 0, 'a kernel of zeros answers 0 on even areas, and still gets nothing');
});

test('other good edge detectors are right too', async () => {
  const exercise = tested.find(({ id }) => id === '2.2') as Tested;
  const prewitt = [
    [-1, 0, 1],
    [-1, 0, 1],
    [-1, 0, 1],
  ];
  const turned = [
    [-1, -1, -1],
    [0, 0, 0],
    [1, 1, 1],
  ];
  const laplacian = [
    [0, 1, 0],
    [1, -4, 1],
    [0, 1, 0],
  ];
  const difference = {
    vertical: [
      [0, 0, 0],
      [0, -1, 1],
      [0, 0, 0],
    ],
    horizontal: turned,
    anyDirection: laplacian,
  };
  for (const answer of [{ vertical: prewitt, horizontal: turned, anyDirection: laplacian }, difference]) {
    for (const cases of [exercise.publicCases, exercise.gradedCases?.(random(5))]) {
      const result = await judge(
        exercise,
        answering(() => [answer]),
        { cases },
      );
      assert.equal(result.status, 'right', JSON.stringify(result.cases.filter((one) => one.status !== 'passed')));
    }
  }
});

test('the exercises share out 200 points, and each chapter has 6 more for its questions', () => {
  const numbered = /^\d\.\d+$/;
  const sums = loadSuites().map(({ chapter, exercises: own }) => {
    const sum = (some: typeof own): number => some.reduce((all, { points }) => all + points, 0);
    assert.equal(sum(own.filter(({ id }) => !numbered.test(id))), 6, `chapter ${chapter}`);
    return sum(own.filter(({ id }) => numbered.test(id)));
  });
  assert.deepEqual(sums.slice(0, 5), [18, 34, 34, 18, 18]);
  // chapters 6 and 7 have what is left
  const all = sums.reduce((a, b) => a + b, 0);
  assert.ok(sums.length < 7 ? all < 200 : all === 200, `${all} points in ${sums.length} chapters`);
});

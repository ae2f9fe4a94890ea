import assert from 'node:assert';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { choice, linearRange, logRange, wholeRange } from '../../../../lib/src/maths/search-space';
import { type SearchOptions, search, searchLines } from '../../../../lib/src/training/search';
import { temporaryFolder } from '../../datasets/temporary-folder';

const space = { rate: logRange(1e-3, 1), units: wholeRange(1, 9), kind: choice(['a', 'b']) };
type Options = SearchOptions<typeof space>;

const score = ({ rate, units }: { rate: number; units: number }) => units - Math.log10(rate) ** 2;

/** What a study is about, without times. */
const essence = ({ results }: { results: readonly { seconds?: number }[] }) =>
  results.map(({ seconds, ...rest }) => rest);

test('a search that was stopped goes on as if it had not been, whatever the method', async (t) => {
  for (const method of ['grid', 'random', 'bayesian', 'halving'] as const) {
    const folder = temporaryFolder(t);
    const options: Options = { space, method, trials: 12, budget: 9, seed: 5 };
    const whole = await search(options, score);
    const file = join(folder, 'study.json');
    for (const stopAt of [3, 7]) {
      const stopping = new AbortController();
      const part = await search({ ...options, file, signal: stopping.signal }, (one, { trial }) => {
        if (trial === stopAt) stopping.abort();
        return score(one);
      });
      assert.equal(part.stopped, true);
      assert.deepEqual(
        part.results.filter(({ state }) => state === 'waiting').map(({ trial }) => trial),
        [stopAt],
      );
    }
    const resumed = await search({ ...options, file }, score);
    assert.equal(resumed.stopped, false);
    assert.deepEqual(essence(resumed), essence(whole), method);
    // with all trials done, the trial is not asked any more
    const again = await search({ ...options, file }, () => assert.fail('nothing is left'));
    assert.deepEqual(again.results, resumed.results);
    assert.deepEqual(readdirSync(folder), ['study.json'], 'locks are given back');
  }
});

test('a finished study can be given more trials', async (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'study.json');
  await search({ space, method: 'random', trials: 4, file }, score);
  const more = await search({ space, method: 'random', trials: 7, file }, score);
  assert.deepEqual(essence(more), essence(await search({ space, method: 'random', trials: 7 }, score)));
});

test('a trial that throws or returns no number is written down as failed, and the search goes on', async () => {
  const { results, best } = await search({ space, method: 'random', trials: 5 }, (one, { trial }) => {
    if (trial === 1) throw new Error('no memory');
    return trial === 3 ? Number.NaN : score(one);
  });
  assert.deepEqual(
    results.map(({ state }) => state),
    ['done', 'failed', 'done', 'failed', 'done'],
  );
  assert.equal(results[1].error, 'no memory');
  assert.match(results[3].error as string, /returned NaN, not a number/);
  assert.equal(best?.value, Math.max(...[0, 2, 4].map((i) => results[i].value as number)));
  const none = await search({ space, trials: 4 }, () => Number.POSITIVE_INFINITY);
  assert.equal(none.best, undefined);
  assert.equal(none.results.length, 4);
});

test('reports are kept with their trial', async () => {
  const { results } = await search({ space, method: 'random', trials: 2, budget: 2 }, (_, { report, budget }) => {
    report(0.25, 1);
    report(0.5);
    return budget;
  });
  assert.deepEqual(results[1].reports, [{ value: 0.25, budget: 1 }, { value: 0.5 }]);
});

test('a file of another study or a damaged one is refused in a sentence, and stays', async (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'study.json');
  const options: Options = { space, method: 'random', trials: 3, file };
  await search(options, score);
  const before = readFileSync(file, 'utf8');
  const refused = (other: object, message: RegExp) => {
    return assert.rejects(search({ ...options, ...other } as Options, score), { name: 'UserError', message });
  };
  await refused({ space: { ...space, rate: linearRange(0, 1) } }, /study\.json is a study of another space: give/);
  await refused({ method: 'bayesian' }, /is a study with method "random": give this search another file/);
  await refused({ seed: 2 }, /is a study with seed 1/);
  assert.equal(readFileSync(file, 'utf8'), before);
  const damages: [string, string][] = [
    ['cut off', before.slice(0, -40)],
    ['another format', before.replace('ConvoLab study', 'Some study')],
    ['a value outside', before.replace(/"units":\d/, '"units":77')],
    ['a result without a value', before.replace(/"value":[^,}]+,/, '')],
    ['empty', ''],
  ];
  for (const [what, text] of damages) {
    assert.notEqual(text, before, what);
    writeFileSync(file, text);
    await refused({}, /study\.json is no study, or is damaged: delete it, or give another file/);
    assert.equal(readFileSync(file, 'utf8'), text);
  }
});

test('what cannot be searched is refused in a sentence', async () => {
  const refused = (options: object, message: RegExp, trial: unknown = score) =>
    assert.rejects(search({ space, trials: 3, ...options } as Options, trial as typeof score), { message });
  await refused({ space: {} }, /space: expected dimensions by name/);
  await refused({ space: { rate: [0, 1] } }, /rate: expected linearRange/);
  await refused({ trials: 0 }, /trials: expected a whole number of at least 1, got 0/);
  await refused({ method: 'guess' }, /method: expected one of grid, random, bayesian, halving, got the text "guess"/);
  await refused({ trails: 3 }, /options of search: expected space, trials/);
  await refused({ budget: 2, leastBudget: 3 }, /leastBudget is 3, and must not be more than the whole budget, 2/);
  await refused(
    { candidates: [{ rate: 7, units: 1, kind: 'a' }] },
    /candidates\[0\]\.rate: expected a number from 0.001/,
  );
  await refused({ processes: 0 }, /processes: expected a whole number of at least 1, got 0/);
  await refused({ method: 'grid', points: 0 }, /points: expected a whole number of at least 1, got 0/);
  await refused({ method: 'grid', points: { rte: 3 } }, /points: expected a number of values for rate too/);
  await refused({ method: 'halving', trials: 9 }, /halving needs a budget that can be cut, at least 3 .*: got 1/);
  await refused(
    { method: 'halving', trials: 8, budget: 9 },
    /halving of 8 configurations ends before one has the whole/,
  );
  await refused({ file: 5 }, /file: expected the path of a study, such as 'study\.json', got 5/);
  await refused({ onEvent: 'lines' }, /onEvent: expected a function, such as searchLines\(\), got the text "lines"/);
  await refused({ signal: new AbortController() }, /signal: expected the signal of an AbortController/);
  await refused({ processes: 2 }, /several processes needs a file, and the path of a module/);
  await refused({}, /search needs a trial/, null);
  await refused({}, /no-such-module\.js can't be loaded: Cannot find module/, './no-such-module.js');
});

test('a study that cannot be, or cannot be kept, leaves no file', async (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'study.json');
  await assert.rejects(search({ space, method: 'grid', points: 0, trials: 3, file }, score), { name: 'ShapeError' });
  assert.deepEqual(readdirSync(folder), []);
  writeFileSync(file, 'not a folder');
  const inside = join(file, 'study.json');
  const message = /study\.json can't be written: \w+: /;
  await assert.rejects(search({ space, trials: 3, file: inside }, score), { name: 'UserError', message });
});

test('each trial is told of, with the best one and the time that is left', async () => {
  const lines: string[] = [];
  await search(
    { space, method: 'random', trials: 3, onEvent: searchLines((line) => lines.push(line)) },
    (_, { trial }) => {
      if (trial === 1) throw new Error('no memory');
      return trial / 3;
    },
  );
  assert.equal(lines.length, 3);
  assert.match(lines[0], /^\[1\/3\] rate [\d.e-]+, units \d, kind [ab]: 0; best 0$/);
  assert.match(lines[1], /^\[2\/3\] .*: failed \(no memory\); best 0$/);
  assert.match(lines[2], /: 0\.667; best 0\.667$/);
});

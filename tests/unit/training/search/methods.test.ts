import assert from 'node:assert';
import { test } from 'node:test';
import { gridCandidates } from '../../../../lib/src/maths/candidates';
import { choice, linearRange, logRange, type Space, wholeRange } from '../../../../lib/src/maths/search-space';
import { search } from '../../../../lib/src/training/search';
import { methods } from '../../../../lib/src/training/search/methods';

const space = { rate: logRange(1e-3, 1), units: wholeRange(1, 4), kernel: choice(['small', 'large']) };

/** Best at a rate of 0.03, four units and a large kernel. */
const score = (one: { rate: number; units: number; kernel: string }) =>
  one.units + Number(one.kernel === 'large') - Math.log10(one.rate / 0.03) ** 2;

/** Branin's function: three minima of 0.397887 (Dixon and Szegö, *Towards global optimisation 2*, 1978). */
function branin(x: number, y: number): number {
  const valley = y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6;
  return valley ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
}

const plane = { x: linearRange(-5, 10), y: linearRange(0, 15) };

const keys = (results: readonly { configuration: unknown }[]) =>
  results.map(({ configuration }) => JSON.stringify(configuration));

test('a grid tries all of its configurations once, in an order of the seed', async () => {
  const grid = (seed: number) =>
    search({ space, method: 'grid', points: { rate: 3, units: 2 }, trials: 99, seed }, score);
  const [one, two] = [await grid(1), await grid(2)];
  const all = gridCandidates(space, { rate: 3, units: 2 });
  assert.deepEqual(keys(one.results).sort(), all.map((candidate) => JSON.stringify(candidate)).sort());
  assert.deepEqual(keys(one.results).sort(), keys(two.results).sort());
  assert.notDeepEqual(keys(one.results), keys(two.results));
  assert.deepEqual(one.best?.value, Math.max(...all.map(score)));
});

test('a grid without points is the largest that fits into the trials', async () => {
  const { results } = await search({ space, method: 'grid', trials: 13 }, score);
  // 3 rates · 2 units · 2 kernels: a third value of the units would make 18
  assert.equal(results.length, 12);
  assert.equal(new Set(results.map(({ configuration }) => configuration.rate)).size, 3);
});

test('random search is the same for a seed, and longer ones begin with the shorter', async () => {
  const random = (seed: number, trials: number) => search({ space, method: 'random', trials, seed }, score);
  const long = keys((await random(1, 12)).results);
  assert.deepEqual(keys((await random(1, 5)).results), long.slice(0, 5));
  assert.notDeepEqual(keys((await random(2, 12)).results), long);
});

test('successive halving goes on with the best third, with three times the budget', async () => {
  const options = { space, method: 'halving', trials: 27, budget: 9, leastBudget: 1 } as const;
  const study = await search(options, score);
  const round = (budget: number) => study.results.filter((one) => one.budget === budget);
  assert.deepEqual([round(1).length, round(3).length, round(9).length], [27, 9, 3]);
  for (const [less, more] of [
    [1, 3],
    [3, 9],
  ]) {
    const best = [...round(less)]
      .sort((a, b) => score(b.configuration) - score(a.configuration))
      .slice(0, round(more).length);
    assert.deepEqual(keys(round(more)), keys(best));
    assert.deepEqual(
      round(more).map(({ from }) => from),
      best.map(({ trial }) => trial),
    );
  }
  assert.equal(study.spent, 27 + 9 * 3 + 3 * 9);
  assert.equal(study.best?.budget, 9);
});

test('successive halving drops trials that fail, also where less than a third is left', async () => {
  const study = await search({ space, method: 'halving', trials: 9, budget: 9 }, (one, { trial, budget }) => {
    return budget === 1 && trial > 1 ? Number.NaN : score(one);
  });
  assert.deepEqual(
    study.results.map(({ budget }) => budget),
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 9],
  );
});

test("Bayesian search finds a minimum of Branin's function, which random search misses", async () => {
  const regret = async (method: 'bayesian' | 'random', seed: number) => {
    const { best } = await search({ space: plane, method, trials: 30, seed }, ({ x, y }) => -branin(x, y));
    return -(best?.value as number) - 0.397887;
  };
  const [bayesian, random] = [[] as number[], [] as number[]];
  for (const seed of [1, 2, 3]) {
    bayesian.push(await regret('bayesian', seed));
    random.push(await regret('random', seed));
  }
  assert.ok(Math.max(...bayesian) < 0.1, `regrets ${bayesian}`);
  assert.ok(Math.max(...bayesian) < Math.min(...random), `regrets ${bayesian}, of random search ${random}`);
});

test('Bayesian search handles logarithmic, whole and chosen values, and repeats none', async () => {
  const { results, best } = await search({ space, method: 'bayesian', trials: 25, seed: 1 }, score);
  assert.equal(new Set(keys(results)).size, 25);
  assert.ok((best?.value as number) > 4.9, JSON.stringify(best));
  assert.deepEqual([best?.configuration.units, best?.configuration.kernel], [4, 'large']);
});

test('Bayesian search ends when every configuration of a small space was tried', async () => {
  const small: Space = { units: wholeRange(1, 3), kernel: choice([3, 5]) };
  const { results, stopped } = await search({ space: small, trials: 50 }, ({ units }) => Number(units));
  assert.ok(results.length >= 6 && results.length < 50, String(results.length));
  assert.equal(new Set(keys(results)).size, 6);
  assert.equal(stopped, false);
  // 100 configurations, on a logarithmic scale with little room for the large ones: none is missed
  const wider = { units: wholeRange(1, 25, 'log'), kernel: choice([1, 3, 5, 7]) };
  const all = gridCandidates({ units: choice(Array.from({ length: 25 }, (_, i) => i + 1)), kernel: wider.kernel }, 1);
  const over = all.slice(3).map((configuration, trial) => ({ trial, configuration, value: configuration.units }));
  const plan = {
    space: wider,
    method: 'bayesian',
    trials: 300,
    seed: 1,
    budget: 1,
    leastBudget: 1,
    factor: 3,
  } as const;
  const trials = over.map((one) => ({ ...one, budget: 1, state: 'done' as const, reports: [] }));
  const left = new Set(all.slice(0, 3).map((one) => JSON.stringify(one)));
  const next = methods.bayesian.next(plan, trials);
  assert.ok(next && next !== 'wait' && left.has(JSON.stringify(next.configuration)), JSON.stringify(next));
  assert.equal(
    methods.bayesian.next(plan, [
      ...trials,
      ...all.slice(0, 3).map((configuration, i) => ({ ...trials[0], trial: trials.length + i, configuration })),
    ]),
    undefined,
  );
});

test('with candidates, every method keeps to them', async () => {
  const candidates = gridCandidates(space, 4).filter((_, i) => i % 3 !== 0);
  const allowed = new Set(candidates.map((one) => JSON.stringify(one)));
  for (const method of ['grid', 'random', 'bayesian', 'halving'] as const) {
    const { results } = await search({ space, method, trials: 12, candidates, budget: 3 }, score);
    assert.ok(results.length > 5 && keys(results).every((key) => allowed.has(key)), method);
    if (method !== 'halving') assert.equal(new Set(keys(results)).size, results.length, method);
  }
});

test('failed trials are avoided: the search does not come back to where they were', async () => {
  const { results } = await search({ space: { x: linearRange(0, 1) }, trials: 20, seed: 3 }, ({ x }) => {
    if (x > 0.5) throw new Error('too large');
    return x;
  });
  const failed = results.filter(({ state }) => state === 'failed').length;
  assert.ok(failed > 0 && failed < 10, `${failed} failed`);
  assert.ok(results.filter(({ value }) => value !== undefined && value > 0.4).length >= 5);
});

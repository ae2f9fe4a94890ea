import assert from 'node:assert';
import { test } from 'node:test';
import { choice, linearRange, logRange, wholeRange } from '../../../../lib/src/maths/search-space';
import { acquisitionSteps, bestSoFar, savedSearch, search, trialsFrom } from '../../../../lib/src/training/search';

test('the table that comes with the course is a whole grid, every training done', () => {
  const { space, results, budget } = savedSearch().table;
  assert.equal(results.length, 7 * 4 * 2 * 3);
  assert.equal(new Set(results.map(({ configuration }) => JSON.stringify(configuration))).size, results.length);
  assert.deepEqual(Object.keys(space), ['learningRate', 'filters', 'kernelSize', 'layers']);
  for (const { state, value, reports } of results) {
    assert.equal(state, 'done');
    assert.deepEqual(
      reports.map((report) => report.budget),
      [1, 3, 9],
    );
    assert.equal(value, reports.find((report) => report.budget === budget)?.value);
  }
});

test('the comparison that comes with the course is what the methods do on the table', async () => {
  const { table, comparison } = savedSearch();
  const { trial, candidates } = trialsFrom(table);
  for (const { method, runs } of comparison.methods) {
    assert.equal(runs.length, 10, method);
    const { seed, best, spent } = runs[1];
    const trials = method === 'halving' ? 3 * comparison.trainings : comparison.trainings;
    const study = await search({ space: table.space, method, trials, seed, budget: table.budget, candidates }, trial);
    const whole = study.results.filter(({ budget }) => budget === table.budget);
    assert.deepEqual(bestSoFar(whole), best, method);
    assert.equal(study.spent / table.budget, spent[spent.length - 1]);
    assert.ok(spent[spent.length - 1] <= comparison.trainings, `${method} spent more than the others`);
  }
});

test('with ten seeds and the same budget, Bayesian search beats random search on the table', () => {
  const { methods, trainings } = savedSearch().comparison;
  const last = (name: string) => {
    const { runs } = methods.find(({ method }) => method === name) as (typeof methods)[number];
    assert.deepEqual(
      runs.map(({ seed }) => seed),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
    assert.ok(runs.every(({ spent }) => spent[spent.length - 1] === trainings));
    return runs.map(({ best }) => best[best.length - 1]);
  };
  const [bayesian, random] = [last('bayesian'), last('random')];
  const leads = bayesian.map((best, i) => best - random[i]);
  const mean = leads.reduce((sum, lead) => sum + lead, 0) / 10;
  const error = Math.sqrt(leads.reduce((sum, lead) => sum + (lead - mean) ** 2, 0) / 9 / 10);
  assert.ok(mean > 2 * error, `${mean} ± ${error}`);
});

test('a table knows what was measured, and nothing else', async () => {
  const space = { rate: linearRange(0, 1), kind: choice(['a', 'b']) };
  const table = await search({ space, method: 'random', trials: 6, budget: 9 }, ({ rate }, { report }) => {
    report(rate / 2, 3);
    return rate;
  });
  const { trial, candidates } = trialsFrom(table);
  const context = { trial: 0, report() {}, signal: new AbortController().signal };
  for (const configuration of candidates) {
    assert.equal(await trial(configuration, { ...context, budget: 9 }), configuration.rate);
    assert.equal(await trial(configuration, { ...context, budget: 3 }), configuration.rate / 2);
  }
  assert.throws(() => trial({ rate: 0.123, kind: 'a' }, { ...context, budget: 9 }), /table has no \{"rate":0.123/);
  assert.throws(() => trial(candidates[0], { ...context, budget: 4 }), /no value after a budget of 4/);
});

test('the next trial is where the steps of a search show the largest expected improvement', async () => {
  const space = { rate: logRange(1e-4, 1) };
  const study = await search({ space, trials: 8, seed: 2 }, ({ rate }) => -((Math.log10(rate) + 2.3) ** 2));
  const steps = acquisitionSteps(study, { points: 401 });
  const trialsOf = (list: typeof steps) => list.map(({ trials }) => trials);
  assert.deepEqual(trialsOf(steps), [3, 4, 5, 6, 7, 8]); // three are random
  assert.deepEqual(trialsOf(acquisitionSteps(study, { from: 7 })), [7, 8]);
  assert.equal(steps[5].next, undefined);
  for (const { trials, x, improvement, deviation, observed, next } of steps) {
    assert.equal(observed.length, trials);
    assert.ok(improvement.every((one) => one >= 0));
    const nearest = (value: number) =>
      x.reduce((best, one, i) => (Math.abs(Math.log(one / value)) < Math.abs(Math.log(x[best] / value)) ? i : best), 0);
    // where it was measured, the model is surer than anywhere else
    assert.ok(deviation[nearest(observed[0].x)] < Math.max(...deviation) / 2);
    if (next === undefined) continue;
    assert.ok(improvement[nearest(next)] > 0.9 * Math.max(...improvement), `trial ${trials} at ${next}`);
  }
  assert.throws(() => acquisitionSteps(study, { from: 1 }), /from: expected a whole number of at least 2/);
  const two = { ...space, layers: wholeRange(1, 3) };
  const other = await search({ space: two, method: 'random', trials: 3 }, () => 1);
  assert.throws(() => acquisitionSteps(other), /acquisitionSteps draws searches of one range/);
  const flat = await search({ space, method: 'random', trials: 3 }, () => 1);
  assert.throws(() => acquisitionSteps(flat), /a study with 3 trials, of which two have different values/);
});

test('the steps of a search tell what the model takes failed and very bad trials for', async () => {
  const space = { rate: logRange(1e-4, 1) };
  const values = [0.8, 0.7, 0.1, undefined, 0.82];
  let trial = 0;
  const study = await search({ space, trials: 5, method: 'random' }, () => {
    const value = values[trial++];
    if (value === undefined) throw new Error('out of memory');
    return value;
  });
  const [{ observed }] = acquisitionSteps(study, { from: 5 });
  assert.deepEqual(
    observed.map(({ value }) => value),
    values,
  );
  // The median is 0.75, the best 0.82: the least that counts is 0.75 − 2 · 0.07 = 0.61.
  const expected = [0.8, 0.7, 0.61, 0.61, 0.82];
  observed.forEach(({ counted }, i) => {
    assert.ok(Math.abs(counted - expected[i]) < 1e-9, `${i}: ${counted}`);
  });
});

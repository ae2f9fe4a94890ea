import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fashionMnist } from '../../../lib/src/datasets';
import { projectRoot } from '../../../lib/src/project';
import { overSeeds } from '../../../lib/src/training';
import { script } from './scripts';

const { chosen } = script('experiments/options');
const { isResultOf, keptResults } = script('experiments/stored-results');
const { measure } = script('experiments/measure');
const { holdOut, select } = script('experiments/selection');
const known = ['03-building-cnns', '04-fine-tuning'];

test('a chapter is named by its number or by its name', () => {
  for (const word of ['03', '3', '03-building-cnns']) {
    assert.deepEqual(chosen([word, '--again'], known), { chapters: [known[0]], again: true, ship: false });
  }
  assert.deepEqual(chosen(['all'], known)?.chapters, known);
});

test('one group of experiments can be chosen', () => {
  assert.equal(chosen(['3', '--group', 'models'], known)?.group, 'models');
  assert.throws(() => chosen(['3', '--group', '--ship'], known), /^SetupError: --group needs the name of a group/);
});

test('without a chapter there is help', () => {
  assert.equal(chosen([], known), undefined);
  assert.equal(chosen(['03', '--help'], known), undefined);
});

test('what it does not know gets one sentence', () => {
  assert.throws(() => chosen(['07'], known), /^SetupError: There are no experiments of chapter '07': .* 03, 04\.$/);
  assert.throws(() => chosen(['03', '--agian'], known), /^SetupError: npm run experiments does not know '--agian'/);
  assert.throws(() => chosen(['--again'], known), /^SetupError: Which chapter\?/);
});

test('recipes are compared on training images that none of them was trained on', async () => {
  const all = await fashionMnist({ part: 'train', count: 50 });
  const { train, test: heldOut } = holdOut(all, 0.2);
  assert.deepEqual([train.count, heldOut.count], [40, 10]);
  assert.deepEqual([...train.pixels, ...heldOut.pixels], [...all.pixels]);
  assert.deepEqual([...train.labels, ...heldOut.labels], [...all.labels]);
});

const spread = (mean: number) => ({ seeds: [1], values: [mean], mean, min: mean, max: mean, deviation: 0 });
const means: Record<string, number> = { low: 0.7, high: 0.9, alike: 0.9 };
const experiment = { name: 'a model', recipes: Object.keys(means).map((recipe) => ({ recipe })) };

test('the recipe with the highest mean is chosen, and each state is saved', async () => {
  const saved: string[] = [];
  const measureHeldOut = async ({ recipe }: { recipe: string }) => ({ epochs: 3, accuracy: spread(means[recipe]) });
  const selection = await select(experiment, undefined, measureHeldOut, (state) => saved.push(JSON.stringify(state)));
  assert.equal(selection?.chosen, 'high');
  const counts = saved.map((state) => JSON.parse(state).candidates.length);
  assert.deepEqual(counts, [1, 2, 3, 3]);
  assert.equal(JSON.parse(saved.at(-1) as string).chosen, 'high');
});

test('what was compared before a stop is not measured again', async () => {
  const measured: string[] = [];
  let last: { candidates: { recipe: string; epochs?: number; accuracy: ReturnType<typeof spread> }[] } | undefined;
  const stopAfter = (count: number) => (recipe: { recipe: string }) => {
    if (measured.length === count) return Promise.resolve(undefined);
    measured.push(recipe.recipe);
    return Promise.resolve({ epochs: 3, accuracy: spread(means[recipe.recipe]) });
  };
  const keep = (state: NonNullable<typeof last>) => {
    last = JSON.parse(JSON.stringify(state));
  };
  assert.equal(await select(experiment, last, stopAfter(2), keep), undefined);
  assert.equal((await select(experiment, last, stopAfter(3), keep))?.chosen, 'high');
  assert.deepEqual(measured, ['low', 'high', 'alike']);
});

test('each recipe of an experiment has a name of its own', () => {
  for (const { experiments } of Object.values(script('experiments/chapters').CHAPTERS)) {
    const names = experiments.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const { name, recipes } of experiments) {
      assert.ok(recipes.length > 0, name);
      assert.equal(new Set(recipes.map(({ recipe }) => recipe)).size, recipes.length, name);
    }
  }
});

test('each number that a run measures gets its spread over the seeds', async () => {
  const recipe = {
    recipe: 'made up',
    given: { imagesPerClass: 5 },
    trial: async (_: object, seed: number) => ({ accuracy: seed / 10, gap: 2 * seed, seconds: 3 * seed }),
  };
  const measured = await measure({ overSeeds }, recipe, [1, 2, 6], {});
  assert.deepEqual(measured?.given, { imagesPerClass: 5 });
  assert.deepEqual(measured?.accuracy.values, [0.1, 0.2, 0.6]);
  assert.equal(measured?.seconds, 9);
  assert.deepEqual(Object.keys(measured?.measures ?? {}), ['gap']);
  const { values, mean, deviation } = measured?.measures?.gap ?? {};
  assert.deepEqual([values, mean, deviation], [[2, 4, 12], 6, Math.sqrt((16 + 4 + 36) / 2)]);
});

test('runs that were stopped are not results', async () => {
  const trial = async (_: object, seed: number) => ({ accuracy: 0.5, stopped: seed === 2 });
  assert.equal(await measure({ overSeeds }, { recipe: 'made up', trial }, [1, 2], {}), undefined);
});

test('measured anew, an experiment loses its old result, and a damaged file is no hindrance', (t) => {
  const file = join(mkdtempSync(join(tmpdir(), 'experiments-')), 'results.json');
  t.after(() => rmSync(dirname(file), { recursive: true }));
  const [a, b] = [{ name: 'a' }, { name: 'b' }];
  writeFileSync(file, JSON.stringify({ selections: [a], groups: { one: [a], two: [b] } }));
  assert.deepEqual(keptResults(file, [a], false), { selections: [], groups: { one: [], two: [b] } });
  assert.deepEqual(keptResults(file, [], false), { selections: [a], groups: { one: [a], two: [b] } });
  writeFileSync(file, '{"groups": {"one"');
  assert.deepEqual(keptResults(file, [a, b], true), { selections: [], groups: {} });
  assert.throws(() => keptResults(file, [a], false), /^SetupError: .*results\.json cannot be read: .* --again\.$/);
});

test('a result of another recipe, or of other settings, is none', () => {
  const now = { name: 'a', recipes: [{ recipe: 'Adam', given: { copies: 7 } }, { recipe: 'SGD' }] };
  assert.ok(isResultOf({ name: 'a', recipe: 'Adam', given: { copies: 7 } }, now));
  assert.ok(
    isResultOf({ name: 'a', recipe: 'SGD', given: { epochs: 8 } }, now),
    'a recipe that gives nothing asks for nothing',
  );
  assert.equal(isResultOf({ name: 'a', recipe: 'Adam', given: { copies: 3 } }, now), false);
  assert.equal(isResultOf({ name: 'a', recipe: 'RMSProp' }, now), false);
  assert.equal(isResultOf({ name: 'b', recipe: 'SGD' }, now), false);
  assert.equal(isResultOf({ name: 'a' }, now), false, 'an older version stored no recipe');
});

test('the results that come with the course were measured by the recipes that stand in it', () => {
  for (const [chapter, { experiments }] of Object.entries(script('experiments/chapters').CHAPTERS)) {
    const file = join(projectRoot, 'docs', 'results', `${chapter}.json`);
    const groups: Record<string, { name: string }[]> = JSON.parse(readFileSync(file, 'utf8')).groups;
    for (const entry of Object.values(groups).flat()) {
      assert.ok(
        experiments.some((one) => isResultOf(entry, one)),
        `${chapter}: ${entry.name}`,
      );
    }
  }
});

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { writeWhole } from '../../../lib/src/project';
import { type ExperimentResults, resultFiles, savedResults } from '../../../lib/src/training/saved-results';

const chapter = '00-of-a-test';

function save(t: TestContext, which: 'own' | 'shipped', content: string): void {
  const file = resultFiles(chapter)[which === 'own' ? 0 : 1];
  t.after(() => rmSync(file, { force: true }));
  writeWhole(file, content);
}

const results = (machine: string): ExperimentResults => ({ chapter, machine, selections: [], groups: { models: [] } });

test('what this machine measured comes before what the course brings', (t) => {
  save(t, 'shipped', JSON.stringify(results('theirs')));
  assert.equal(savedResults(chapter).machine, 'theirs');
  save(t, 'own', JSON.stringify(results('mine')));
  assert.equal(savedResults(chapter).machine, 'mine');
});

test('a machine that measured one group shows the others as the course brings them', (t) => {
  const models = (...names: string[]) => names.map((name) => ({ name }));
  const selections = (...names: string[]) => names.map((name) => ({ name, chosen: 'a recipe' }));
  const shipped = { models: models('a', 'b'), choices: models('c'), others: models('d') };
  save(t, 'shipped', JSON.stringify({ chapter, selections: selections('a', 'c'), groups: shipped }));
  const own = { models: models('b'), others: [] };
  save(t, 'own', JSON.stringify({ chapter, selections: selections('b'), groups: own }));
  const saved = savedResults(chapter);
  assert.deepEqual(saved.groups, { models: models('b'), choices: models('c'), others: models('d') });
  assert.deepEqual(saved.selections, selections('b', 'c'));
});

test('where there are none, the sentence says how to get them', () => {
  assert.throws(() => savedResults(chapter), {
    name: 'UserError',
    message: "There are no saved results of '00-of-a-test': measure them with npm run experiments -- 00.",
  });
});

test('a damaged file is named', (t) => {
  for (const content of ['{"groups": {"mod', '{}', '{"groups": {"models": 3}}', 'null']) {
    save(t, 'own', content);
    assert.throws(
      () => savedResults(chapter),
      /00-of-a-test\.json cannot be read: measure them anew with npm run .* --again\.$/,
    );
  }
});

test('the shipped results of chapter 3 have a spread over three seeds each', () => {
  const { groups } = savedResults('03-building-cnns');
  const all = Object.values(groups).flat();
  assert.ok(all.length > 10);
  for (const { name, accuracy } of all) {
    assert.equal(accuracy.values.length, 3, name);
    const mean = accuracy.values.reduce((sum, value) => sum + value, 0) / 3;
    assert.ok(Math.abs(accuracy.mean - mean) < 1e-12, name);
    assert.ok(accuracy.min <= mean && mean <= accuracy.max, name);
  }
});

test('each shipped model was trained by the recipe that did best on held-out images', () => {
  const { selections, groups } = savedResults('03-building-cnns');
  assert.ok(selections.length >= 3);
  for (const { name, trainedOn, measuredOn, candidates, chosen } of selections) {
    assert.deepEqual([trainedOn, measuredOn], [8000, 2000], name);
    const means = candidates.map(
      ({ accuracy: { values } }) => values.reduce((sum, value) => sum + value) / values.length,
    );
    assert.equal(candidates[means.indexOf(Math.max(...means))].recipe, chosen, name);
    assert.equal(groups.models.find((model) => model.name === name)?.recipe, chosen, name);
  }
});

test('LeNet-5 and the small VGG reach what the chapter promises, mean of three seeds', () => {
  const { models } = savedResults('03-building-cnns').groups;
  const mean = (name: string) => models.find((model) => model.name === name)?.accuracy.mean ?? 0;
  assert.ok(mean('LeNet-5 (ReLU, max)') >= 0.88);
  assert.ok(mean('small VGG') >= 0.9);
});

test('results that an older version wrote have no selections', (t) => {
  save(t, 'own', JSON.stringify({ chapter, machine: 'mine', groups: { models: [] } }));
  assert.deepEqual(savedResults(chapter).selections, []);
});

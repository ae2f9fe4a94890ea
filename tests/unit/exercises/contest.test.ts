import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fashionMnist } from '../../../lib/src/datasets';
import { engineReady, tf } from '../../../lib/src/engine';
import { judge } from '../../../lib/src/exercises/judge';
import { findExercise } from '../../../lib/src/exercises/load';
import { type PackedModel, packTensor } from '../../../lib/src/exercises/packed';
import type { ExerciseResult } from '../../../lib/src/exercises/result';
import type { OpenAnswer } from '../../../lib/src/exercises/run';
import type { ModelExercise } from '../../../lib/src/exercises/spec';
import type { Given } from '../../../lib/src/exercises/wire';
import { random } from '../../../lib/src/maths';

const contest = findExercise('5.6') as ModelExercise;
before(() => engineReady({ quiet: true }));

/** An answer that returns this model, whatever it is given. */
function returning(model: tf.LayersModel): OpenAnswer {
  const { class_name, config } = model.toJSON(undefined, false) as { class_name: string; config: object };
  const packed: PackedModel = {
    packed: 'model',
    topology: JSON.parse(JSON.stringify({ class_name, config })),
    weights: model.getWeights().map((one) => packTensor(Float32Array.from(one.dataSync()), one.shape)),
  };
  return {
    loaded: { status: 'returned', results: [], wasPromise: false },
    names: [],
    call: async () => ({ status: 'returned', results: [packed as unknown as Given], wasPromise: true }),
    printed: () => '',
    close: async () => {},
  };
}

/** One dense layer after the pixels. */
const small = (units: number): tf.Sequential =>
  tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [28, 28, 1] }),
      tf.layers.dense({ units, activation: 'relu' }),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });

/** Trained on the very images that are public, until it knows them. */
async function knowingThePublic(): Promise<tf.Sequential> {
  const model = small(60);
  const { xs, ys } = (await fashionMnist({ part: 'test' })).tensors();
  model.compile({ optimizer: tf.train.adam(0.003), loss: 'categoricalCrossentropy' });
  await model.fit(xs, ys, { epochs: 60, batchSize: 50, verbose: 0 });
  tf.dispose([xs, ys]);
  return model;
}

const mistakesIn = ({ cases }: ExerciseResult): Set<string | undefined> => new Set(cases.map(({ mistake }) => mistake));

test('a model that knows the public images by heart has nothing of it where it is graded', {
  timeout: 180_000,
}, async () => {
  const model = await knowingThePublic();
  const open = await judge(contest, returning(model));
  assert.equal(open.points, 4, open.sentence);
  const graded = await judge(contest, returning(model), { cases: contest.gradedCases?.(random('secret')) });
  assert.equal(graded.points, 0, graded.sentence);
});

test('over the budget it is 0 points, with a sentence and a hint', async () => {
  const result = await judge(contest, returning(small(70)));
  assert.equal(result.points, 0);
  assert.equal(
    result.cases[0].sentence,
    'It has 55,660 parameters, and the budget is 50,000: that gives 0 points, however often it is right.',
  );
  assert.deepEqual(mistakesIn(result), new Set(['over the budget']));
});

test('an untrained model is told so, and one for other images cannot be measured', async () => {
  const result = await judge(contest, returning(small(20)));
  assert.deepEqual(mistakesIn(result), new Set(['guessing']));
  assert.match(
    result.sentence,
    /^0 of 8 cases passed\. It is right on \d+\.\d %, with 15,910 of 50,000 parameters: 0 of 4/,
  );
  const other = tf.sequential({
    layers: [tf.layers.flatten({ inputShape: [32, 32, 1] }), tf.layers.dense({ units: 10 })],
  });
  const { cases } = await judge(contest, returning(other));
  assert.match(cases[0].sentence ?? '', /takes 32×32×1 and gives 10; expected 28×28×1/);
});

test('points grow with the accuracy, step by step', () => {
  const points = (accuracy: number): number => {
    const facts = { parameters: 10, accuracy, ofTrained: accuracy, images: '' };
    const passed = contest.publicCases.filter(
      (one) => contest.judge({ ...(one.given as object), ...facts } as Given, one).pass,
    );
    return (contest.points * passed.length) / contest.publicCases.length;
  };
  assert.deepEqual([0.5, 0.78, 0.8, 0.839, 0.84, 0.8699, 0.87, 1].map(points), [0, 0.5, 1, 1.5, 2, 3.5, 4, 4]);
});

test('the secret decides what is graded, and is not handed to the answer', async () => {
  const one = contest.gradedCases?.(random('one'));
  assert.notDeepEqual(one, contest.gradedCases?.(random('two')));
  const { withImages } = await import('../../../lib/src/grading/score/with-images');
  const [args] = await withImages([one?.[0].args ?? []]);
  for (const packed of args as { secret?: string; bytes?: { shape: number[] } }[]) {
    assert.equal(packed.secret, undefined);
    assert.equal(packed.bytes?.shape[0], 10_000);
  }
});

test('each hint has its condition', () => {
  const named = (accuracy: number | null, ofTrained: number | null): string | undefined =>
    contest.mistakes?.find((mistake) =>
      mistake.when?.({ least: 0.87, parameters: 10, accuracy, ofTrained, images: '' }, undefined, []),
    )?.name;
  assert.equal(named(null, null), 'over the budget');
  assert.equal(named(0.1, 0.1), 'guessing');
  assert.equal(named(0.83, 0.99), 'learnt by heart');
  assert.equal(named(0.8, 0.82), 'far from enough');
  assert.equal(named(0.86, 0.88), 'a step more');
  assert.equal(contest.mistakes?.length, 5);
});

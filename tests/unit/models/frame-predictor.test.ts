import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { framePredictor, parameterCount, speechNetwork } from '../../../lib/src/models';
import { UserError } from '../../../lib/src/project';
import { noise } from '../engine/compare';

before(() => engineReady({ quiet: true }));

const tensor = (shape: number[], seed: number) => tf.tensor(noise(shape, seed).values, shape);

describe('framePredictor', () => {
  const options = { frames: 3, inputShape: [6, 5, 1] as [number, number, number], filters: 4, kernelSize: 3 };

  test('parameters as the formula of the ConvLSTM says', () => {
    assert.equal(parameterCount(framePredictor(options)), 4 * 4 * (9 * 1 + 9 * 4 + 1) + 9 * 4 + 1);
  });

  test('untrained it says that nothing changes, and it learns by a step', async () => {
    const model = framePredictor(options);
    const x = tensor([2, 3, 6, 5, 1], 3);
    const said = await (model.predict(x) as tf.Tensor).data();
    assert.ok(said.every((value) => value === 0));
    model.compile({ optimizer: tf.train.adam(0.05), loss: 'meanSquaredError' });
    const y = tf.mul(tensor([2, 6, 5, 1], 4), 0.5);
    const history = await model.fit(x, y, { epochs: 8, verbose: 0 });
    const losses = history.history.loss as number[];
    assert.ok(losses[7] < losses[0], losses.join(' '));
  });

  test('refuses what cannot be', () => {
    assert.throws(() => framePredictor({ frames: 0 }), UserError);
    assert.throws(() => framePredictor({ inputShape: [4, 4] as never }), /inputShape/);
  });
});

describe('speechNetwork', () => {
  test('parameters as its formula says, probabilities of ten digits, the same for the same seed', async () => {
    const model = speechNetwork({ seed: 2 });
    const gru = 3 * 24 * (6 * 16 + 24 + 1);
    assert.equal(parameterCount(model), 9 * 16 + 16 + 9 * 16 * 16 + 16 + gru + 24 * 10 + 10);
    const x = tensor([2, 36, 24, 1], 5);
    const [y, again] = await Promise.all(
      [model, speechNetwork({ seed: 2 })].map((one) => (one.predict(x) as tf.Tensor).array() as Promise<number[][]>),
    );
    assert.deepEqual(again, y);
    for (const row of y) assert.ok(Math.abs(row.reduce((a, b) => a + b, 0) - 1) < 1e-5);
  });

  test('refuses spectrograms that are too small', () => {
    assert.throws(() => speechNetwork({ bands: 3 }), /bands must be a whole number of at least 4/);
  });
});

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { convLstmStep } from '../../../lib/src/maths';
import type { Filters } from '../../../lib/src/maths/shapes';
import { featureExtractor, framePredictor, parameterCount, speechNetwork } from '../../../lib/src/models';
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

  test('its memory is that of convLstmStep', () => {
    const model = framePredictor(options);
    const memory = model.getLayer('memory');
    const [input, recurrent] = memory.getWeights();
    memory.setWeights([input, recurrent, tensor([16], 6)]); // the biases begin at 0
    const film = tensor([1, 3, 6, 5, 1], 7).mul(4) as tf.Tensor5D; // so that gates are nearly closed as well
    const nothing = Array.from({ length: 6 }, () => Array.from({ length: 5 }, () => Array<number>(4).fill(0)));
    const [w, u, b] = memory.getWeights().map((weight) => weight.arraySync());
    const weights = { input: w as Filters, recurrent: u as Filters, bias: b as number[] };
    const { hidden } = film
      .arraySync()[0]
      .reduce((state, image) => convLstmStep(image, state, weights), { hidden: nothing, cell: nothing });
    const said = (featureExtractor(model, 'memory').predict(film) as tf.Tensor4D).arraySync()[0].flat(2);
    for (const [i, value] of hidden.flat(2).entries()) assert.ok(Math.abs(value - said[i]) < 1e-5, `${i}`);
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

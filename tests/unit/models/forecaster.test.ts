import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { conv1d, receptiveField } from '../../../lib/src/maths';
import {
  CausalConvolution,
  causalDilations,
  forecaster,
  forecasterNames,
  parameterCount,
} from '../../../lib/src/models';
import { UserError } from '../../../lib/src/project';
import { noise } from '../engine/compare';
import { savedCopy } from './saved-copy';

before(() => engineReady({ quiet: true }));

const tensor = (shape: number[], seed: number) => tf.tensor(noise(shape, seed).values, shape);

describe('CausalConvolution', () => {
  for (const [steps, kernelSize, dilation] of [
    [9, 2, 1],
    [10, 2, 4],
    [7, 3, 3],
    [5, 2, 8],
  ]) {
    test(`${steps} steps, kernel ${kernelSize}, dilation ${dilation}: as conv1d of maths with zeros in front`, async () => {
      const layer = new CausalConvolution({ filters: 4, kernelSize, dilation, seed: 3 });
      const x = tensor([2, steps, 3], 5) as tf.Tensor3D;
      const y = (await (layer.apply(x) as tf.Tensor3D).array()) as number[][][];
      layer.setWeights([layer.getWeights()[0], tf.tensor1d([0.1, -0.2, 0.3, 0])]);
      const biased = (await (layer.apply(x) as tf.Tensor3D).array()) as number[][][];
      const filters = (await tf.squeeze(layer.getWeights()[0], [1]).array()) as number[][][];
      const sequences = (await x.array()) as number[][][];
      for (const [got, bias] of [
        [y, [0, 0, 0, 0]],
        [biased, [0.1, -0.2, 0.3, 0]],
      ] as const) {
        // biome-ignore format: two cases
        sequences.forEach((sequence, b) => {
          const expected = conv1d(sequence, filters, { padding: 'causal', dilation, bias: [...bias] });
          expected.forEach((row, t) => {
            row.forEach((value, o) => {
              assert.ok(Math.abs(Math.max(0, value) - got[b][t][o]) < 1e-5);
            });
          });
        });
      }
    });
  }

  test('no step sees a later one', async () => {
    const layer = new CausalConvolution({ filters: 2, dilation: 2, seed: 1 });
    const x = tensor([1, 12, 1], 7);
    const later = tf.add(
      x,
      tf.tensor(
        Array.from({ length: 12 }, (_, t) => (t === 8 ? 5 : 0)),
        [1, 12, 1],
      ),
    );
    const [a, b] = await Promise.all([x, later].map((input) => (layer.apply(input) as tf.Tensor).array()));
    const changed = (a as number[][][])[0].map((row, t) =>
      row.some((value, o) => value !== (b as number[][][])[0][t][o]),
    );
    assert.deepEqual(changed.slice(0, 8), new Array(8).fill(false));
    assert.ok(changed[8] || changed[10]);
  });
});

describe('forecaster', () => {
  const units = 16;
  const lstm = (channels: number) => 4 * (channels * units + units * units + units);
  const parameters = {
    cnn: 3 * units + units + (3 * units * units + units) + 16 * units * 12 + 12,
    causal: 2 * units + units + 4 * (2 * units * units + units) + units * 12 + 12,
    lstm: lstm(1) + units * 12 + 12,
    'cnn-lstm': 3 * units + units + lstm(units) + units * 12 + 12,
  };

  for (const name of forecasterNames) {
    test(`${name}: parameters as its formula says, a forecast of the horizon, the same for the same seed, and saved whole`, async () => {
      const [model, again, other] = [1, 1, 2].map((seed) => forecaster(name, { horizon: 12, seed }));
      assert.equal(parameterCount(model), parameters[name]);
      const x = tensor([3, 32, 1], 9);
      const [y, same, different, copy] = await Promise.all(
        [model, again, other, await savedCopy(model)].map((one) => (one.predict(x) as tf.Tensor).array()),
      );
      assert.deepEqual([(y as number[][]).length, (y as number[][])[0].length], [3, 12]);
      assert.deepEqual(same, y);
      assert.deepEqual(copy, y);
      assert.notDeepEqual(different, y);
    });
  }

  test('the last step of the causal one sees all inputs', () => {
    for (const inputs of [8, 24, 32]) {
      const { size } = receptiveField(causalDilations(inputs).map((dilation) => ({ kernel: 2, dilation })));
      assert.ok(size >= inputs && size < 2 * inputs);
    }
  });

  test('refuses what cannot be', () => {
    assert.throws(() => forecaster('gru' as never), UserError);
    assert.throws(() => forecaster('cnn', { inputs: 4 }), /inputs must be a whole number of at least 8/);
  });
});

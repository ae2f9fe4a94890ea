import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { makeImage, random } from '../../../lib/src/maths';
import { gradCam, gradientMap, occlusionMap } from '../../../lib/src/models/saliency';

const noise = random(5);
const image = makeImage(8, 8, 2, () => noise.uniform());

/** Logits that depend on pixels (1, 5) and (6, 2) alone. */
const weights = makeImage(8, 8, 2, (y, x, c) => {
  if (y === 1 && x === 5) return c === 0 ? 3 : -4;
  return y === 6 && x === 2 ? 1 : 0;
});
const logit = (batch: tf.Tensor4D): tf.Tensor => {
  const sum = batch.mul(tf.tensor3d(weights)).sum([1, 2, 3]);
  return tf.stack([sum, sum.neg()], 1);
};

before(() => engineReady({ quiet: true }));

describe('the pixels that count', () => {
  it('occlusionMap finds the only pixels that a model looks at', () => {
    const bright = makeImage(8, 8, 2, () => 1);
    const shown = tf.memory().numTensors;
    const map = occlusionMap((batch) => logit(batch).softmax(), bright, { size: 2, stride: 2, classIndex: 1, fill: 0 });
    assert.equal(tf.memory().numTensors, shown);
    assert.deepEqual([map.length, map[0].length], [4, 4]);
    // logits ±(3 − 4 + 2) = ±1; without the first pixel ±2, without the second ±(−1)
    const second = (z: number) => 1 / (1 + Math.exp(2 * z));
    map.forEach((row, i) => {
      row.forEach((value, j) => {
        const left = i === 0 && j === 2 ? 2 : i === 3 && j === 1 ? -1 : 1;
        assert.ok(Math.abs(value - (second(1) - second(left))) < 1e-5, `${i}, ${j}: ${value}`);
      });
    });
  });

  it('gradientMap is the largest size of a weight over the channels, for a linear model', () => {
    const map = gradientMap(logit, image, 1);
    map.forEach((row, y) => {
      row.forEach((value, x) => {
        const expected = Math.max(...weights[y][x].map(Math.abs));
        assert.ok(Math.abs(value - expected) < 1e-6, `${y}, ${x}: ${value}, not ${expected}`);
      });
    });
  });

  it('gradCam weighs the maps by the derivative of the log-probability', () => {
    const model = tf.sequential();
    model.add(tf.layers.conv2d({ inputShape: [8, 8, 2], filters: 3, kernelSize: 3, activation: 'relu', name: 'maps' }));
    model.add(tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }));
    model.add(tf.layers.dense({ units: 4, activation: 'softmax', name: 'answer' }));
    const kernel = tf.tensor4d(
      Array.from({ length: 54 }, () => noise.normal()),
      [3, 3, 2, 3],
    );
    const dense = Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => 3 * noise.normal()));
    model.setWeights([kernel, tf.zeros([3]), tf.tensor2d(dense), tf.zeros([4])]);
    const held = tf.memory().numTensors;
    const map = gradCam(model, image, { layer: 'maps', classIndex: 2 });
    assert.equal(tf.memory().numTensors, held);

    const x = tf.tensor3d(image).expandDims<tf.Tensor4D>(0);
    const maps = tf.conv2d(x, kernel, 1, 'valid').relu().squeeze([0]).arraySync() as number[][][];
    const p = (model.predict(x) as tf.Tensor).dataSync();
    // ∂ log p₂ / ∂ A_k[i][j] = (W[k][2] − Σ_o p_o W[k][o]) / 36, the same at all 36 places
    const w = dense.map((row) => (row[2] - row.reduce((sum, value, o) => sum + p[o] * value, 0)) / 36);
    map.forEach((row, i) => {
      row.forEach((value, j) => {
        const expected = Math.max(
          0,
          maps[i][j].reduce((sum, activation, k) => sum + w[k] * activation, 0),
        );
        assert.ok(Math.abs(value - expected) < 1e-5, `${i}, ${j}: ${value}, not ${expected}`);
      });
    });
    assert.deepEqual(gradCam(model, image, { classIndex: 2 }), map, 'the last layer with maps is taken');
    const again = (model.predict(x) as tf.Tensor).dataSync();
    assert.deepEqual([...again], [...p], 'the model is as it was');
  });

  it('says which layers and classes there are', () => {
    const model = tf.sequential();
    model.add(tf.layers.conv2d({ inputShape: [8, 8, 2], filters: 3, kernelSize: 3, name: 'first' }));
    model.add(tf.layers.flatten());
    model.add(tf.layers.dense({ units: 4, activation: 'softmax' }));
    assert.throws(
      () => gradCam(model, image, { layer: 'conv9' }),
      /has no layer "conv9" with feature maps; it has first\./,
    );
    assert.throws(
      () => gradCam(model, image, { classIndex: 4 }),
      /There is no class 4: the model tells 4 classes apart/,
    );
    assert.throws(() => occlusionMap(logit, image, { classIndex: 2 }), /There is no class 2/);
  });
});

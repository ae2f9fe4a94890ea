import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { cnn } from '../../../lib/src/models';
import { activationsOf, gradientsOf } from '../../../lib/src/training';
import { classifier, clouds, weightsOf } from './small-task';

before(() => engineReady({ quiet: true }));

test('activations of each layer are what a model cut off there gives', () => {
  const model = cnn({ inputShape: [8, 8, 1], filters: 3, denseUnits: 5, classes: 4, seed: 1 });
  const xs = tf.randomNormal([3, 8, 8, 1], 0, 1, 'float32', 2);
  const before = tf.memory().numTensors;
  const found = activationsOf(model, xs);
  assert.equal(tf.memory().numTensors, before);
  assert.deepEqual(
    found.map(({ name }) => name),
    model.layers.map(({ name }) => name),
  );
  for (const { name, shape, values, mean, deviation } of found) {
    const part = tf.model({ inputs: model.inputs, outputs: model.getLayer(name).output as tf.SymbolicTensor });
    const expected = tf.tidy(() => part.predict(xs) as tf.Tensor);
    assert.deepEqual(shape, expected.shape);
    const numbers = Array.from(expected.dataSync());
    numbers.forEach((value, i) => {
      assert.ok(Math.abs(value - values[i]) < 1e-5, `${name}, value ${i}`);
    });
    const average = numbers.reduce((a, b) => a + b, 0) / numbers.length;
    const variance = numbers.reduce((a, b) => a + (b - average) ** 2, 0) / numbers.length;
    assert.ok(Math.abs(mean - average) < 1e-5 && Math.abs(deviation - Math.sqrt(variance)) < 1e-5, name);
    expected.dispose();
  }
  const maps = found[0].maps(2);
  assert.deepEqual([maps.length, maps[0].length, maps[0][0].length], [8, 8, 3]);
  assert.equal(maps[3][4][1], found[0].values[((2 * 8 + 3) * 8 + 4) * 3 + 1]);
  assert.throws(() => found[0].maps(3), { name: 'UserError', message: /examples 0 to 2: there is no example 3/ });
  assert.throws(() => found.at(-1)?.maps(0), { name: 'UserError', message: /not feature maps/ });
  assert.throws(() => activationsOf(model, tf.ones([2, 9, 9, 1])), {
    name: 'UserError',
    message: /takes images of shape \[count, 8, 8, 1\], got \[2, 9, 9, 1\]/,
  });
  xs.dispose();
  model.dispose();
});

test('gradients by weights and outputs are the measured slopes of the loss', () => {
  const data = clouds(6, 3);
  const model = classifier(4);
  const before = weightsOf(model);
  const tensors = tf.memory().numTensors;
  const found = gradientsOf(model, data);
  assert.equal(tf.memory().numTensors, tensors);
  assert.deepEqual(weightsOf(model), before, 'the model is unchanged');

  const lossNow = () =>
    tf.tidy(() => {
      const p = model.apply(data.xs) as tf.Tensor;
      return -tf.mean(tf.sum(tf.mul(data.ys, tf.log(p)), 1)).dataSync()[0];
    });
  const step = 1e-2; // large, for 32-bit losses; the second order cancels in the middle
  model.layers.forEach((layer, l) => {
    layer.getWeights().forEach((weight, w) => {
      const values = Array.from(weight.dataSync());
      const slopeAt = (i: number) => {
        const at = (by: number) => {
          const changed = tf.tensor(
            values.map((value, k) => (k === i ? value + by : value)),
            weight.shape,
          );
          layer.setWeights(layer.getWeights().map((old, k) => (k === w ? changed : old)));
          const loss = lossNow();
          changed.dispose();
          return loss;
        };
        const slope = (at(step) - at(-step)) / (2 * step);
        at(0);
        return slope;
      };
      const got = found[l].weights[w === 0 ? 'kernel' : 'bias'];
      assert.deepEqual(got.shape, weight.shape);
      values.forEach((_, i) => {
        assert.ok(Math.abs(slopeAt(i) - got.values[i]) < 2e-3, `layer ${l}, weight ${w}, number ${i}`);
      });
    });
  });
  // the bias of a layer without activation moves each output alike
  const [, last] = found;
  assert.deepEqual(last.output.shape, [6, 2]);
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});

test('normalization and dropout: gradients of a training step, and the model is as before', () => {
  const model = cnn({
    inputShape: [8, 8, 1],
    depth: 1,
    filters: 2,
    denseUnits: 6,
    classes: 3,
    batchNormalization: true,
  });
  const xs = tf.randomNormal([5, 8, 8, 1], 0, 1, 'float32', 3);
  const ys = tf.oneHot([0, 1, 2, 0, 1], 3).toFloat();
  const [before, tensors] = [weightsOf(model), tf.memory().numTensors];
  const found = gradientsOf(model, { xs, ys });
  assert.equal(tf.memory().numTensors, tensors);
  assert.deepEqual(weightsOf(model), before, 'the running mean and variance too');
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { value, grads } = tf.variableGrads(() => {
    const p = model.apply(xs, { training: true }) as tf.Tensor;
    return tf.neg(tf.mean(tf.sum(tf.mul(ys, tf.log(p)), 1))) as tf.Scalar;
  }, variables);
  const got = found.flatMap(({ weights }) => Object.values(weights));
  assert.equal(got.length, variables.length);
  variables.forEach(({ name }, w) => {
    const expected = grads[name].dataSync();
    expected.forEach((slope, i) => {
      assert.ok(Math.abs(slope - got[w].values[i]) < 1e-4, `${name}, number ${i}: ${got[w].values[i]}, not ${slope}`);
    });
  });
  tf.dispose([value, grads, xs, ys]);
  model.dispose();
});

test('the gradient by the output of softmax is −y/p over the number of examples', () => {
  const data = clouds(4, 5);
  const model = classifier(6);
  const output = gradientsOf(model, data).at(-1)?.output;
  const [p, y] = tf.tidy(() => [(model.apply(data.xs) as tf.Tensor).dataSync(), data.ys.dataSync()]);
  p.forEach((probability, i) => {
    const expected = y[i] === 0 ? 0 : -y[i] / probability / 4;
    assert.ok(Math.abs((output?.values[i] ?? Number.NaN) - expected) < 1e-4 * Math.max(1, Math.abs(expected)));
  });
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});

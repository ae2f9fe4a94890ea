import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { agree, isNative, tensor } from './native';

describe('optimizers', () => {
  const optimizers: Record<string, () => tf.Optimizer> = {
    'momentum, looking ahead': () => tf.train.momentum(0.1, 0.8, true),
    'rmsprop with momentum': () => tf.train.rmsprop(0.05, 0.8, 0.5),
    'adagrad with a start of its own': () => tf.train.adagrad(0.1, 0.5),
    'adadelta with settings of its own': () => tf.train.adadelta(0.5, 0.8, 1e-3),
    'adam with settings of its own': () => tf.train.adam(0.05, 0.7, 0.95, 1e-3),
  };
  for (const [name, make] of Object.entries(optimizers)) {
    agree(`five steps of ${name}, for two variables`, () => {
      const optimizer = make();
      const variables = [tf.variable(tensor([3, 4], 30)), tf.variable(tensor([20_000], 31))];
      for (let step = 0; step < 5; step++) {
        const loss = () => variables.map((v) => v.sub(1).square().sum()).reduce((a, b) => a.add(b)) as tf.Scalar;
        optimizer.minimize(loss, false, variables);
      }
      const results = variables.map((variable) => tf.tensor(variable.dataSync(), variable.shape));
      tf.dispose(variables);
      optimizer.dispose();
      (optimizer as unknown as { c?: tf.Tensor }).c?.dispose();
      return results;
    });
  }
  const memories: [string, () => tf.Optimizer, string[]][] = [
    ['Adam', () => tf.train.adam(0.1), ['m', 'v']],
    ['Adadelta', () => tf.train.adadelta(0.1), ['accum_grad', 'accum_var']],
  ];
  for (const [name, make, endings] of memories) {
    test(`what ${name} remembers has the names that TensorFlow.js gives`, async () => {
      for (const backend of [...(isNative ? ['tensorflow'] : []), 'cpu']) {
        await tf.setBackend(backend);
        const weights = tf.variable(tensor([3], 32), true, `weights-${name}-${backend}`);
        const optimizer = make();
        optimizer.minimize(() => weights.square().sum() as tf.Scalar, false, [weights]);
        const saved = await optimizer.getWeights();
        assert.deepEqual(
          saved.map((weight) => weight.name),
          ['iter', ...endings.map((ending) => `weights-${name}-${backend}/${ending}`)],
        );
        assert.equal(saved[0].tensor.dataSync()[0], 1);
        weights.dispose();
        optimizer.dispose();
      }
    });
  }
});

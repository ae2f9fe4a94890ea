import { describe } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { agrees, batches, conv, head, image, networks, plain, sequential } from './step-networks';
import { example } from './train-steps';

const { layers } = tf;

const optimizers: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.05, 0.9),
  nesterov: () => tf.train.momentum(0.05, 0.9, true),
  adagrad: () => tf.train.adagrad(0.05),
  adadelta: () => tf.train.adadelta(0.5, 0.9),
  rmsprop: () => tf.train.rmsprop(0.01, 0.9, 0.5),
  adam: () => tf.train.adam(0.01),
  adamax: () => tf.train.adamax(0.01),
};

describe('a step as a graph: the weights and losses are those of plain loops', () => {
  for (const [name, stack] of Object.entries(networks)) agrees(name, sequential(stack), batches(9), 1);
  for (const [name, make] of Object.entries(optimizers)) agrees(name, sequential(plain, make), batches(9), 1);
  const mixed = Array.from({ length: 27 }, (_, i) => example([2, 4, 7][i % 3], image, 3, i));
  agrees('three sizes of batches', sequential(networks['batch normalization']), mixed, 3);

  agrees(
    'labels that are numbers of classes',
    () => {
      const model = sequential(plain)();
      const [optimizer, loss] = [tf.train.sgd(0.1), 'sparseCategoricalCrossentropy'];
      model.compile({ optimizer, loss, metrics: ['accuracy'] });
      return model;
    },
    Array.from({ length: 9 }, (_, i) => ({
      xs: example(4, image, 3, i).xs,
      ys: [{ shape: [4, 1], values: Float32Array.from([0, 2, 1, i % 3]) }],
    })),
    1,
  );
  agrees(
    'two inputs, two outputs with losses of their own',
    () => {
      const inputs = [tf.input({ shape: [6] }), tf.input({ shape: [4] })];
      const [a, b] = inputs.map(
        (one) => layers.dense({ units: 5, activation: 'tanh' }).apply(one) as tf.SymbolicTensor,
      );
      const joined = layers.concatenate().apply([a, layers.add().apply([a, b]) as tf.SymbolicTensor]);
      const outputs = [
        layers.dense({ units: 3, activation: 'softmax' }).apply(joined) as tf.SymbolicTensor,
        layers.dense({ units: 2 }).apply(joined) as tf.SymbolicTensor,
      ];
      const model = tf.model({ inputs, outputs });
      model.compile({
        optimizer: tf.train.adam(0.01),
        loss: ['categoricalCrossentropy', 'meanSquaredError'],
        metrics: ['accuracy', 'mse'],
      });
      return model;
    },
    Array.from({ length: 9 }, (_, i) => {
      const [first, second] = [example(4, [6], 3, i), example(4, [4], 2, i + 50)];
      return { xs: [...first.xs, ...second.xs], ys: [...first.ys, ...second.ys] };
    }),
    1,
  );
  agrees(
    'a model within a model, with frozen layers',
    () => {
      const base = tf.sequential({
        layers: [layers.inputLayer({ inputShape: image }), conv({ activation: 'relu' }), layers.batchNormalization()],
      });
      base.layers[0].trainable = false;
      const model = tf.sequential({ layers: [base, ...head()] });
      model.compile({ optimizer: tf.train.rmsprop(0.01), loss: 'categoricalCrossentropy' });
      return model;
    },
    batches(9),
    1,
  );
});

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { noise, startEngines } from './compare';

before(async () => {
  await startEngines();
});

const tensor = (shape: number[], seed: number) => tf.tensor(noise(shape, seed).values, shape);

/** Small models that are trained for a few batches; all weights must come out as on cpu. */
const models: Record<string, () => { layers: tf.layers.Layer[]; input: number[]; optimizer?: () => tf.Optimizer }> = {
  'LeNet-5 in small': () => ({
    input: [20, 12, 12, 1],
    layers: [
      tf.layers.conv2d({
        inputShape: [12, 12, 1],
        filters: 6,
        kernelSize: 5,
        padding: 'same',
        activation: 'tanh',
        kernelInitializer: seeded(1),
      }),
      tf.layers.averagePooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 9, kernelSize: 3, activation: 'relu', kernelInitializer: seeded(2) }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10, activation: 'elu', kernelInitializer: seeded(3) }),
      tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: seeded(4) }),
    ],
  }),
  'batch normalization, separable convolution, global pooling': () => ({
    input: [20, 8, 8, 3],
    layers: [
      tf.layers.conv2d({
        inputShape: [8, 8, 3],
        filters: 5,
        kernelSize: 3,
        strides: 2,
        padding: 'same',
        useBias: false,
        kernelInitializer: seeded(5),
      }),
      tf.layers.batchNormalization({ momentum: 0.9 }),
      tf.layers.activation({ activation: 'relu' }),
      tf.layers.separableConv2d({
        filters: 6,
        kernelSize: 3,
        depthwiseInitializer: seeded(6),
        pointwiseInitializer: seeded(7),
      }),
      tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
      tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: seeded(8) }),
    ],
    optimizer: () => tf.train.momentum(0.05, 0.9, true),
  }),
  'depthwise convolution with two filters a channel': () => ({
    input: [20, 9, 9, 3],
    layers: [
      tf.layers.depthwiseConv2d({
        inputShape: [9, 9, 3],
        kernelSize: 3,
        depthMultiplier: 2,
        padding: 'same',
        activation: 'relu',
        depthwiseInitializer: seeded(21),
      }),
      tf.layers.depthwiseConv2d({ kernelSize: 3, strides: 2, depthwiseInitializer: seeded(22) }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: seeded(23) }),
    ],
    optimizer: () => tf.train.adadelta(0.5, 0.9),
  }),
  'transposed convolution': () => ({
    input: [20, 3, 3, 2],
    layers: [
      tf.layers.conv2dTranspose({
        inputShape: [3, 3, 2],
        filters: 4,
        kernelSize: 3,
        strides: 2,
        activation: 'relu',
        kernelInitializer: seeded(9),
      }),
      tf.layers.conv2d({ filters: 3, kernelSize: 3, strides: 2, kernelInitializer: seeded(20) }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: seeded(10) }),
    ],
    optimizer: () => tf.train.rmsprop(0.01, 0.9, 0.5),
  }),
  'one-dimensional convolution': () => ({
    input: [20, 30, 4],
    layers: [
      tf.layers.conv1d({
        inputShape: [30, 4],
        filters: 9,
        kernelSize: 5,
        activation: 'relu',
        kernelInitializer: seeded(11),
      }),
      tf.layers.maxPooling1d({ poolSize: 2 }),
      tf.layers.globalAveragePooling1d(),
      tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: seeded(12) }),
    ],
    optimizer: () => tf.train.adagrad(0.05),
  }),
  LSTM: () => ({
    input: [20, 6, 4],
    layers: [
      tf.layers.lstm({ inputShape: [6, 4], units: 5, kernelInitializer: seeded(13), recurrentInitializer: seeded(14) }),
      tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: seeded(15) }),
    ],
    optimizer: () => tf.train.sgd(0.1),
  }),
  'GRU over an embedding': () => ({
    input: [20, 6],
    layers: [
      tf.layers.embedding({ inputDim: 7, outputDim: 4, inputLength: 6, embeddingsInitializer: seeded(16) }),
      tf.layers.gru({ units: 5, kernelInitializer: seeded(17), recurrentInitializer: seeded(18) }),
      tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: seeded(19) }),
    ],
    optimizer: () => tf.train.adamax(0.01),
  }),
};

function seeded(seed: number) {
  return tf.initializers.glorotUniform({ seed });
}

describe('models train with model.fit to the same weights as on cpu', () => {
  for (const [name, describeModel] of Object.entries(models)) {
    test(name, async () => {
      const trained: Float32Array[][] = [];
      for (const backend of ['wasm', 'cpu']) {
        await tf.setBackend(backend);
        const { layers, input, optimizer = () => tf.train.adam(0.01) } = describeModel();
        const model = tf.sequential({ layers });
        model.compile({ optimizer: optimizer(), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
        const x = input.length > 2 ? tensor(input, 60) : tensor(input, 60).abs().mul(7).floor();
        const y = tf.oneHot(
          tf.tensor1d(
            Array.from({ length: input[0] }, (_, i) => i % 3),
            'int32',
          ),
          3,
        );
        await model.fit(x, y, { epochs: 3, batchSize: 8, shuffle: false, verbose: 0 });
        trained.push(model.getWeights().map((weights) => Float32Array.from(weights.dataSync())));
        tf.dispose([x, y]);
        model.dispose();
      }
      const [got, expected] = trained;
      for (const [i, weights] of expected.entries()) {
        const gap = weights.reduce((worst, value, at) => Math.max(worst, Math.abs(value - got[i][at])), 0);
        assert.ok(gap < 1e-4, `weights number ${i} differ by ${gap}`);
      }
    });
  }
});

test('1,000 steps of training keep no tensor', async () => {
  await tf.setBackend('wasm');
  const { layers, input } = models['LeNet-5 in small']();
  const model = tf.sequential({ layers });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
  const [x, y] = [
    tensor(input, 61),
    tf.oneHot(
      tf.tensor1d(
        Array.from({ length: input[0] }, (_, i) => i % 3),
        'int32',
      ),
      3,
    ),
  ];
  const backend = tf.backend();
  await model.trainOnBatch(x, y);
  const before = [tf.memory().numTensors, backend.numDataIds()];
  for (let step = 0; step < 1000; step++) await model.trainOnBatch(x, y);
  assert.deepEqual([tf.memory().numTensors, backend.numDataIds()], before);
  tf.dispose([x, y]);
  model.dispose();
});

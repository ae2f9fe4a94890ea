/** Networks for tests of steps of training, and the test that all of them go through. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { closeTo, type Example, example, skips, weightsAfter } from './train-steps';

const { layers } = tf;
export const image = [8, 8, 2];
export const conv = (more: object = {}) => layers.conv2d({ filters: 4, kernelSize: 3, ...more });
export const head = (): tf.layers.Layer[] => [layers.flatten(), layers.dense({ units: 3, activation: 'softmax' })];

/** The kinds of layers that the course uses, each in a network that ends in three classes. */
export const networks: Record<string, () => tf.layers.Layer[]> = {
  'convolution, relu, max pooling': () => [
    conv({ activation: 'relu' }),
    layers.maxPooling2d({ poolSize: 2 }),
    conv({ padding: 'same', activation: 'elu' }),
    ...head(),
  ],
  'tanh, average pooling, strides': () => [
    conv({ activation: 'tanh', strides: 2, padding: 'same' }),
    layers.averagePooling2d({ poolSize: 2 }),
    conv({ kernelSize: 1, activation: 'sigmoid', useBias: false }),
    ...head(),
  ],
  'dense layers': () => [
    layers.flatten(),
    layers.dense({ units: 7, activation: 'relu' }),
    layers.dense({ units: 5 }),
    layers.leakyReLU({ alpha: 0.2 }),
    layers.dense({ units: 3 }),
    layers.softmax(),
  ],
  'batch normalization': () => [
    conv({ useBias: false }),
    layers.batchNormalization({ momentum: 0.9 }),
    layers.activation({ activation: 'relu' }),
    layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
    layers.batchNormalization({}),
    layers.dense({ units: 3, activation: 'softmax' }),
  ],
  'L1 and L2': () => [
    conv({ kernelRegularizer: tf.regularizers.l2({ l2: 0.02 }), activation: 'relu' }),
    layers.globalMaxPooling2d({ dataFormat: 'channelsLast' }),
    layers.dense({ units: 3, activation: 'softmax', kernelRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.01 }) }),
  ],
  'depthwise and separable': () => [
    layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: 'same' }),
    layers.separableConv2d({ filters: 4, kernelSize: 3, activation: 'relu6' }),
    ...head(),
  ],
  'transposed, upsampling, padding, layer normalization': () => [
    // plain loops take half a minute for the transposed convolution of a large map
    layers.averagePooling2d({ poolSize: 4 }),
    layers.upSampling2d({ size: [2, 2] }),
    layers.conv2dTranspose({ filters: 3, kernelSize: 2, strides: 2 }),
    layers.zeroPadding2d({ padding: [1, 2] }),
    layers.layerNormalization({}),
    ...head(),
  ],
  '1-D convolution': () => [
    layers.reshape({ targetShape: [32, 4] }),
    layers.conv1d({ filters: 5, kernelSize: 3, activation: 'relu' }),
    layers.maxPooling1d({ poolSize: 2 }),
    layers.conv1d({ filters: 4, kernelSize: 3, padding: 'same' }),
    layers.globalAveragePooling1d({}),
    layers.dense({ units: 3, activation: 'softmax' }),
  ],
};

export function sequential(stack: () => tf.layers.Layer[], optimizer = () => tf.train.sgd(0.1) as tf.Optimizer) {
  return (): tf.LayersModel => {
    const model = tf.sequential({ layers: [layers.inputLayer({ inputShape: image }), ...stack()] });
    model.compile({ optimizer: optimizer(), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
    return model;
  };
}

/** Nine steps, of which the last three are graphs, give what plain loops give. */
export function agrees(
  name: string,
  make: () => tf.LayersModel,
  steps: Example[],
  expectGraphs: number,
  between?: (model: tf.LayersModel, step: number) => void,
): void {
  test(name, async (t) => {
    if (skips(t)) return;
    const expected = await weightsAfter('cpu', make, steps, between);
    const got = await weightsAfter('tensorflow', make, steps, between);
    assert.equal(got.graphs, expectGraphs, `${got.graphs} graphs`);
    closeTo(got.values, expected.values, 2e-4);
  });
}

export const batches = (count: number, size = 5) => Array.from({ length: count }, (_, i) => example(size, image, 3, i));
export const plain = networks['convolution, relu, max pooling'];

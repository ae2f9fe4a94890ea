import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { difference } from './compare';
import { isNative, tensor } from './native';

const tolerance = 1e-6;
const absent = 'no native engine on this machine: the others have no such kernels';

function agree(name: string, body: () => tf.Tensor[]): void {
  test(name, async (t) => {
    if (!isNative) return t.skip(absent);
    const gap = await difference('tensorflow', body);
    assert.ok(gap < tolerance, `native differs from cpu by ${gap.toExponential(1)}`);
  });
}

const { categoricalCrossentropy } = tf.metrics;
/** `categoricalCrossentropy` as it is looked up by whoever calls it, after the engines have started. */
const loss = (labels: tf.Tensor, p: tf.Tensor) => tf.metrics.categoricalCrossentropy(labels, p);
const labels = () => tf.oneHot([0, 4, 2, 2, 1, 3], 5);

describe('cross-entropy of probabilities', () => {
  agree('losses and gradients through softmax', () => {
    const inputs = [tensor([6, 5], 1).mul(4), tensor([6], 2)];
    const total = (logits: tf.Tensor, weights: tf.Tensor) => loss(labels(), tf.softmax(logits)).mul(weights).sum();
    return [loss(labels(), tf.softmax(inputs[0])), ...tf.grads(total)(inputs)];
  });
  agree('soft labels, more than one axis before the classes, and the gradient by the labels', () => {
    const inputs = [tf.softmax(tensor([2, 3, 4], 3)), tf.softmax(tensor([2, 3, 4], 4).mul(3))];
    return [loss(inputs[0], inputs[1]), ...tf.grads(loss)(inputs, tensor([2, 3], 5))];
  });
  agree('rows that do not add up to 1', () => {
    const p = tensor([6, 5], 6).abs().add(0.1);
    return [loss(labels(), p), tf.grad((a) => loss(labels(), a))(p)];
  });
  agree('probabilities that are clipped: the loss stays finite, its gradient is 0', () => {
    const logits = tf.tensor2d([
      [30, 0, 0],
      [-30, 0, 0],
      [0, 60, -60],
      [15.9, 0, -1],
    ]);
    const targets = tf.oneHot([0, 0, 0, 1], 3);
    const of = (a: tf.Tensor) => loss(targets, tf.softmax(a));
    return [of(logits), tf.grad(of)(logits)];
  });
  agree('softmax without the loss', () => {
    return [tf.grad((a) => tf.softmax(a))(tensor([3, 2, 4], 9), tensor([3, 2, 4], 10))];
  });
  test('NaN stays NaN', async (t) => {
    if (!isNative) return t.skip(absent);
    await tf.setBackend('tensorflow');
    const value = tf.tidy(() => loss(tf.oneHot([0], 2), tf.tensor2d([[Number.NaN, 1]])).dataSync()[0]);
    assert.ok(Number.isNaN(value));
  });
});

describe('cross-entropy of logits', () => {
  const ofLogits = (targets: tf.Tensor, logits: tf.Tensor) =>
    tf.losses.softmaxCrossEntropy(targets, logits) as tf.Scalar;
  agree('loss and gradients', () => {
    const inputs = [tf.softmax(tensor([6, 5], 11)), tensor([6, 5], 12).mul(4)];
    return [ofLogits(inputs[0], inputs[1]), tf.grad((logits) => ofLogits(inputs[0], logits))(inputs[1])];
  });
  test('the gradient by the labels is −log softmax; TensorFlow.js has the one by the logits, turned round', async (t) => {
    if (!isNative) return t.skip(absent);
    await tf.setBackend('tensorflow');
    const [gradient, expected] = tf.tidy(() => {
      const logits = tensor([6, 5], 16);
      const of = (targets: tf.Tensor) => ofLogits(targets, logits);
      return [tf.grad(of)(labels().toFloat()).dataSync(), tf.logSoftmax(logits).div(-6).dataSync()];
    });
    const gap = Math.max(...gradient.map((value, i) => Math.abs(value - expected[i])));
    assert.ok(gap < tolerance, String(gap));
  });
  agree('large logits', () => {
    const logits = tensor([6, 5], 13).mul(1000);
    return [ofLogits(labels(), logits), tf.grad((a) => ofLogits(labels(), a))(logits)];
  });
  agree('weights of examples, smoothed labels, losses that are not summed up', () => {
    const [logits, weights] = [tensor([6, 5], 14).mul(3), tensor([6], 15).abs()];
    const of = (a: tf.Tensor, smoothing: number) =>
      tf.losses.softmaxCrossEntropy(labels(), a, weights, smoothing, tf.Reduction.NONE);
    return [of(logits, 0), of(logits, 0.1), tf.grad((a) => of(a, 0))(logits)];
  });
  agree('arrays in place of tensors', () => [
    tf.losses.softmaxCrossEntropy(
      [
        [1, 0],
        [0, 1],
      ],
      [
        [0.2, 1],
        [3, -1],
      ],
    ),
  ]);
});

/** Runs one step of a model with two outputs, whose loss is given in one of the ways that `compile` knows. */
async function weightsAfterStep(given: (name: string) => tf.ModelCompileArgs['loss']): Promise<number[]> {
  const input = tf.input({ shape: [3] });
  const dense = (seed: number, name: string) =>
    tf.layers.dense({ units: 5, activation: 'softmax', name, kernelInitializer: tf.initializers.heNormal({ seed }) });
  const [first, second] = [dense(1, 'first'), dense(2, 'second')].map((layer) => layer.apply(input));
  const model = tf.model({ inputs: input, outputs: [first, second] as tf.SymbolicTensor[] });
  model.compile({ optimizer: tf.train.sgd(0.5), loss: given('categoricalCrossentropy') });
  const [xs, ys] = [tensor([6, 3], 10), labels()];
  await model.trainOnBatch(xs, [ys, ys]);
  const weights = model.getWeights().flatMap((weight) => [...weight.dataSync()]);
  tf.dispose([xs, ys]);
  model.dispose();
  return weights;
}

test('each way to compile a model with it trains as on cpu', async (t) => {
  if (!isNative) return t.skip(absent);
  const ways: ((name: string) => tf.ModelCompileArgs['loss'])[] = [
    (name) => name,
    (name) => [name, 'meanSquaredError'],
    (name) => ({ first: 'meanSquaredError', second: name }) as never,
    () => [(y: tf.Tensor, p: tf.Tensor) => categoricalCrossentropy(y, p), 'meanSquaredError'] as never,
  ];
  for (const [i, way] of ways.entries()) {
    await tf.setBackend('cpu');
    const expected = await weightsAfterStep(way);
    await tf.setBackend('tensorflow');
    const got = await weightsAfterStep(way);
    const gap = Math.max(...got.map((weight, k) => Math.abs(weight - expected[k])));
    assert.ok(gap < tolerance, `way ${i}: native differs from cpu by ${gap}`);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import {
  activationLayer,
  backwardPass,
  batchNormLayer,
  denseLayer,
  dropoutLayer,
  dropoutMask,
  forwardPass,
  gradientCheck,
  initializers,
  type Matrix,
  type Nested,
  type Network,
  type PenaltyName,
  random,
  ShapeError,
  sigmoidCrossEntropy,
  startTraining,
  trainStep,
} from '../../../lib/src/maths';

const [batch, inputs, units] = [6, 3, 4];
const draw = random('training layers');
const input: Matrix = Array.from({ length: batch }, () => Array.from({ length: inputs }, () => draw.normal()));
const target: Matrix = Array.from({ length: batch }, (_, n) => [n % 2]);
const mask = dropoutMask([batch, units], 0.3, draw) as Matrix;
const statistics = {
  gamma: [1, 0.5, -1.2, 2],
  beta: [0, 0.3, -0.2, 0.1],
  runningMean: [0.1, -0.4, 0.2, 0],
  runningVariance: [1, 0.5, 2, 0.8],
};
const first = initializers.xavierNormal.sample([inputs, units], draw);
const last = initializers.xavierNormal.sample([units, 1], draw);

const networkWith = (training: boolean): Network => [
  denseLayer(first, [0.1, 0, -0.1, 0.2]),
  batchNormLayer(statistics, { training }),
  activationLayer('tanh'),
  dropoutLayer(mask, 0.3),
  denseLayer(last, [0.05]),
];

for (const training of [true, false]) {
  const use = training ? 'of the batch' : 'of the running statistics';
  test(`gradients through batch normalization by the numbers ${use}, and through dropout, are slopes`, () => {
    const network = networkWith(training);
    const { gradients, gradInput } = backwardPass(network, input, target, sigmoidCrossEntropy);
    const lossOf = (changed: Network, given = input) =>
      sigmoidCrossEntropy.output(forwardPass(changed, given).at(-1) as Matrix, target);
    for (const [index, { parameters }] of network.entries())
      for (const [name, values] of Object.entries(parameters)) {
        const at = (changed: Nested) =>
          lossOf(
            network.map((one, i) =>
              i === index ? { ...one, parameters: { ...one.parameters, [name]: changed } } : one,
            ),
          );
        // In training, whatever the bias adds is taken off again by the mean: its slope is 0, and only rounding is left.
        if (training && index === 0 && name === 'bias') {
          for (const g of gradients[0].bias as number[]) assert.ok(Math.abs(g) < 1e-12, `${g}`);
          continue;
        }
        const { largestError } = gradientCheck(at, values, gradients[index][name]);
        assert.ok(largestError < 1e-5, `${name} of layer ${index}: ${largestError}`);
      }
    const { largestError } = gradientCheck((given: Matrix) => lossOf(network, given), input, gradInput as Matrix);
    assert.ok(largestError < 1e-5, `input: ${largestError}`);
  });
}

test('in use, an example has the same result whatever else is in its batch', () => {
  const network = networkWith(false).filter(({ name }) => name !== 'dropout');
  const together = forwardPass(network, input).at(-1) as Matrix;
  const alone = input.map((row) => (forwardPass(network, [row]).at(-1) as Matrix)[0]);
  assert.deepEqual(alone, together);
});

for (const name of ['l1', 'l2'] as PenaltyName[])
  test(`a step with the penalty ${name} is TensorFlow.js's step down the loss with it, and leaves the biases free`, () => {
    const [strength, learningRate] = [0.05, 0.5];
    const network: Network = [
      denseLayer(first, [0.1, 0, -0.1, 0.2]),
      activationLayer('tanh'),
      denseLayer(last, [0.05]),
    ];
    const before = startTraining(network, {
      optimizer: 'sgd',
      learningRate,
      loss: sigmoidCrossEntropy,
      penalty: { name, strength },
    });
    const after = trainStep(before, input, target).network;
    const stepped = tf.tidy(() => {
      const variables = [first, [0.1, 0, -0.1, 0.2], last, [0.05]].map((values) => tf.tensor(values as number[]));
      const penalty = (w: tf.Tensor) => tf.mul(tf.sum(name === 'l1' ? tf.abs(w) : tf.square(w)), strength);
      const slopes = tf.grads((w1: tf.Tensor, b1: tf.Tensor, w2: tf.Tensor, b2: tf.Tensor) => {
        const hidden = tf.tanh(tf.add(tf.matMul(tf.tensor2d(input), w1 as tf.Tensor2D), b1));
        const logits = tf.add(tf.matMul(hidden as tf.Tensor2D, w2 as tf.Tensor2D), b2);
        const loss = tf.losses.sigmoidCrossEntropy(tf.tensor2d(target), logits as tf.Tensor2D);
        return tf.addN([loss, penalty(w1), penalty(w2)]);
      })(variables);
      return variables.map((variable, i) => Array.from(tf.sub(variable, tf.mul(slopes[i], learningRate)).dataSync()));
    });
    const own = [after[0].parameters, after[2].parameters].flatMap(({ weights, bias }) => [weights, bias]);
    own.forEach((values, i) => {
      const flat = (values as number[]).flat();
      flat.forEach((value, k) => {
        assert.ok(Math.abs(value - stepped[i][k]) < 1e-5, `${i}, ${k}: ${value} and ${stepped[i][k]}`);
      });
    });
  });

test('refuses a penalty that there is not', () => {
  const penalty = { name: 'l3' as PenaltyName, strength: 1 };
  assert.throws(() => startTraining(networkWith(true), { penalty }), ShapeError);
});

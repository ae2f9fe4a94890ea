import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import type { NetworkLayer } from '../../../lib/src/maths/layers';
import { type Lenet5Options, lenet5FromScratch } from '../../../lib/src/maths/lenet5';
import { backwardPass, type Network } from '../../../lib/src/maths/network';
import type { OptimizerName } from '../../../lib/src/maths/optimizers';
import { random } from '../../../lib/src/maths/random';
import type { Image, Matrix } from '../../../lib/src/maths/shapes';
import { type SurfaceName, surfaces } from '../../../lib/src/maths/surfaces';
import { startTraining, type TrainingOptions, trainStep } from '../../../lib/src/maths/training';
import { assertEachClose, assertTensorClose, flat, reference } from './reference';

const generator = random('training');
const batch = 2;
const images: Image[] = Array.from({ length: batch }, () =>
  Array.from({ length: 28 }, () => Array.from({ length: 28 }, () => [generator.uniform()])),
);
const targets: Matrix = Array.from({ length: batch }, (_, n) => Array.from({ length: 10 }, (_, k) => Number(k === n)));
const steps = 2;

type Nested = Parameters<typeof flat>[0];
const parametersOf = (network: Network): [string, Nested][] =>
  network.flatMap(({ parameters }, layer) =>
    Object.entries(parameters).map(([name, values]): [string, Nested] => [`${name} of layer ${layer}`, values]),
  );

/** The same LeNet-5, made of TensorFlow.js' own layers, with the weights of ours. */
function twin(network: Network, { activation, pooling }: Required<Pick<Lenet5Options, 'activation' | 'pooling'>>) {
  const pool = () => (pooling === 'max' ? tf.layers.maxPooling2d : tf.layers.averagePooling2d)({ poolSize: 2 });
  const name = activation as 'relu' | 'tanh' | 'sigmoid';
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 6, kernelSize: 5, padding: 'same', activation: name }),
      pool(),
      tf.layers.conv2d({ filters: 16, kernelSize: 5, activation: name }),
      pool(),
      tf.layers.flatten(),
      tf.layers.dense({ units: 120, activation: name }),
      tf.layers.dense({ units: 84, activation: name }),
      tf.layers.dense({ units: 10 }),
    ],
  });
  model.setWeights(parametersOf(network).map(([, values]) => tf.tensor(values as number[])));
  return model;
}

const lenets = [
  { activation: 'tanh', pooling: 'average', initializer: 'xavierUniform' },
  { activation: 'relu', pooling: 'max', initializer: 'heNormal' },
  { activation: 'sigmoid', pooling: 'max', initializer: 'xavierNormal' },
] as const;

/** Rules that TensorFlow.js defines as the course does, ε after the root among it. */
const rules: [TrainingOptions & { optimizer: OptimizerName }, () => tf.Optimizer][] = [
  [{ optimizer: 'sgd', learningRate: 0.1 }, () => tf.train.sgd(0.1)],
  [{ optimizer: 'adam', learningRate: 0.002 }, () => tf.train.adam(0.002, 0.9, 0.999, 1e-8)],
];

for (const options of lenets) {
  const { activation, pooling } = options;
  test(`LeNet-5 with ${activation} and ${pooling}-pooling learns on a batch what TensorFlow.js learns`, async () => {
    await tf.setBackend('cpu');
    const network = lenet5FromScratch({ ...options, random: random('lenet') });
    for (const [settings, makeOptimizer] of rules) {
      const model = twin(network, options);
      const optimizer = makeOptimizer();
      let training = startTraining(network, settings);
      for (let step = 0; step < steps; step++) {
        const at = `${settings.optimizer}, step ${step}`;
        const { value, grads } = optimizer.computeGradients(
          () => tf.losses.softmaxCrossEntropy(targets, model.predict(tf.tensor4d(images)) as tf.Tensor) as tf.Scalar,
        );
        const ours = backwardPass(training.network, images, targets);
        assertEachClose([ours.loss], [value.dataSync()[0]], `${at}, loss`, 1e-5);

        const gradients = ours.gradients.flatMap((layer) => Object.values(layer));
        const theirs = model.trainableWeights.map(({ originalName }) => grads[originalName].arraySync() as Nested);
        assert.equal(theirs.length, 10);
        for (const [index, [name]] of parametersOf(network).entries()) {
          const largest = flat(theirs[index]).reduce((most, g) => Math.max(most, Math.abs(g)), 0);
          assert.ok(largest > 0, `${at}: ${name} learns nothing`);
          assertEachClose(flat(gradients[index]), flat(theirs[index]), `${at}, gradient of ${name}`, 0, 2e-5 * largest);
        }

        training = trainStep(training, images, targets);
        optimizer.applyGradients(grads);
        const weights = model.getWeights().map((w) => w.arraySync() as Nested);
        for (const [index, [name, values]] of parametersOf(training.network).entries()) {
          assertTensorClose(values, weights[index], `${at}, ${name}`, 5e-6);
        }
      }
      assert.equal(training.losses.length, steps);
    }
  });
}

interface Descent {
  name: string;
  rule: OptimizerName;
  function: 'quadratic' | 'rosenbrock' | 'beale';
  hyper: { alpha: number; gamma?: number; beta1?: number; beta2?: number; epsilon: number };
  theta: [number, number][];
  value: number[];
}

/** A network whose output is its two parameters, whatever comes in: the smallest one with a layer of one's own. */
const point = (theta: number[]): NetworkLayer => ({
  name: 'point',
  parameters: { theta },
  forward: (input, parameters) => input.map(() => parameters.theta) as Matrix,
  backward: (input, upstream) => ({ gradInput: input, gradParameters: { theta: (upstream as Matrix)[0] } }),
});

const descents = reference<Descent>('optimizers');
assert.equal(descents.length, 18);
for (const { name, rule, function: surface, hyper, theta, value } of descents) {
  test(`a training descends like mpmath, with a layer and a loss of one’s own: ${name}`, () => {
    const { value: height, gradient } = surfaces[surface === 'quadratic' ? 'bowl' : (surface as SurfaceName)];
    const loss = {
      name: surface,
      formula: '',
      gradientFormula: '',
      output: (predicted: unknown) => height(...(predicted as [number, number][])[0]),
      gradient: <P>(predicted: P) => [gradient(...(predicted as [number, number][])[0])] as P,
    };
    const { alpha: learningRate, gamma, beta1, beta2, epsilon } = hyper;
    const settings = { learningRate, gamma, beta1, beta2, epsilon };
    let training = startTraining([point(theta[0])], { optimizer: rule, loss, ...settings });
    const points = [training.network[0].parameters.theta];
    for (let step = 1; step < theta.length; step++) {
      training = trainStep(training, [[0]], [[0]]);
      points.push(training.network[0].parameters.theta);
    }
    assertEachClose(flat(points), flat(theta), 'points', 1e-6);
    assertEachClose(training.losses, value.slice(0, -1), 'losses', 1e-6);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActivationName } from '../../../lib/src/maths/activations';
import {
  activationLayer,
  type Batch,
  conv2dLayer,
  denseLayer,
  flattenLayer,
  type NetworkLayer,
  pool2dLayer,
  softmaxLayer,
} from '../../../lib/src/maths/layers';
import { lenet5FromScratch } from '../../../lib/src/maths/lenet5';
import { losses } from '../../../lib/src/maths/losses';
import { makeNested, type Nested } from '../../../lib/src/maths/nested';
import { backwardPass, countParameters, forwardPass, type Network } from '../../../lib/src/maths/network';
import { random } from '../../../lib/src/maths/random';
import type { Filters, Image, Matrix } from '../../../lib/src/maths/shapes';
import { startTraining, trainStep } from '../../../lib/src/maths/training';
import { assertEachClose, assertTensorClose, flat, numericGradient, reference } from './reference';

interface Case {
  name: string;
  layers: {
    type: 'conv' | 'avgpool' | 'maxpool' | 'flatten' | 'dense' | ActivationName;
    outputShape: number[];
    strides?: [number, number];
    padding?: 'valid' | 'same';
    dilation?: [number, number];
    poolSize?: [number, number];
  }[];
  input: Batch;
  labels: number[];
  parameters: { layer: number; name: string; value: Nested; gradient: Nested; after3Adam: Nested }[];
  parameterCount: number;
  /** null where the file leaves one out */
  activations: (Nested | null)[];
  logits: Matrix;
  probabilities: Matrix;
  loss: number;
  gradInput: Nested;
  adam: { learningRate: number; beta1: number; beta2: number; epsilon: number };
  lossBeforeStep: number[];
  float32Deviation: { after3Adam: number };
}

const oneHot = (labels: number[], classes: number): Matrix =>
  labels.map((label) => Array.from({ length: classes }, (_, k) => Number(k === label)));

/** The network of a case, with its first weights. */
function build({ layers, parameters }: Case): Network {
  return layers.map(({ type, strides: stride, padding, dilation, poolSize }, index): NetworkLayer => {
    const value = (name: string) => parameters.find((p) => p.layer === index && p.name === name)?.value;
    const bias = value('bias') as number[];
    if (type === 'conv') return conv2dLayer(value('filters') as Filters, bias, { stride, padding, dilation });
    if (type === 'dense') return denseLayer(value('weights') as Matrix, bias);
    if (type === 'flatten') return flattenLayer();
    if (type === 'avgpool' || type === 'maxpool') {
      const kind = type === 'avgpool' ? 'average' : 'max';
      return pool2dLayer({ kind, size: poolSize as [number, number], stride, padding });
    }
    return activationLayer(type);
  });
}

const cases = reference<Case>('networks');
assert.equal(cases.length, 3);
for (const c of cases) {
  const network = build(c);
  const targets = oneHot(c.labels, c.logits[0].length);

  test(`${c.name}: activations, loss and gradients equal PyTorch and TensorFlow`, () => {
    assert.equal(countParameters(network), c.parameterCount);
    const got = backwardPass(network, c.input, targets);
    for (const [index, expected] of c.activations.entries()) {
      if (expected) assertTensorClose(got.activations[index], expected, `output of layer ${index}`);
    }
    assertTensorClose(got.activations[network.length - 1], c.logits, 'logits');
    assertEachClose([got.loss], [c.loss], 'loss', 1e-6);
    assertTensorClose(got.gradInput, c.gradInput, 'gradInput', 1e-6);
    for (const { layer, name, gradient } of c.parameters) {
      assertTensorClose(got.gradients[layer][name], gradient, `gradient of ${name} of layer ${layer}`, 1e-6);
    }
    assert.deepEqual(
      got.gradients.flatMap((gradients, layer) => Object.keys(gradients).map((name) => `${layer} ${name}`)),
      c.parameters.map(({ layer, name }) => `${layer} ${name}`),
    );
  });

  test(`${c.name}: three steps of Adam equal PyTorch and TensorFlow`, () => {
    const first = startTraining(network, { optimizer: 'adam', ...c.adam });
    const before = JSON.stringify(first);
    let training = first;
    for (let step = 0; step < 3; step++) training = trainStep(training, c.input, targets);
    for (const { layer, name, after3Adam } of c.parameters) {
      const got = training.network[layer].parameters[name];
      const allowed = Math.max(1e-5, 20 * c.float32Deviation.after3Adam);
      assertEachClose(flat(got), flat(after3Adam), `${name} of layer ${layer}`, 0, allowed);
    }
    const last = backwardPass(training.network, c.input, targets).loss;
    assertEachClose([...training.losses, last], c.lossBeforeStep, 'losses', 1e-5);
    assert.equal(JSON.stringify(first), before, 'a step changes no training that came in');
  });

  test(`${c.name} with a softmax as its last layer learns the same`, () => {
    const got = backwardPass([...network, softmaxLayer()], c.input, targets, 'categoricalCrossEntropy');
    assertTensorClose(got.activations.at(-1) as Matrix, c.probabilities, 'probabilities');
    assertTensorClose(got.gradInput, c.gradInput, 'gradInput', 1e-6);
  });
}

const generator = random('networks');
const normal = (...shape: number[]) => makeNested(shape, () => generator.normal());

test('backwardPass equals numeric gradients, with strides, padding, dilation and every pooling', () => {
  const network: Network = [
    conv2dLayer(normal(3, 2, 2, 3) as Filters, normal(3) as number[], { padding: 'same', stride: [2, 1] }),
    activationLayer('elu'),
    pool2dLayer({ kind: 'l2', size: 2, stride: 1 }),
    pool2dLayer({ kind: 'max', size: 2, stride: 1, padding: 'same' }),
    conv2dLayer(normal(2, 2, 3, 2) as Filters, normal(2) as number[], { dilation: [1, 2] }),
    activationLayer('swish'),
    pool2dLayer({ kind: 'average', size: [1, 2] }),
    flattenLayer(),
    denseLayer(normal(8, 4) as Matrix, normal(4) as number[]),
    activationLayer('gelu'),
    denseLayer(normal(4, 3) as Matrix, normal(3) as number[]),
    softmaxLayer(),
  ];
  const input = normal(2, 8, 8, 2) as Image[];
  const targets = [
    [0, 1, 0],
    [0.5, 0.25, 0.25],
  ];
  for (const loss of [losses.meanSquaredError, losses.categoricalCrossEntropy]) {
    const lossNow = () => backwardPass(network, input, targets, loss).loss;
    const got = backwardPass(network, input, targets, loss);
    assertTensorClose(got.gradInput, numericGradient(input, lossNow), `${loss.name}, gradInput`, 1e-7);
    for (const [index, { name, parameters }] of network.entries()) {
      for (const [key, values] of Object.entries(parameters)) {
        const expected = numericGradient(values, lossNow);
        assertTensorClose(got.gradients[index][key], expected, `${loss.name}, ${key} of ${name} ${index}`, 1e-7);
      }
    }
    assert.deepEqual(got.gradActivations.map(shape), got.activations.map(shape));
  }
});

interface Architecture {
  name: string;
  inputShape: number[];
  params: number;
  layers: [id: string, type: string, outputShape: number[], parameters: number, macs: number][];
}

for (const inputSize of [28, 32] as const) {
  test(`LeNet-5 for ${inputSize}×${inputSize} pixels has the published layers and 61,706 parameters`, () => {
    const published = reference<Architecture>('architectures').find(
      ({ name }) => name === `lenet5-modern-${inputSize}`,
    );
    assert.ok(published);
    const network = lenet5FromScratch({ inputSize });
    assert.equal(countParameters(network), published.params);
    assert.equal(published.params, 61_706);
    const outputs = forwardPass(network, normal(1, ...published.inputShape) as Image[]);
    const rows = network.map((layer, index) => [shape(outputs[index]).slice(1), countParameters([layer])]);
    const sized = rows.filter((_, index) => ['conv2d', 'pool2d', 'dense'].includes(network[index].name));
    assert.deepEqual(
      sized,
      published.layers.map(([, , outputShape, parameters]) => [outputShape, parameters]),
    );
  });
}

test('LeNet-5 takes other classes, activations, poolings and first weights, and the same seed gives the same ones', () => {
  const network = lenet5FromScratch({ classes: 3, activation: 'relu', pooling: 'max', initializer: 'heNormal' });
  assert.equal(countParameters(network), 61_706 - 7 * 85);
  assert.equal(shape(forwardPass(network, normal(2, 28, 28, 1) as Image[]).at(-1) as Matrix).join(), '2,3');
  const weights = (seed: number) => lenet5FromScratch({ random: random(seed) }).map(({ parameters }) => parameters);
  assert.deepEqual(weights(4), weights(4));
  assert.notDeepEqual(weights(4), weights(5));
  assert.deepEqual(weights(1), weights(1));
});

function shape(values: Nested): number[] {
  return typeof values === 'number' ? [] : [values.length, ...shape(values[0])];
}

const mlp = build(cases[2]);
const mistakes: [string, () => unknown, RegExp][] = [
  ['no network', () => forwardPass([], [[1]]), /^network: expected a list of layers, got an empty array\.$/],
  ['one sample alone', () => forwardPass(mlp, [1, 2] as never), /^input: expected \[batch, features\] or .* got an/],
  ['inputs', () => forwardPass(mlp, [[1, 2]]), /^Layer 0 \(dense\): weights: expected 2 inputs .* got 6\.$/],
  ['targets', () => backwardPass(mlp, cases[2].input, [[1]]), /^target: expected shape \[5, 3\] .* got \[1, 1\]\.$/],
  ['loss', () => backwardPass(mlp, cases[2].input, [[1]], 'mse' as never), /^loss: expected one of meanSquaredError, /],
  ['activation', () => activationLayer('relu6' as never), /^activation: expected one of .* got the text "relu6"\.$/],
  ['pooling', () => lenet5FromScratch({ pooling: 'mean' as never }), /^pooling: expected one of max, .*"mean"\.$/],
  ['input size', () => lenet5FromScratch({ inputSize: 30 as never }), /^inputSize: expected 28 or 32, got 30\.$/],
  ['initializer', () => lenet5FromScratch({ initializer: 'he' as never }), /^initializer: .* got the text "he"\.$/],
  ['no network to train', () => startTraining(undefined as never), /^network: .* got undefined\.$/],
  ['optimizer', () => startTraining(mlp, { optimizer: 'adamw' as never }), /^optimizer: .* the text "adamw"\.$/],
  ['setting', () => startTraining(mlp, { lr: 1 } as never), /^options of startTraining: .* got "lr"\.$/],
  ['learning rate', () => startTraining(mlp, { learningRate: -1 }), /^learningRate: .* got -1\.$/],
];
for (const [name, call, message] of mistakes) {
  test(`a network says what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}

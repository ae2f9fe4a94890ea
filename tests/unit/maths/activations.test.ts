import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { type ActivationName, activations } from '../../../lib/src/maths/activations';
import { maxout } from '../../../lib/src/maths/maxout';
import { erf, erfc, normalDistribution } from '../../../lib/src/maths/normal-distribution';
import { random } from '../../../lib/src/maths/random';
import { softmax } from '../../../lib/src/maths/softmax';
import { assertEachClose, assertTensorClose, reference } from './reference';

interface Case {
  name: string;
  activation: string;
  x: number[];
  y: number[];
  dy: number[];
}
const cases = reference<Case>('activations');
const names = Object.keys(activations) as ActivationName[];

for (const name of names) {
  const own = cases.filter(({ activation }) => activation === name);
  test(`${name} and its derivative equal mpmath, PyTorch and TensorFlow`, () => {
    assert.equal(own.length, 2);
    for (const c of own) {
      assertEachClose(c.x.map(activations[name].output), c.y, `${c.name} output`, 1e-5, 1e-6);
      assertEachClose(c.x.map(activations[name].derivative), c.dy, `${c.name} derivative`, 1e-5, 1e-6);
    }
  });

  test(`the derivative of ${name} is its slope`, () => {
    const { output, derivative } = activations[name];
    for (let x = -8.05; x < 8.1; x += 0.1) {
      const slope = (output(x + 1e-5) - output(x - 1e-5)) / 2e-5;
      assert.ok(Math.abs(derivative(x) - slope) < 1e-8, `at ${x}: ${derivative(x)}, slope ${slope}`);
    }
  });

  test(`${name} is finite everywhere`, () => {
    for (const x of [
      -Number.MAX_VALUE,
      -1e5,
      -1000,
      -746,
      -38.5,
      -1e-300,
      -0,
      0,
      38.5,
      710,
      1000,
      1e5,
      Number.MAX_VALUE,
    ]) {
      assert.ok(Number.isFinite(activations[name].output(x)), `output(${x}) is ${activations[name].output(x)}`);
      assert.ok(
        Number.isFinite(activations[name].derivative(x)),
        `derivative(${x}) is ${activations[name].derivative(x)}`,
      );
    }
  });
}

test('activations equal those of TensorFlow.js', async () => {
  await tf.setBackend('cpu');
  const x = Array.from({ length: 41 }, (_, index) => (index - 20) / 4);
  const theirs: Partial<Record<ActivationName, tf.Tensor>> = {
    sigmoid: tf.sigmoid(x),
    tanh: tf.tanh(x),
    relu: tf.relu(x),
    leakyRelu: tf.leakyRelu(x, 0.1),
    elu: tf.elu(x),
    swish: tf.mul(x, tf.sigmoid(x)),
    gelu: tf.mul(tf.mul(x, 0.5), tf.add(1, tf.erf(tf.div(x, Math.SQRT2)))),
  };
  assert.deepEqual(Object.keys(theirs).sort(), [...names].sort());
  for (const name of names) {
    const expected = Array.from((theirs[name] as tf.Tensor).dataSync());
    assertEachClose(x.map(activations[name].output), expected, name, 1e-5, 2e-6);
  }
});

test('erf has 14 digits and erfc 12 or more', () => {
  // Values of Python's math.erf and math.erfc.
  const known: [number, number, number][] = [
    [0, 0, 1],
    [0.5, 0.5204998778130465, 0.4795001221869535],
    [1, 0.8427007929497149, 0.15729920705028513],
    [2, 0.9953222650189527, 0.004677734981047266],
    [1.9999, 0.9953201979070294, 0.004679802092970608],
    [2.5, 0.999593047982555, 0.0004069520174449589],
    [3, 0.9999779095030014, 2.2090496998585438e-5],
    [5, 0.9999999999984626, 1.5374597944280351e-12],
    [10, 1, 2.088487583762545e-45],
  ];
  for (const [x, erfX, erfcX] of known) {
    assertEachClose([erf(x), erf(-x)], [erfX, -erfX], `erf(±${x})`, 1e-14);
    assertEachClose([erfc(x), erfc(-x)], [erfcX, 2 - erfcX], `erfc(±${x})`, 2e-13);
  }
  assertEachClose([normalDistribution(1.959963984540054)], [0.975], 'Φ', 1e-14);
});

test('maxout takes the largest, of equal ones the first', () => {
  assert.deepEqual(maxout([-3, 2, 1]), { output: 2, winner: 1 });
  assert.deepEqual(maxout([4, 4]), { output: 4, winner: 0 });
  assert.throws(() => maxout([]), { name: 'ShapeError', message: /^values: .* got an empty array\.$/ });
});

interface MaxoutCase {
  activation: string;
  input: number[][];
  w1: number[][];
  b1: number[];
  w2: number[][];
  b2: number[];
  output: number[][];
}
test('maxout of two linear units equals PyTorch', () => {
  const own = (cases as unknown as MaxoutCase[]).filter(({ activation }) => activation === 'maxout');
  assert.ok(own.length > 0);
  for (const { input, w1, b1, w2, b2, output } of own) {
    const unit = (x: number[], w: number[][], b: number[], o: number) =>
      x.reduce((sum, value, i) => sum + value * w[i][o], b[o]);
    const got = input.map((x) => b1.map((_, o) => maxout([unit(x, w1, b1, o), unit(x, w2, b2, o)]).output));
    assertTensorClose(got, output, 'maxout', 1e-6);
  }
});

test('softmax equals PyTorch, extremes included', () => {
  const own = (
    cases as unknown as { activation: string; input: number[] | number[][]; output: number[] | number[][] }[]
  ).filter(({ activation }) => activation === 'softmax');
  assert.ok(own.length > 0);
  for (const { input, output } of own) {
    const rows = (values: number[] | number[][]) => (Array.isArray(values[0]) ? values : [values]) as number[][];
    assertTensorClose(rows(input).map(softmax), rows(output), 'softmax', 1e-6);
  }
  const probabilities = softmax(Array.from({ length: 9 }, () => random(3).normal(0, 50)));
  assertEachClose([probabilities.reduce((a, b) => a + b)], [1], 'sum', 1e-12);
});

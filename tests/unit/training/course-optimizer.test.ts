import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { type OptimizerName, optimizers } from '../../../lib/src/maths';
import { courseOptimizer } from '../../../lib/src/training';
import { reference } from '../maths/reference';

before(() => engineReady({ quiet: true }));

/** Five steps on Σ c·(w − 1)², whose slopes differ from weight to weight. */
const steepness = [0.5, 1, 3, 20];
const start = [3, -2, 0.1, 0.7];
/** Rules that divide by nothing. */
const withoutEpsilon = { sgd: true, momentum: true };

for (const rule of Object.keys(optimizers) as OptimizerName[]) {
  test(`${rule} takes the steps of maths/optimizers, on two variables`, () => {
    const settings = { ...optimizers[rule].defaults, learningRate: 0.05 };
    const variables = [tf.variable(tf.tensor1d(start.slice(0, 3))), tf.variable(tf.tensor2d([start.slice(3)]))];
    const optimizer = courseOptimizer(rule, settings);
    const loss = () =>
      tf.tidy(() => {
        const w = tf.concat1d(variables.map((variable) => variable.flatten()));
        return tf.sum(tf.mul(tf.square(tf.sub(w, 1)), steepness)) as tf.Scalar;
      });
    const none = { gamma: 0, beta1: 0, beta2: 0, epsilon: 0 };
    let expected = start.map((value) => ({ value, memory: optimizers[rule].memory }));
    const before = tf.memory().numTensors;
    let after = 0;
    for (let step = 0; step < 5; step++) {
      optimizer.minimize(loss, false, variables);
      if (step === 0) after = tf.memory().numTensors;
      expected = expected.map(({ value, memory }, i) => {
        const { change, memory: next } = optimizers[rule].step(2 * steepness[i] * (value - 1), memory, {
          ...none,
          ...settings,
        });
        return { value: value + change, memory: next };
      });
    }
    assert.equal(tf.memory().numTensors, after, 'no step keeps a tensor');
    const got = variables.flatMap((variable) => Array.from(variable.dataSync()));
    got.forEach((value, i) => {
      assert.ok(Math.abs(value - expected[i].value) < 1e-5, `weight ${i}: ${value}, expected ${expected[i].value}`);
    });
    optimizer.dispose();
    assert.equal(tf.memory().numTensors, before);
    tf.dispose(variables);
  });
}

interface Case {
  name: string;
  rule: OptimizerName;
  function: string;
  hyper: { alpha: number; gamma?: number; beta1?: number; beta2?: number; epsilon: number; D0?: number };
  start: [number, number];
  theta: [number, number][];
  float32Deviation: number;
}

for (const c of reference<Case>('optimizers').filter((one) => one.function === 'quadratic')) {
  test(`its steps on x² + 10y² equal mpmath: ${c.name}`, () => {
    const { alpha, D0: _, epsilon, ...others } = c.hyper;
    const settings = { learningRate: alpha, ...others, ...(c.rule in withoutEpsilon ? {} : { epsilon }) };
    const optimizer = courseOptimizer(c.rule, settings);
    const theta = tf.variable(tf.tensor1d(c.start));
    const loss = () => tf.sum(tf.mul(tf.square(theta), [1, 10])) as tf.Scalar;
    const allowed = Math.max(1e-4, 10 * c.float32Deviation);
    for (const expected of c.theta.slice(1)) {
      optimizer.minimize(loss, false, [theta]);
      theta.dataSync().forEach((value, i) => {
        const gap = Math.abs(value - expected[i]) / Math.max(1, Math.abs(expected[i]));
        assert.ok(gap <= allowed, `${value}, expected ${expected[i]}`);
      });
    }
    optimizer.dispose();
    theta.dispose();
  });
}

test('it works in model.compile', async () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 1, useBias: false })] });
  model.compile({ optimizer: courseOptimizer('adam', { learningRate: 0.1 }), loss: 'meanSquaredError' });
  const [xs, ys] = [tf.tensor2d([[1, 2]]), tf.tensor2d([[3]])];
  const { history } = await model.fit(xs, ys, { epochs: 60, verbose: 0 });
  assert.ok((history.loss.at(-1) as number) < 0.01 * (history.loss[0] as number));
  tf.dispose([xs, ys]);
  model.dispose();
});

test('what it does not know gets one sentence', () => {
  const wrong =
    (name: string, settings = {}) =>
    () =>
      courseOptimizer(name as OptimizerName, settings);
  assert.throws(wrong('lion'), { name: 'UserError', message: /optimizers sgd, momentum, .*none called "lion"/ });
  assert.throws(wrong('sgd', { gamma: 0.9 }), {
    name: 'UserError',
    message: /SGD has the settings learningRate, not "gamma"/,
  });
  assert.throws(wrong('adam', { beta1: Number.NaN }), {
    name: 'UserError',
    message: /beta1 must be a number, got NaN/,
  });
});

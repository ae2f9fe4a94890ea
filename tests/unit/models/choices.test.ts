import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { initializers, type Nested, penalties } from '../../../lib/src/maths';
import { type CnnChoices, cnn, layerRows, lenet5, smallVgg } from '../../../lib/src/models';

before(() => engineReady({ quiet: true }));

const shapes = (choices: CnnChoices) => {
  const model = cnn(choices);
  const rows = layerRows(model).map(({ name, outputShape }) => `${name} ${outputShape.join('×')}`);
  model.dispose();
  return rows;
};

test('each choice shows in the layers', () => {
  assert.deepEqual(shapes({}), [
    'block1_conv1 28×28×16',
    'block1_pool 14×14×16',
    'block2_conv1 14×14×32',
    'block2_pool 7×7×32',
    'flatten 1568',
    'dense1 64',
    'output 10',
  ]);
  assert.deepEqual(shapes({ depth: 1, filters: 4, pooling: 'strides', denseUnits: 0, classes: 3 }), [
    'block1_conv1 14×14×4',
    'flatten 784',
    'output 3',
  ]);
  assert.deepEqual(shapes({ depth: 1, convolutions: 2, batchNormalization: true, dropout: 0.5, denseUnits: [8] }), [
    'block1_conv1 28×28×16',
    'block1_conv1_norm 28×28×16',
    'block1_conv1_activation 28×28×16',
    'block1_conv2 28×28×16',
    'block1_conv2_norm 28×28×16',
    'block1_conv2_activation 28×28×16',
    'block1_pool 14×14×16',
    'flatten 3136',
    'dense1_dropout 3136',
    'dense1 8',
    'output_dropout 8',
    'output 10',
  ]);
});

test('penalties are those of the formula, on all weights but the biases', () => {
  for (const [choices, penalty] of [
    [{ l1: 0.01 }, penalties.l1],
    [{ l2: 0.01 }, penalties.l2],
  ] as const) {
    const model = cnn({ depth: 1, filters: 2, denseUnits: 3, ...choices, seed: 5 });
    const kernels = model.getWeights().filter(({ rank }) => rank > 1);
    assert.equal(kernels.length, 3);
    const expected = kernels.reduce((sum, kernel) => sum + penalty.output(kernel.arraySync() as Nested, 0.01), 0);
    model.build(); // as the first batch does
    const got = tf.tidy(() => model.calculateLosses().reduce((sum, loss) => sum + loss.dataSync()[0], 0));
    assert.ok(Math.abs(got - expected) < 1e-5 * expected, `${got} instead of ${expected}`);
    model.dispose();
  }
  const plain = cnn();
  assert.equal(plain.calculateLosses().length, 0);
  plain.dispose();
});

test('LeNet-5 has the names of the paper', () => {
  const model = lenet5({ activation: 'leakyRelu' });
  const names = ['c1', 's2', 'c3', 's4', 'flatten', 'c5', 'f6', 'output'];
  const activations = ['c1', 'c3', 'c5', 'f6'].map((name) => `${name}_activation`);
  const got = model.layers.map(({ name }) => name);
  assert.deepEqual(
    got.filter((name) => !name.includes('_')),
    names,
  );
  assert.deepEqual(
    got.filter((name) => name.includes('_')),
    activations,
  );
  model.dispose();
});

for (const [name, build] of Object.entries({ cnn, lenet5, smallVgg })) {
  test(`${name}: the seed decides the weights`, () => {
    const kernels = [1, 1, 2].map((seed) => {
      const model = build({ seed });
      const values = model.getWeights().map((weight) => weight.dataSync().join());
      model.dispose();
      return values;
    });
    assert.deepEqual(kernels[0], kernels[1]);
    const alike = kernels[0].filter((values, i) => values === kernels[2][i] && !/^[01](,[01])*$/.test(values));
    assert.deepEqual(alike, [], 'all but the biases differ');
  });
  test(`${name}: outputs are probabilities`, () => {
    const model = build({ seed: 3, classes: 7 });
    const sums = tf.tidy(() =>
      (model.predict(tf.randomUniform([4, 28, 28, 1], 0, 1, 'float32', 5)) as tf.Tensor).sum(1).dataSync(),
    );
    for (const sum of sums) assert.ok(Math.abs(sum - 1) < 1e-5);
    model.dispose();
  });
}

test('weights start with the spread that their name promises', () => {
  // 3·3·16 inputs and 3·3·32 outputs: 4,608 weights, whose measured deviation strays by about 1 %
  const wanted = {
    he: initializers.heNormal.deviation(144, 288),
    xavier: initializers.xavierUniform.deviation(144, 288),
  };
  for (const initialization of ['he', 'xavier', { deviation: 0.02 }] as const) {
    const model = cnn({ initialization, seed: 4 });
    const values = Array.from(model.getLayer('block2_conv1').getWeights()[0].dataSync());
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    const expected = typeof initialization === 'object' ? 0.02 : wanted[initialization];
    assert.ok(Math.abs(deviation / expected - 1) < 0.05, `${JSON.stringify(initialization)}: ${deviation}`);
    model.dispose();
  }
});

test('Leaky ReLU has the slope of the course', () => {
  const model = cnn({ activation: 'leakyRelu', depth: 1, denseUnits: 0 });
  const layer = model.getLayer('block1_conv1_activation');
  const [value] = tf.tidy(() => (layer.apply(tf.tensor4d([-2], [1, 1, 1, 1])) as tf.Tensor).dataSync());
  assert.ok(Math.abs(value + 0.2) < 1e-6);
  model.dispose();
});

test('what cannot be gets one sentence', () => {
  const wrong: [() => unknown, RegExp][] = [
    [() => cnn({ depth: 5 }), /28 × 28 can be halved 4 times, so depth must be at most 4, got 5\./],
    [() => cnn({ filters: 0 }), /filters must be a whole number of at least 1, got 0\./],
    [() => cnn({ classes: 1 }), /classes must be a whole number of at least 2, got 1\./],
    [() => cnn({ activation: 'gelu' as 'relu' }), /activation must be one of 'relu', .*, got "gelu"\./],
    [() => cnn({ dropout: 1 }), /dropout must be a share from 0 up to, not including, 1, got 1\./],
    [() => cnn({ l2: -0.1 }), /l2 must be a number from 0, got -0\.1\./],
    [() => cnn({ inputShape: [28, 28] as unknown as [number, number, number] }), /inputShape must be \[height, /],
    [() => cnn({ initialization: { deviation: -1 } }), /initialization\.deviation must be a number above 0, got -1\./],
    [() => lenet5({ inputShape: [8, 8, 1] }), /lenet5 needs images of at least 12 × 12, got 8 × 8\./],
    [() => lenet5({ seed: 0.5 }), /seed must be a whole number, got 0\.5\./],
  ];
  for (const [build, message] of wrong) assert.throws(build, { name: 'UserError', message });
});

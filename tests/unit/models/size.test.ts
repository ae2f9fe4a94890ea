import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { convolutionCost, denseCost } from '../../../lib/src/maths';
import { cnn, layerRows, lenet5, macs, mlp, parameterCount, smallVgg } from '../../../lib/src/models';
import published from '../../reference/architectures.json';

before(() => engineReady({ quiet: true }));

for (const size of [28, 32]) {
  test(`LeNet-5 for ${size} × ${size} pixels has the published layers, parameters and multiplications`, () => {
    const expected = published.cases.find(({ name }) => name === `lenet5-modern-${size}`);
    assert.ok(expected);
    const model = lenet5({ inputShape: [size, size, 1] });
    assert.equal(parameterCount(model), expected.params);
    assert.equal(macs(model), expected.macs);
    const rows = layerRows(model).filter(({ type }) => type !== 'Flatten');
    assert.deepEqual(
      rows.map(({ outputShape, parameters, macs: cost }) => [outputShape, parameters, cost]),
      expected.layers.map(([, , shape, parameters, cost]) => [shape, parameters, cost]),
    );
    assert.equal(parameterCount(model), model.countParams(), 'TensorFlow.js counts as many');
    model.dispose();
  });
}

test('a fully connected network costs the sum of its layers', () => {
  const model = mlp({ inputShape: [8, 8, 3], units: [20, 12], classes: 4, activation: 'leakyRelu' });
  const costs = [
    denseCost({ inputs: 192, units: 20 }),
    denseCost({ inputs: 20, units: 12 }),
    denseCost({ inputs: 12, units: 4 }),
  ];
  assert.equal(
    parameterCount(model),
    costs.reduce((sum, { parameters }) => sum + parameters, 0),
  );
  assert.equal(
    macs(model),
    costs.reduce((sum, cost) => sum + cost.macs, 0),
  );
  assert.throws(() => mlp({ units: [0] }), { name: 'UserError', message: /units/ });
  model.dispose();
});

test('a fully connected network drops pixels and hidden units in training, and has the same weights without', async () => {
  const options = { inputShape: [6, 6, 1] as [number, number, number], units: [8, 5], classes: 3, seed: 4 };
  const [plain, dropping] = [mlp(options), mlp({ ...options, inputDropout: 0.2, dropout: 0.5 })];
  const rates = dropping.layers.map(({ name, getConfig }) => [name, getConfig.call(dropping.getLayer(name)).rate]);
  assert.deepEqual(
    rates.filter(([, rate]) => rate !== undefined),
    [
      ['flatten_dropout', 0.2],
      ['dense1_dropout', 0.5],
      ['dense2_dropout', 0.5],
    ],
  );
  const weights = (model: tf.LayersModel) => model.getWeights().map((weight) => Array.from(weight.dataSync()));
  assert.deepEqual(weights(dropping), weights(plain));
  for (const wrong of [{ dropout: 1 }, { inputDropout: -0.1 }])
    assert.throws(() => mlp(wrong), { name: 'UserError', message: /ropout must be a share/ });
  plain.dispose();
  dropping.dispose();
});

test('a small VGG costs the sum of its convolutions and dense layers', () => {
  const model = smallVgg();
  const sizes = [
    [28, 1, 16],
    [28, 16, 16],
    [14, 16, 32],
    [14, 32, 32],
    [7, 32, 64],
    [7, 64, 64],
  ];
  const convolutions = sizes.map(([side, inChannels, filters]) =>
    convolutionCost({ height: side, width: side, inChannels, filters, kernel: 3, padding: 'same' }),
  );
  const dense = [
    { inputs: 3 * 3 * 64, units: 128 },
    { inputs: 128, units: 10 },
  ];
  const weights = dense.reduce((sum, { inputs, units }) => sum + inputs * units, 0);
  assert.equal(
    parameterCount(model),
    convolutions.reduce((sum, { parameters }) => sum + parameters, 0) + weights + 128 + 10,
  );
  assert.equal(macs(model), convolutions.reduce((sum, cost) => sum + cost.macs, 0) + weights);
  model.dispose();
});

test('running means and variances are no parameters', () => {
  const [plain, normalized] = [cnn(), cnn({ batchNormalization: true })];
  // γ and β come, the bias of each convolution goes: 16 + 32 maps
  assert.equal(parameterCount(normalized) - parameterCount(plain), 16 + 32);
  plain.dispose();
  normalized.dispose();
});

test('transposed and depthwise convolutions count each use of a weight', () => {
  const model = tf.sequential({
    layers: [
      tf.layers.depthwiseConv2d({ inputShape: [6, 6, 2], kernelSize: 3, depthMultiplier: 2, name: 'depthwise' }), // [4, 4, 4]
      tf.layers.conv2dTranspose({ filters: 3, kernelSize: 2, strides: 2, name: 'transposed' }), // [8, 8, 3]
    ],
  });
  const [depthwise, transposed] = layerRows(model);
  assert.equal(depthwise.macs, 4 * 4 * 3 * 3 * 4);
  assert.equal(transposed.macs, 4 * 4 * 2 * 2 * 4 * 3);
  model.dispose();
});

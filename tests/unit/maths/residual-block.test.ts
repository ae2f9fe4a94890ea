import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type BatchNormParameters,
  batchNorm,
  batchNormInference,
  batchNormInferenceBackward,
  type Filters,
  type Image,
  type ResidualBlockWeights,
  random,
  residualBlock,
  residualBlockBackward,
} from '../../../lib/src/maths';
import { makeNested } from '../../../lib/src/maths/nested';
import { assertTensorClose, inner, numericGradient, reference } from './reference';

type Case = Record<string, never> & {
  name: string;
  kind: string;
  stride: number;
  projection: boolean;
  epsilon: number;
  input: [Image];
  output: [Image];
  upstream: [Image];
  gradients: Record<string, never>;
};

for (const c of reference<Case>('blocks').filter(({ kind }) => kind === 'residual')) {
  test(`a residual block and its gradients equal PyTorch and TensorFlow: ${c.name}`, () => {
    const norm = (name: string): BatchNormParameters => ({
      gamma: c[`${name}Gamma`],
      beta: c[`${name}Beta`],
      runningMean: c[`${name}Mean`],
      runningVariance: c[`${name}Var`],
    });
    const weights: ResidualBlockWeights = {
      first: { filters: c.w1, norm: norm('bn1') },
      second: { filters: c.w2, norm: norm('bn2') },
      ...(c.projection && { shortcut: { filters: c.wShortcut, norm: norm('bnShortcut') } }),
    };
    const options = { stride: c.stride, epsilon: c.epsilon };
    assertTensorClose(residualBlock(c.input[0], weights, options), c.output[0], 'output');
    const got = residualBlockBackward(c.input[0], weights, c.upstream[0], options);
    assertTensorClose(got.gradImage, c.gradients.input[0], 'image');
    const parts: [keyof ResidualBlockWeights, string, string][] = [
      ['first', 'w1', 'bn1'],
      ['second', 'w2', 'bn2'],
      ['shortcut', 'wShortcut', 'bnShortcut'],
    ];
    assert.equal('shortcut' in got, c.projection);
    for (const [part, filters, name] of parts) {
      const gradients = got[part];
      if (!gradients) continue;
      assertTensorClose(gradients.gradFilters, c.gradients[filters], `${part}: filters`);
      assertTensorClose(gradients.gradGamma, c.gradients[`${name}Gamma`], `${part}: gamma`);
      assertTensorClose(gradients.gradBeta, c.gradients[`${name}Beta`], `${part}: beta`);
    }
  });
}

const generator = random('residual');
const normal = (...shape: number[]) => makeNested(shape, () => generator.normal()) as never;
const norm = (channels: number): BatchNormParameters => ({
  gamma: normal(channels),
  beta: normal(channels),
  runningMean: normal(channels),
  runningVariance: new Array(channels).fill(0.7),
});
const image = normal(4, 4, 2) as Image;
const same: ResidualBlockWeights = {
  first: { filters: normal(3, 3, 2, 2), norm: norm(2) },
  second: { filters: normal(3, 3, 2, 2), norm: norm(2) },
};

test('the gradients of a residual block are the numeric ones', () => {
  const upstream = normal(4, 4, 2) as Image;
  const loss = () => inner(residualBlock(image, same), upstream);
  const got = residualBlockBackward(image, same, upstream);
  assertTensorClose(got.gradImage, numericGradient(image, loss), 'image', 1e-6);
  assertTensorClose(got.first.gradFilters, numericGradient(same.first.filters, loss), 'filters', 1e-6);
  assertTensorClose(got.second.gradGamma, numericGradient(same.second.norm.gamma, loss), 'gamma', 1e-6);
});

test('where the convolutions give nothing, the gradient passes as it is', () => {
  const silent = { ...same, second: { ...same.second, norm: { ...norm(2), gamma: [0, 0], beta: [0, 0] } } };
  const positive = image.map((row) => row.map((pixel) => pixel.map((value) => Math.abs(value) + 0.1)));
  const upstream = normal(4, 4, 2) as Image;
  assert.deepEqual(residualBlock(positive, silent), positive);
  assertTensorClose(residualBlockBackward(positive, silent, upstream).gradImage, upstream, 'gradient', 1e-12);
});

test('the gradient of batch normalization in use is the numeric one, and lacks what training adds', () => {
  const parameters = norm(2);
  const upstream = normal(4, 4, 2) as Image;
  const loss = () => inner(batchNormInference(image, parameters), upstream);
  const got = batchNormInferenceBackward(image, parameters, upstream);
  assertTensorClose(got.gradInput, numericGradient(image, loss), 'input', 1e-7);
  assertTensorClose(got.gradGamma, numericGradient(parameters.gamma, loss), 'gamma', 1e-7);
  assertTensorClose(got.gradBeta, numericGradient(parameters.beta, loss), 'beta', 1e-7);
  const training = () => inner(batchNorm(image, parameters).output, upstream);
  assert.throws(() => assertTensorClose(got.gradInput, numericGradient(image, training), 'training'));
});

const wider = { ...same, second: { filters: normal(3, 3, 2, 5) as Filters, norm: norm(5) } };
const mistakes: [string, () => unknown, RegExp][] = [
  [
    'no shortcut',
    () => residualBlock(image, wider),
    /^shortcut: expected a 1 × 1 convolution, .* it gives \[4, 4, 5\] for an image of \[4, 4, 2\]\.$/,
  ],
  [
    'shortcut of another shape',
    () => residualBlock(image, { ...same, shortcut: { filters: normal(1, 1, 2, 3), norm: norm(3) } }),
    /^shortcut: expected shape \[4, 4, 2\] .* got \[4, 4, 3\]/,
  ],
  ['upstream', () => residualBlockBackward(image, same, [[[1]]]), /^upstream: expected shape \[4, 4, 2\]/],
];
for (const [name, call, message] of mistakes) {
  test(`a residual block says what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}

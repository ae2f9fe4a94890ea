import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Image,
  type Matrix,
  random,
  scaledDotProductAttention,
  scaledDotProductAttentionBackward,
  squeezeExcitation,
  squeezeExcitationBackward,
} from '../../../lib/src/maths';
import { combineNested, makeNested } from '../../../lib/src/maths/nested';
import { assertTensorClose, inner, numericGradient, reference } from './reference';

interface AttentionCase {
  name: string;
  kind: string;
  causal: boolean;
  query: Matrix[];
  key: Matrix[];
  value: Matrix[];
  weights: Matrix[];
  output: Matrix[];
  upstream: Matrix[];
  gradients: { query: Matrix[]; key: Matrix[]; value: Matrix[] };
}

for (const c of reference<AttentionCase>('blocks').filter(({ kind }) => kind === 'attention')) {
  test(`attention and its gradients equal PyTorch: ${c.name}`, () => {
    const { causal } = c;
    c.query.forEach((query, n) => {
      const [key, value] = [c.key[n], c.value[n]];
      const { output, weights } = scaledDotProductAttention(query, key, value, { causal });
      assertTensorClose(weights, c.weights[n], `weights ${n}`);
      assertTensorClose(output, c.output[n], `output ${n}`);
      const got = scaledDotProductAttentionBackward(query, key, value, c.upstream[n], { causal });
      assertTensorClose(got.gradQuery, c.gradients.query[n], `query ${n}`);
      assertTensorClose(got.gradKey, c.gradients.key[n], `key ${n}`);
      assertTensorClose(got.gradValue, c.gradients.value[n], `value ${n}`);
    });
  });
}

const generator = random('attention');
const normal = (...shape: number[]) => makeNested(shape, () => generator.normal()) as never;
const [query, key, value]: Matrix[] = [normal(3, 4), normal(5, 4), normal(5, 2)];
const mask = [
  [1, 0, 1, 1, 0],
  [0, 0, 0, 1, 0],
  [1, 1, 1, 1, 1],
];

test('a mask is the same as keys that are not there', () => {
  const { output, weights } = scaledDotProductAttention(query, key, value, { mask });
  mask.forEach((row, t) => {
    const seen = row.flatMap((may, k) => (may ? [k] : []));
    const pick = (rows: Matrix) => seen.map((k) => rows[k]);
    const alone = scaledDotProductAttention([query[t]], pick(key), pick(value));
    assertTensorClose(output[t], alone.output[0], `query ${t}`, 1e-12);
    for (const [k, may] of row.entries()) if (!may) assert.equal(weights[t][k], 0);
  });
});

test('the gradients of masked attention are the numeric ones', () => {
  const upstream = normal(3, 2) as Matrix;
  const loss = () => inner(scaledDotProductAttention(query, key, value, { mask }).output, upstream);
  const got = scaledDotProductAttentionBackward(query, key, value, upstream, { mask });
  assertTensorClose(got.gradQuery, numericGradient(query, loss), 'query', 1e-7);
  assertTensorClose(got.gradKey, numericGradient(key, loss), 'key', 1e-7);
  assertTensorClose(got.gradValue, numericGradient(value, loss), 'value', 1e-7);
});

test('attention with scores that would overflow is still a mean of values', () => {
  const { output } = scaledDotProductAttention(
    [[1e5, 0]],
    [
      [1e5, 0],
      [0, 1],
    ],
    [[3], [4]],
  );
  assert.deepEqual(output, [[3]]);
});

interface ExcitationCase {
  kind: string;
  input: Image[];
  w1: Matrix;
  b1: number[];
  w2: Matrix;
  b2: number[];
  squeezed: Matrix;
  scale: Matrix;
  output: Image[];
  upstream: Image[];
  gradients: { input: Image[]; w1: Matrix; b1: number[]; w2: Matrix; b2: number[] };
}

test('squeeze-and-excitation and its gradients equal PyTorch and TensorFlow', () => {
  const c = reference<ExcitationCase>('blocks').find(({ kind }) => kind === 'squeezeExcitation') as ExcitationCase;
  const weights = { reduce: c.w1, reduceBias: c.b1, expand: c.w2, expandBias: c.b2 };
  const gradients = c.input.map((image, n) => {
    const { output, squeezed, scale } = squeezeExcitation(image, weights);
    assertTensorClose(squeezed, c.squeezed[n], `squeezed ${n}`);
    assertTensorClose(scale, c.scale[n], `scale ${n}`);
    assertTensorClose(output, c.output[n], `output ${n}`);
    const got = squeezeExcitationBackward(image, weights, c.upstream[n]);
    assertTensorClose(got.gradImage, c.gradients.input[n], `image ${n}`);
    return got.gradWeights;
  });
  const [first, second] = gradients; // the images of the batch share the weights
  const { w1, b1, w2, b2 } = c.gradients;
  for (const [part, expected] of Object.entries({ reduce: w1, reduceBias: b1, expand: w2, expandBias: b2 })) {
    const name = part as keyof typeof first;
    assertTensorClose(
      combineNested(first[name] as number[], second[name] as number[], (a, b) => a + b),
      expected,
      part,
    );
  }
});

test('the gradients of squeeze-and-excitation are the numeric ones', () => {
  const [image, upstream]: Image[] = [normal(3, 2, 4), normal(3, 2, 4)];
  const weights = { reduce: normal(4, 2), reduceBias: [0.5, 0.4], expand: normal(2, 4), expandBias: normal(4) };
  const loss = () => inner(squeezeExcitation(image, weights).output, upstream);
  const got = squeezeExcitationBackward(image, weights, upstream);
  assertTensorClose(got.gradImage, numericGradient(image, loss), 'image', 1e-7);
  assertTensorClose(got.gradWeights.reduce, numericGradient(weights.reduce, loss), 'reduce', 1e-7);
  assertTensorClose(got.gradWeights.expandBias, numericGradient(weights.expandBias, loss), 'expandBias', 1e-7);
});

const mistakes: [string, () => unknown, RegExp][] = [
  ['key size', () => scaledDotProductAttention(query, value, value), /^key: expected vectors of 4 numbers, .* got 2/],
  ['values', () => scaledDotProductAttention(query, key, query), /^value: expected 5 vectors, one for each key, got 3/],
  [
    'mask shape',
    () => scaledDotProductAttention(query, key, value, { mask: [[1]] }),
    /^mask: expected shape \[3, 5\] .* got \[1, 1\]/,
  ],
  [
    'a query that sees nothing',
    () =>
      scaledDotProductAttention(query, key, value, { mask: mask.map((row, t) => (t === 1 ? row.map(() => 0) : row)) }),
    /^mask: expected at least one key for each query, got none for query 1\.$/,
  ],
  ['upstream', () => scaledDotProductAttentionBackward(query, key, value, query), /^upstream: expected shape \[3, 2\]/],
  [
    'layers of squeeze-and-excitation',
    () => squeezeExcitation([[[1, 2]]], { reduce: [[1], [1]], reduceBias: [0], expand: [[1]], expandBias: [0] }),
    /^expand: expected shape \[1, 2\] \(\[reduced, channels\]\), got \[1, 1\]/,
  ],
];
for (const [name, call, message] of mistakes) {
  test(`attention says what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { type Convolution1dOptions, conv1d, conv1dBackward, type Matrix, random } from '../../../lib/src/maths';
import { makeNested } from '../../../lib/src/maths/nested';
import { assertTensorClose, inner, numericGradient, reference } from './reference';

interface Case {
  name: string;
  kind: string;
  strides: number;
  dilation: number;
  padding: 'valid' | 'same' | 'causal';
  input: Matrix[];
  filters: number[][][];
  bias: number[];
  output: Matrix[];
  upstream: Matrix[];
  gradients: { input: Matrix[]; filters: number[][][]; bias: number[] };
}

for (const c of reference<Case>('blocks').filter(({ kind }) => kind === 'conv1d')) {
  test(`conv1d and its gradients equal PyTorch and Keras: ${c.name}`, () => {
    const options: Convolution1dOptions = {
      stride: c.strides,
      dilation: c.dilation,
      padding: c.padding,
      bias: c.bias,
    };
    c.input.forEach((sequence, n) => {
      assertTensorClose(conv1d(sequence, c.filters, options), c.output[n], `output ${n}`);
    });
    const gradients = c.input.map((sequence, n) => conv1dBackward(sequence, c.filters, c.upstream[n], options));
    gradients.forEach(({ gradSequence }, n) => {
      assertTensorClose(gradSequence, c.gradients.input[n], `gradSequence ${n}`);
    });
    // The filters are shared by the sequences of a batch, so their gradients add up.
    const sum = (parts: tf.Tensor[]) => tf.addN(parts).arraySync() as number[];
    const filters = gradients.map(({ gradFilters }) => tf.tensor(gradFilters));
    assertTensorClose(sum(filters), c.gradients.filters, 'gradFilters');
    assertTensorClose(sum(gradients.map(({ gradBias }) => tf.tensor(gradBias))), c.gradients.bias, 'gradBias');
  });
}

/** Thirty layers of random shape; every padding meets strides and dilations. */
function randomLayers() {
  const generator = random('layers of conv1d');
  return Array.from({ length: 30 }, (_, index) => {
    const padding = (['valid', 'same', 'causal', 2] as const)[index % 4];
    const [stride, dilation] = [1 + generator.integer(3), 1 + generator.integer(3)];
    const [kernel, inChannels, outChannels] = [1 + generator.integer(3), 1 + generator.integer(3), 1 + (index % 3)];
    const sequence = makeNested([7 + generator.integer(6), inChannels], () => generator.normal()) as Matrix;
    const filters = makeNested([kernel, inChannels, outChannels], () => generator.normal()) as number[][][];
    const bias = makeNested([outChannels], () => generator.normal()) as number[];
    const options: Convolution1dOptions = { stride, dilation, padding, bias };
    return { sequence, filters, options, generator, text: JSON.stringify({ stride, dilation, padding, kernel }) };
  });
}

test('conv1d equals TensorFlow.js on random layers', async () => {
  await tf.setBackend('cpu');
  for (const { sequence, filters, options, text } of randomLayers()) {
    const { stride, dilation = 1, padding, bias = [] } = options;
    if (stride !== 1 && dilation !== 1) continue; // TensorFlow.js does not combine them
    const spread = dilation * (filters.length - 1);
    const [before, after] = padding === 'causal' ? [spread, 0] : padding === 2 ? [2, 2] : [0, 0];
    const theirs = tf.tidy(() => {
      const padded = tf.pad(tf.tensor2d(sequence), [
        [before, after],
        [0, 0],
      ]) as tf.Tensor2D;
      const pad = padding === 'same' ? 'same' : 'valid';
      return tf
        .conv1d(padded, tf.tensor3d(filters), stride ?? 1, pad, 'NWC', dilation)
        .add(bias)
        .arraySync();
    });
    assertTensorClose(conv1d(sequence, filters, options), theirs as Matrix, text);
  }
});

test('conv1dBackward equals numeric gradients on random layers', () => {
  for (const { sequence, filters, options, generator, text } of randomLayers()) {
    const upstream = conv1d(sequence, filters, options).map((row) => row.map(() => generator.normal()));
    const loss = () => inner(conv1d(sequence, filters, options), upstream);
    const got = conv1dBackward(sequence, filters, upstream, options);
    assertTensorClose(got.gradSequence, numericGradient(sequence, loss), `gradSequence of ${text}`, 1e-7);
    assertTensorClose(got.gradFilters, numericGradient(filters, loss), `gradFilters of ${text}`, 1e-7);
    assertTensorClose(got.gradBias, numericGradient(options.bias as number[], loss), `gradBias of ${text}`, 1e-7);
  }
});

test('a causal output does not change when a later step does', () => {
  const generator = random('the future');
  const sequence = makeNested([12, 2], () => generator.normal()) as Matrix;
  const filters = makeNested([3, 2, 2], () => generator.normal()) as number[][][];
  const options = { padding: 'causal', dilation: 2 } as const;
  const before = conv1d(sequence, filters, options);
  const changed = sequence.map((step, t) => (t < 7 ? step : step.map((value) => value + 10)));
  const after = conv1d(changed, filters, options);
  assert.deepEqual(after.slice(0, 7), before.slice(0, 7));
  for (let t = 7; t < 12; t++) assert.notDeepEqual(after[t], before[t]);
});

const sequence = makeNested([5, 2], () => 1) as Matrix;
const filters = makeNested([3, 2, 4], () => 1) as number[][][];
const mistakes: [string, () => unknown, RegExp][] = [
  ['channels', () => conv1d(sequence, [[[1]]]), /^filters: expected 2 inChannels \(second size\), .* got 1\.$/],
  ['a bank of 2-D filters', () => conv1d(sequence, [filters] as never), /^filters: .*kernelSize, inChannels, outCha/],
  ['padding', () => conv1d(sequence, filters, { padding: 'full' as never }), /^padding: expected .*'causal'.* "full"/],
  ['stride', () => conv1d(sequence, filters, { stride: 0 }), /^stride: expected a whole number of at least 1, got 0/],
  ['too long', () => conv1d(sequence, filters, { dilation: 3 }), /does not fit into the sequence: .* got 7 \(kernel/],
  ['bias', () => conv1d(sequence, filters, { bias: [1] }), /^bias: expected 4 numbers, one a filter, got 1\.$/],
  ['a vector', () => conv1d([1, 2] as never, filters), /^sequence: expected nested arrays \[steps, inChannels\]/],
  ['upstream', () => conv1dBackward(sequence, filters, sequence), /^upstream: expected shape \[3, 4\] .* \[5, 2\]/],
];
for (const [name, call, message] of mistakes) {
  test(`conv1d says what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}

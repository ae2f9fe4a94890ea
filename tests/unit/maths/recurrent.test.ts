import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import {
  type ConvLstmState,
  convLstmStep,
  convLstmStepBackward,
  type Filters,
  gruStep,
  gruStepBackward,
  type Image,
  type LstmState,
  lstmStep,
  lstmStepBackward,
  type Matrix,
  random,
} from '../../../lib/src/maths';
import { combineNested, makeNested, mapNested, type Nested } from '../../../lib/src/maths/nested';
import { assertTensorClose, inner, numericGradient, reference } from './reference';

interface LstmCase {
  kind: string;
  input: number[][][];
  W: Matrix;
  U: Matrix;
  b: number[];
  h0: Matrix;
  c0: Matrix;
  cellStates: number[][][];
  output: number[][][];
  upstream: number[][][];
  gradients: { input: number[][][]; W: Matrix; U: Matrix; b: number[]; h0: Matrix; c0: Matrix };
}

const add = <T extends Nested>(a: T, b: T): T => combineNested(a, b, (x, y) => x + y);
const zeros = <T extends Nested>(like: T): T => mapNested(like, () => 0);

test('three steps of an LSTM and their gradients equal PyTorch and Keras', () => {
  const c = reference<LstmCase>('blocks').find(({ kind }) => kind === 'lstm') as LstmCase;
  const weights = { input: c.W, recurrent: c.U, bias: c.b };
  const stepOf = (values: number[][][], t: number) => values.map((sequence) => sequence[t]); // [batch, …]
  const states: LstmState[] = [{ hidden: c.h0, cell: c.c0 }];
  for (let t = 0; t < 3; t++) {
    states.push(lstmStep(stepOf(c.input, t), states[t], weights));
    assertTensorClose(states[t + 1].hidden, stepOf(c.output, t), `hidden state ${t}`);
    assertTensorClose(states[t + 1].cell, stepOf(c.cellStates, t), `cell ${t}`);
  }
  let total = { input: zeros(c.W), recurrent: zeros(c.U), bias: zeros(c.b) };
  let later: LstmState = { hidden: zeros(c.h0), cell: zeros(c.c0) };
  for (let t = 2; t >= 0; t--) {
    const upstream = { hidden: add(later.hidden, stepOf(c.upstream, t)), cell: later.cell };
    const got = lstmStepBackward(stepOf(c.input, t), states[t], weights, upstream);
    assertTensorClose(got.gradInput, stepOf(c.gradients.input, t), `gradient of input ${t}`);
    later = got.gradState;
    total = {
      input: add(total.input, got.gradWeights.input),
      recurrent: add(total.recurrent, got.gradWeights.recurrent),
      bias: add(total.bias, got.gradWeights.bias),
    };
  }
  assertTensorClose(total.input, c.gradients.W, 'W');
  assertTensorClose(total.recurrent, c.gradients.U, 'U');
  assertTensorClose(total.bias, c.gradients.b, 'b');
  assertTensorClose(later.hidden, c.gradients.h0, 'h0');
  assertTensorClose(later.cell, c.gradients.c0, 'c0');
});

interface ConvLstmCase {
  kind: string;
  input: [Image];
  W: Filters;
  U: Filters;
  b: number[];
  h0: [Image];
  c0: [Image];
  cellState: [Image];
  output: [Image];
  upstream: [Image];
  gradients: { input: [Image]; W: Filters; U: Filters; b: number[]; h0: [Image]; c0: [Image] };
}

test('a step of a ConvLSTM and its gradients equal PyTorch and Keras', () => {
  const c = reference<ConvLstmCase>('blocks').find(({ kind }) => kind === 'convlstm') as ConvLstmCase;
  const weights = { input: c.W, recurrent: c.U, bias: c.b };
  const state: ConvLstmState = { hidden: c.h0[0], cell: c.c0[0] };
  const next = convLstmStep(c.input[0], state, weights);
  assertTensorClose(next.hidden, c.output[0], 'hidden state');
  assertTensorClose(next.cell, c.cellState[0], 'cell');
  const upstream = { hidden: c.upstream[0], cell: zeros(c.c0[0]) };
  const got = convLstmStepBackward(c.input[0], state, weights, upstream);
  assertTensorClose(got.gradImage, c.gradients.input[0], 'image');
  assertTensorClose(got.gradWeights.input, c.gradients.W, 'W');
  assertTensorClose(got.gradWeights.recurrent, c.gradients.U, 'U');
  assertTensorClose(got.gradWeights.bias, c.gradients.b, 'b');
  assertTensorClose(got.gradState.hidden, c.gradients.h0[0], 'h0');
  assertTensorClose(got.gradState.cell, c.gradients.c0[0], 'c0');
});

const generator = random('recurrent cells');
const normal = (...shape: number[]) => makeNested(shape, () => generator.normal()) as never;
const batch = { input: normal(2, 3) as Matrix, hidden: normal(2, 4) as Matrix, cell: normal(2, 4) as Matrix };
const upstream: LstmState = { hidden: normal(2, 4), cell: normal(2, 4) };

test('the gradients of an LSTM step are the numeric ones, also those that come through the cell', () => {
  const state = { hidden: batch.hidden, cell: batch.cell };
  const weights = { input: normal(3, 16) as Matrix, recurrent: normal(4, 16) as Matrix, bias: normal(16) as number[] };
  const loss = () => {
    const { hidden, cell } = lstmStep(batch.input, state, weights);
    return inner(hidden, upstream.hidden) + inner(cell, upstream.cell);
  };
  const got = lstmStepBackward(batch.input, state, weights, upstream);
  assertTensorClose(got.gradInput, numericGradient(batch.input, loss), 'input', 1e-7);
  assertTensorClose(got.gradState.hidden, numericGradient(state.hidden, loss), 'hidden', 1e-7);
  assertTensorClose(got.gradState.cell, numericGradient(state.cell, loss), 'cell', 1e-7);
  for (const part of ['input', 'recurrent', 'bias'] as const) {
    assertTensorClose(got.gradWeights[part], numericGradient(weights[part], loss), part, 1e-7);
  }
});

const gru = { input: normal(3, 12) as Matrix, recurrent: normal(4, 12) as Matrix, bias: normal(12) as number[] };

test('a GRU step equals that of TensorFlow.js', async () => {
  await tf.setBackend('cpu');
  tf.tidy(() => {
    const cell = tf.layers.gruCell({ units: 4, recurrentActivation: 'sigmoid' });
    cell.build([null, 3]);
    cell.setWeights([tf.tensor(gru.input), tf.tensor(gru.recurrent), tf.tensor(gru.bias)]);
    const [output] = cell.call([tf.tensor(batch.input), tf.tensor(batch.hidden)], {}) as tf.Tensor[];
    assertTensorClose(gruStep(batch.input, batch.hidden, gru), output.arraySync() as Matrix, 'hidden state');
  });
});

test('the gradients of a GRU step are the numeric ones', () => {
  const loss = () => inner(gruStep(batch.input, batch.hidden, gru), upstream.hidden);
  const got = gruStepBackward(batch.input, batch.hidden, gru, upstream.hidden);
  assertTensorClose(got.gradInput, numericGradient(batch.input, loss), 'input', 1e-7);
  assertTensorClose(got.gradHidden, numericGradient(batch.hidden, loss), 'hidden', 1e-7);
  for (const part of ['input', 'recurrent', 'bias'] as const) {
    assertTensorClose(got.gradWeights[part], numericGradient(gru[part], loss), part, 1e-7);
  }
});

const frame = normal(5, 4, 2) as Image;
const frameState: ConvLstmState = { hidden: normal(5, 4, 3), cell: normal(5, 4, 3) };
const filters = {
  input: normal(3, 3, 2, 12) as Filters,
  recurrent: normal(3, 3, 3, 12) as Filters,
  bias: normal(12) as number[],
};

test('the gradients of a ConvLSTM step that come through the cell are the numeric ones', () => {
  const up: ConvLstmState = { hidden: normal(5, 4, 3), cell: normal(5, 4, 3) };
  const loss = () => {
    const { hidden, cell } = convLstmStep(frame, frameState, filters);
    return inner(hidden, up.hidden) + inner(cell, up.cell);
  };
  const got = convLstmStepBackward(frame, frameState, filters, up);
  assertTensorClose(got.gradImage, numericGradient(frame, loss), 'image', 1e-7);
  assertTensorClose(got.gradState.hidden, numericGradient(frameState.hidden, loss), 'hidden', 1e-7);
  assertTensorClose(got.gradState.cell, numericGradient(frameState.cell, loss), 'cell', 1e-7);
});

const lstm = { input: normal(3, 16) as Matrix, recurrent: normal(4, 16) as Matrix, bias: normal(16) as number[] };
const mistakes: [string, () => unknown, RegExp][] = [
  [
    'weights of a GRU in an LSTM',
    () => lstmStep(batch.input, batch, gru),
    /^weights.recurrent: expected shape \[4, 16\] \(for 3 inputs and 4 units\), got \[4, 12\]/,
  ],
  [
    'another batch',
    () => lstmStep([[1, 2, 3]], batch, lstm),
    /^state.hidden: expected shape \[1, 4\] \(\[batch, units\]\), got \[2, 4\]/,
  ],
  ['no cell', () => lstmStep(batch.input, { hidden: batch.hidden } as never, lstm), /^state.cell: .* got undefined/],
  [
    'bias',
    () => gruStep(batch.input, batch.hidden, { ...gru, bias: [1] }),
    /^weights.bias: expected 12 numbers, three a unit/,
  ],
  ['upstream', () => gruStepBackward(batch.input, batch.hidden, gru, [[1]]), /^upstream: expected shape \[2, 4\]/],
  [
    'gates missing',
    () =>
      convLstmStep(frame, frameState, {
        ...filters,
        input: filters.input.slice(0, 1).map((row) => row.map((c) => c.map((w) => w.slice(0, 3)))),
      }),
    /^weights.input: expected 12 outChannels, four for each unit, got 3/,
  ],
  [
    'state of another size',
    () => convLstmStep(frame.slice(0, 3), frameState, filters),
    /^state.hidden: expected shape \[3, 4, 3\]/,
  ],
];
for (const [name, call, message] of mistakes) {
  test(`a recurrent step says what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { conv2d } from '../../../lib/src/maths/conv2d';
import { outputSize, receptiveField, receptiveFields, samePadding, unitsSeen } from '../../../lib/src/maths/geometry';
import { makeFilters, makeImage } from '../../../lib/src/maths/image';
import { reference } from './reference';

interface Layer {
  kernel: number;
  stride: number;
  pad: number;
  dilation: number;
  output: number;
  receptiveField: number;
  jump: number;
  firstCenter: number;
}
interface Case {
  name: string;
  kind: 'outputSize' | 'paddingModes' | 'transposedSize' | 'receptiveField';
  n: number;
  kernel: number;
  stride: number;
  pad: number;
  dilation: number;
  output: number | null;
  same: { output: number; padBefore: number; padAfter: number };
  valid: { output: number | null };
  layers: Layer[];
}
const cases = reference<Case>('geometry');

for (const c of cases.filter(({ kind }) => kind === 'outputSize')) {
  test(`outputSize equals PyTorch: ${c.name}`, () => {
    const size = () => outputSize(c.n, { kernel: c.kernel, stride: c.stride, padding: c.pad, dilation: c.dilation });
    if (c.output === null) assert.throws(size, { name: 'ShapeError', message: /does not fit/ });
    else assert.equal(size(), c.output);
  });
}

for (const c of cases.filter(({ kind }) => kind === 'paddingModes')) {
  test(`padding modes equal TensorFlow: ${c.name}`, () => {
    const { kernel, stride, dilation } = c;
    assert.equal(outputSize(c.n, { kernel, stride, dilation, padding: 'same' }), c.same.output);
    assert.deepEqual(samePadding(c.n, kernel, stride, dilation), { before: c.same.padBefore, after: c.same.padAfter });
    assert.equal(outputSize(c.n, { kernel, stride, dilation, padding: 'valid' }), c.valid.output);
    assert.equal(outputSize(c.n, { kernel, stride, dilation }), c.valid.output);
  });
}

test('sizes equal those of TensorFlow.js for all small layers', async () => {
  await tf.setBackend('cpu');
  for (let size = 1; size <= 9; size++) {
    for (let kernel = 1; kernel <= 5; kernel++) {
      for (let stride = 1; stride <= 3; stride++) {
        for (const padding of ['valid', 'same'] as const) {
          if (padding === 'valid' && kernel > size) {
            assert.throws(() => outputSize(size, { kernel, stride, padding }), { name: 'ShapeError' });
            continue;
          }
          const expected = tf.tidy(
            () =>
              tf.conv2d(
                tf.zeros<tf.Rank.R3>([size, size, 1]),
                tf.zeros<tf.Rank.R4>([kernel, kernel, 1, 1]),
                stride,
                padding,
              ).shape[0],
          );
          assert.equal(
            outputSize(size, { kernel, stride, padding }),
            expected,
            `${size} ${kernel} ${stride} ${padding}`,
          );
        }
      }
    }
  }
});

for (const c of cases.filter(({ kind }) => kind === 'receptiveField')) {
  test(`receptive fields: ${c.name}`, () => {
    const layers = c.layers.map(({ kernel, stride, pad, dilation }) => ({ kernel, stride, padding: pad, dilation }));
    const expected = c.layers.map((layer) => ({
      size: layer.receptiveField,
      jump: layer.jump,
      firstCenter: layer.firstCenter,
    }));
    assert.deepEqual(receptiveFields(layers), expected);
    assert.deepEqual(receptiveField(layers), expected.at(-1));
  });
}

test('the receptive field is the part of the input that moves an output', () => {
  const layers = [
    { kernel: 3, stride: 2, padding: 1 },
    { kernel: 3, dilation: 2 },
    { kernel: 2, stride: 2 },
  ];
  // One row of 41 pixels through real convolutions of ones: the second output changes for the pixels that it sees.
  const second = (changed: number) => {
    let row = makeImage(1, 41, 1, (_, x) => (x === changed ? 1 : 0));
    for (const { kernel, stride = 1, padding = 0, dilation = 1 } of layers) {
      row = conv2d(
        row,
        makeFilters(1, kernel, 1, 1, () => 1),
        { stride: [1, stride], padding: [0, padding], dilation: [1, dilation] },
      );
    }
    return row[0][1][0];
  };
  const seen = Array.from({ length: 41 }, (_, x) => x).filter((x) => second(x) !== 0);
  const { size, jump, firstCenter } = receptiveField(layers);
  const center = firstCenter + jump; // of the second output
  assert.equal(seen[0], center - size / 2);
  assert.equal((seen.at(-1) as number) + 1, center + size / 2);
});

test('names of layers are kept; no layers see a pixel', () => {
  assert.deepEqual(receptiveFields([{ kernel: 3, name: 'conv1' }])[0].name, 'conv1');
  assert.deepEqual(receptiveField([]), { size: 1, jump: 1, firstCenter: 0.5 });
});

const mistakes: [string, () => unknown, RegExp][] = [
  ['size', () => outputSize(0, { kernel: 3 }), /^size: .* got 0\.$/],
  ['no kernel', () => outputSize(5, {} as never), /^kernel: .* got undefined\.$/],
  ['stride', () => outputSize(5, { kernel: 3, stride: Number.NaN }), /^stride: .* got NaN\.$/],
  ['stride with same', () => outputSize(5, { kernel: 3, stride: 0, padding: 'same' }), /^stride: .* got 0\.$/],
  ['padding', () => outputSize(5, { kernel: 3, padding: 'full' as never }), /^padding: .* got the text "full"\.$/],
  ['kernel as number', () => outputSize(5, 3 as never), /^options of outputSize: expected an object .* got 3\.$/],
  ['layer', () => receptiveField([{ kernel: 3 }, { kernel: 2.5 }]), /^layers\[1\]\.kernel: .* got 2\.5\.$/],
  [
    'same in a stack',
    () => receptiveField([{ kernel: 3, padding: 'same' as never }]),
    /^layers\[0\]\.padding: .* "same"\.$/,
  ],
  [
    'one layer, no list',
    () => receptiveField({ kernel: 3 } as never),
    /^layers: expected a list of layers, got an object\.$/,
  ],
];
for (const [name, call, message] of mistakes) {
  test(`geometry says what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}

test('unitsSeen follows a unit back window by window, padding and gaps included', () => {
  const layers = [
    { kernel: 3, padding: 1 },
    { kernel: 2, stride: 2 },
    { kernel: 2, dilation: 3, padding: 1 },
  ];
  // Unit 1 reads units 0 and 3; they read 0, 1 and 6, 7; and those the pixels around them, from the padding −1 on.
  assert.deepEqual(unitsSeen(12, layers, 1), [[-1, 0, 1, 2, 5, 6, 7, 8], [0, 1, 6, 7], [0, 3], [1]]);
  // Unit 0 reads a unit of the padding and unit 2: what is padding depends on nothing.
  assert.deepEqual(unitsSeen(12, layers, 0), [[3, 4, 5, 6], [4, 5], [-1, 2], [0]]);
  assert.deepEqual(unitsSeen(5, [], 4), [[4]]);
  assert.throws(() => unitsSeen(12, [{ kernel: 0 }], 0), { name: 'ShapeError' });
  assert.throws(() => unitsSeen(12, layers, -1), /unit: expected a whole number/);
  assert.throws(() => unitsSeen(5, [], 5), /unit: expected one of 0 … 4, got 5\./);
});

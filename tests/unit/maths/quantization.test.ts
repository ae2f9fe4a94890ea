import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dequantize,
  dequantizeChannels,
  type QuantizationScheme,
  quantizationParameters,
  quantize,
  quantizeChannels,
  random,
  ShapeError,
} from '../../../lib/src/maths';
import { assertTensorClose, reference } from './reference';

interface Case {
  kind: string;
  scheme: QuantizationScheme;
  bits: number;
  values: number[][];
  scale: number;
  scales: number[];
  zeroPoint: number;
  zeroPoints: number[];
  quantized: number[][];
  dequantized: number[][];
}

const cases = reference<Case>('compression');
const ofKind = (wanted: string) => cases.filter(({ kind }) => kind === wanted);

for (const { scheme, bits, values, scale, zeroPoint, quantized, dequantized } of ofKind('tensor')) {
  test(`${scheme} quantization to ${bits} bits equals PyTorch`, () => {
    const parameters = quantizationParameters(values, { scheme, bits });
    assertTensorClose([parameters.scale], [scale], 'scale', 1e-6);
    assert.equal(parameters.zeroPoint, zeroPoint);
    const whole = quantize(values, parameters);
    assert.deepEqual(whole, quantized);
    assertTensorClose(dequantize(whole, parameters), dequantized, 'dequantized', 1e-6);
  });
}

for (const { scheme, bits, values, scales, zeroPoints, quantized, dequantized } of ofKind('channels')) {
  test(`${scheme} quantization of channels to ${bits} bits equals PyTorch`, () => {
    const got = quantizeChannels(values, { scheme, bits });
    const scalesGot = got.parameters.map(({ scale }) => scale);
    assertTensorClose(scalesGot, scales, 'scales', 1e-6);
    assert.deepEqual(
      got.parameters.map(({ zeroPoint }) => zeroPoint),
      zeroPoints,
    );
    assert.deepEqual(got.quantized, quantized);
    assertTensorClose(dequantizeChannels(got), dequantized, 'dequantized', 1e-6);
  });
}

test('halves go to the even whole number, what is out of range to its end, as in PyTorch', () => {
  const [{ values, zeroPoint, dequantized }] = ofKind('ties');
  const parameters = { scale: 1, zeroPoint, lowest: -8, highest: 7 };
  assert.deepEqual(dequantize(quantize(values, parameters), parameters), dequantized);
});

test('what comes back is at most half a scale away, and zero comes back as zero', () => {
  const draw = random(1);
  const values = Array.from({ length: 500 }, () => draw.normal(0.3));
  for (const scheme of ['affine', 'symmetric'] as const) {
    for (const bits of [2, 3, 5, 8]) {
      const parameters = quantizationParameters(values, { scheme, bits });
      const back = dequantize(quantize(values, parameters), parameters);
      // the zero point is rounded too, which may push the ends of the affine range out by half a scale
      const allowed = parameters.scale * (scheme === 'affine' ? 1 : 0.5) * (1 + 1e-9);
      back.forEach((value, index) => {
        assert.ok(Math.abs(value - values[index]) <= allowed, `${scheme}, ${bits} bits: ${values[index]} → ${value}`);
      });
      assert.equal(dequantize(quantize(0, parameters), parameters), 0);
    }
  }
});

test('values that are all on one side of zero, or all zero, are quantized too', () => {
  const above = quantizationParameters([1, 2, 5.1], { scheme: 'affine' });
  assert.deepEqual([above.scale, above.zeroPoint], [5.1 / 255, -128]);
  const below = quantizationParameters([[-5.1], [-1]], { scheme: 'affine' });
  assert.deepEqual([below.scale, below.zeroPoint], [5.1 / 255, 127]);
  for (const scheme of ['affine', 'symmetric'] as const) {
    const parameters = quantizationParameters([0, 0], { scheme });
    assert.deepEqual(dequantize(quantize([0, 0], parameters), parameters), [0, 0]);
  }
});

test('a scale for each channel leaves a smaller error than one for all', () => {
  const draw = random(2);
  const filters = Array.from({ length: 9 }, () => [0.01, 0.2, 3].map((spread) => draw.normal(0, spread)));
  const relativeError = (back: number[][]) =>
    back.flat().reduce((sum, value, index) => sum + Math.abs(value / filters.flat()[index] - 1), 0);
  const parameters = quantizationParameters(filters, { bits: 4 });
  const together = relativeError(dequantize(quantize(filters, parameters), parameters));
  assert.ok(relativeError(dequantizeChannels(quantizeChannels(filters, { bits: 4 }))) < together / 2);
});

test('what cannot be quantized is told in one sentence', () => {
  const mistakes: [() => unknown, RegExp][] = [
    [() => quantizationParameters([1], { bits: 9 }), /^bits: expected a whole number from 2 to 8, got 9\.$/],
    [
      () => quantizationParameters([1], { scheme: 'int' as 'affine' }),
      /^scheme: expected one of affine, symmetric, got/,
    ],
    [() => quantizationParameters([1], { bit: 8 } as never), /^options of quantizationParameters: .*"bit"\.$/],
    [() => quantizationParameters([1, 'a'] as never), /^values\[1\]: expected a number, got the text "a"\.$/],
    [
      () => quantize([1], { scale: 0, zeroPoint: 0, lowest: -127, highest: 127 }),
      /^parameters: expected a scale above 0 and a whole zeroPoint, got scale 0 and zeroPoint 0\.$/,
    ],
    [() => quantizeChannels([]), /^values: expected nested arrays \[\.\.\., channels\], got an empty array\.$/],
    [
      () => dequantizeChannels({ quantized: [[1, 2]], parameters: [] }),
      /^parameters: expected 2, one a channel, got 0\.$/,
    ],
  ];
  for (const [mistake, message] of mistakes) {
    assert.throws(mistake, (error: Error) => error instanceof ShapeError && message.test(error.message), `${message}`);
  }
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { hannWindow, logMel, type Matrix, melFilterBank, powerSpectrogram, ShapeError } from '../../../lib/src/maths';

const reference = JSON.parse(readFileSync(join(__dirname, '../../reference/spectrogram.json'), 'utf8')) as {
  sampleRate: number;
  window: number;
  hop: number;
  bands: number;
  samples: number[];
  hann: number[];
  power: Matrix;
  filters: Matrix;
  logMel: Matrix;
};
const { sampleRate, window, hop, bands, samples } = reference;

function near(got: Matrix, expected: Matrix, tolerance: number): void {
  assert.deepEqual([got.length, got[0].length], [expected.length, expected[0].length]);
  got.forEach((row, i) => {
    row.forEach((value, j) => {
      assert.ok(Math.abs(value - expected[i][j]) < tolerance, `[${i}][${j}]: ${value}, expected ${expected[i][j]}`);
    });
  });
}

describe('spectrograms', () => {
  const power = powerSpectrogram(samples, { window, hop });
  const filters = melFilterBank(bands, window, sampleRate);

  it('the window is that of SciPy', () => near([hannWindow(window)], [reference.hann], 1e-12));
  it('the powers are those of SciPy', () => near(power, reference.power, 1e-6));
  it('the mel filters are those of librosa', () => near(filters, reference.filters, 1e-8));
  it('the log-mel spectrogram is that of librosa', () => near(logMel(power, filters), reference.logMel, 1e-6));

  it('a tone stands in the row of its frequency, from the first window to the last', () => {
    const tone = Array.from({ length: 800 }, (_, n) => Math.sin((2 * Math.PI * 1000 * n) / 8000));
    for (const row of powerSpectrogram(tone, { window: 80 })) assert.equal(row.indexOf(Math.max(...row)), 10);
  });

  it('silence is finite', () => {
    const quiet = logMel(powerSpectrogram(new Array(64).fill(0), { window: 64 }), filters);
    assert.deepEqual(quiet, [new Array(bands).fill(Math.log(1e-6))]);
  });

  it('refuses what does not fit', () => {
    assert.throws(() => powerSpectrogram([1, 2, 3], { window: 4 }), /at least a window of 4, got 3/);
    assert.throws(() => powerSpectrogram([1, 2, 3], { window: 3 }), /even number/);
    assert.throws(() => logMel([[1, 2]], filters), ShapeError);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { powerSpectrogram, random } from '../../../lib/src/maths';
import { UserError } from '../../../lib/src/project';
import { changedSound, loudestPiece } from '../../../lib/src/training';

const tone = Array.from({ length: 4000 }, (_, n) => Math.sin((2 * Math.PI * 1000 * n) / 8000));
const nothing = { speed: 0, shift: 0, noise: 0, colour: 0 };

describe('changedSound', () => {
  it('changes nothing where all amounts are 0', () => {
    assert.deepEqual(changedSound(tone, random(1), nothing), tone);
  });

  it('is the same for the same seed, another for another, and as long', () => {
    const [a, b, c] = [1, 1, 2].map((seed) => changedSound(tone, random(seed)));
    assert.deepEqual(a, b);
    assert.notDeepEqual(a, c);
    assert.equal(a.length, tone.length);
  });

  it('speed moves a tone to other frequencies, within its limits', () => {
    const peaks = Array.from({ length: 20 }, (_, seed) => {
      const [, window] = powerSpectrogram(changedSound(tone, random(seed), { ...nothing, speed: 0.2 }), {
        window: 800,
      });
      return 10 * window.indexOf(Math.max(...window)); // Hz
    });
    assert.ok(Math.min(...peaks) >= 790 && Math.max(...peaks) <= 1210, peaks.join(' '));
    assert.ok(Math.max(...peaks) - Math.min(...peaks) > 100);
  });

  it('a shift moves the beginning', () => {
    const click = tone.map((_, n) => (n === 2000 ? 1 : 0));
    const moved = changedSound(click, random(3), { ...nothing, shift: 100 });
    const place = moved.indexOf(Math.max(...moved));
    assert.ok(Math.abs(place - 2000) <= 101 && place !== 2000, `${place}`);
  });

  it('refuses amounts that cannot be', () => {
    assert.throws(() => changedSound(tone, random(1), { speed: 0.9 }), UserError);
    assert.throws(() => changedSound(tone, random(1), { noise: Number.NaN }), /noise must be from 0 to 10/);
  });
});

describe('loudestPiece', () => {
  it('finds the loud part, and puts silence around a short sound', () => {
    assert.deepEqual(loudestPiece([0, 1, 0, 5, -6, 0], 2), [5, -6]);
    assert.deepEqual(loudestPiece([1, 2], 5), [0, 1, 2, 0, 0]);
    assert.throws(() => loudestPiece([1], 0), UserError);
  });
});

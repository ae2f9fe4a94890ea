import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { powerSpectrogram, random } from '../../../lib/src/maths';
import { UserError } from '../../../lib/src/project';
import { changedSound, changedSpectrogram, loudestPiece } from '../../../lib/src/training';
import { stretched, withoutSilence } from '../../../lib/src/training/time-stretch';

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

describe('a longer saying', () => {
  /** Rate of the strongest tone, in Hz, to 10 Hz. */
  const loudestTone = (samples: number[]) => {
    const powers = powerSpectrogram(samples, { window: 800 });
    const sums = powers[0].map((_, k) => powers.reduce((sum, row) => sum + row[k], 0));
    return 10 * sums.indexOf(Math.max(...sums));
  };

  it('keeps the pitch and the loudness of a tone, at every length', () => {
    for (const factor of [0.5, 0.8, 1.3, 2, 3.7]) {
      const longer = stretched(tone, factor);
      assert.equal(longer.length, Math.round(4000 * factor));
      assert.equal(loudestTone(longer), 1000);
      const middle = longer.slice(300, -300);
      const power = middle.reduce((sum, x) => sum + x * x, 0) / middle.length;
      assert.ok(Math.abs(power - 0.5) < 0.02, `${power} for ${factor}, the mean of a squared sine is 0.5`);
    }
  });

  it('moves what happens in the sound along with its length', () => {
    const late = tone.map((x, n) => (n < 2000 ? 0 : x));
    const longer = stretched(late, 1.5);
    const begin = longer.findIndex((x) => Math.abs(x) > 0.5);
    assert.ok(Math.abs(begin - 3000) < 128 + 100, `begins at ${begin}, half of 6000 is 3000`);
  });

  it('gives the sound back for the factor 1, and refuses what nobody says', () => {
    const draw = random(4);
    const noise = tone.map(() => draw.normal());
    stretched(noise, 1).forEach((x, n) => {
      assert.ok(Math.abs(x - noise[n]) < 1e-12);
    });
    assert.throws(() => stretched(tone, 0), /factor must be from ¼ to 4, got 0\./);
    assert.throws(() => changedSound(tone, random(1), { stretch: 0.5 }), /stretch must be from 1 to 4, got 0\.5\./);
  });

  it('takes silence away around a sound, and nothing within it', () => {
    const silence = new Array<number>(800).fill(0);
    const word = [...tone.slice(0, 400), ...silence, ...tone.slice(0, 400)];
    assert.deepEqual(withoutSilence([...silence, ...word, ...silence]), word);
    assert.deepEqual(withoutSilence(silence), []);
  });

  it('of changedSound has the sound’s own length and a place of its own', () => {
    const word = tone.map((x, n) => (n < 1600 ? x : 0));
    const begins = Array.from({ length: 12 }, (_, seed) => {
      const said = changedSound(word, random(seed), { ...nothing, stretch: 2.2 });
      assert.equal(said.length, 4000);
      const loud = said.flatMap((x, n) => (Math.abs(x) > 0.5 ? [n] : []));
      const length = loud[loud.length - 1] - loud[0];
      assert.ok(length > 1300 && length < 1600 * 2.2 + 200, `${length}`);
      return loud[0];
    });
    assert.ok(Math.max(...begins) - Math.min(...begins) > 800, begins.join(' '));
  });
});

describe('changedSpectrogram', () => {
  const power = powerSpectrogram(tone, { window: 800 });
  const asItIs = { voice: 0, room: 0 };

  it('changes nothing where both amounts are 0', () => {
    assert.deepEqual(changedSpectrogram(power, random(1), asItIs), power);
  });

  it('moves all tones by the same share, within its limits, and says the same for the same seed', () => {
    const tones = Array.from({ length: 20 }, (_, seed) => {
      const [row] = changedSpectrogram(power, random(seed), { ...asItIs, voice: 0.2 });
      return 10 * row.indexOf(Math.max(...row));
    });
    assert.ok(Math.min(...tones) >= 790 && Math.max(...tones) <= 1210, tones.join(' '));
    assert.ok(Math.max(...tones) - Math.min(...tones) > 100);
    assert.deepEqual(changedSpectrogram(power, random(5)), changedSpectrogram(power, random(5)));
  });

  it('a room changes a frequency by the same factor in every window, smoothly, as strongly as it is told', () => {
    const flat = [new Array<number>(401).fill(1), new Array<number>(401).fill(3)];
    const logs = Array.from({ length: 200 }, (_, seed) => {
      const [soft, loud] = changedSpectrogram(flat, random(seed), { voice: 0, room: 0.5 });
      loud.forEach((x, k) => {
        assert.ok(Math.abs(x / soft[k] - 3) < 1e-9);
        if (k > 40) assert.ok(Math.abs(Math.log(soft[k] / soft[k - 1])) < 0.1);
      });
      return Math.log(soft[200]);
    });
    // four waves of the deviation 0.5, each times a cosine of a phase that is drawn: 4 · 0.25 · ½
    const variance = logs.reduce((sum, x) => sum + x * x, 0) / logs.length;
    assert.ok(variance > 0.35 && variance < 0.65, `${variance}`);
  });

  it('refuses amounts that cannot be', () => {
    assert.throws(
      () => changedSpectrogram(power, random(1), { voice: 0.9 }),
      /voice must be from 0 to 0\.5, got 0\.9\./,
    );
    assert.throws(() => changedSpectrogram(power, random(1), { sampleRate: 0 }), /sampleRate must be above 0, got 0\./);
  });
});

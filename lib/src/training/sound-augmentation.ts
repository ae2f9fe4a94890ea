import type { Random } from '../maths/random';
import { UserError } from '../project';
import { stretched, withoutSilence } from './time-stretch';

export interface SoundChanges {
  /** fastest and slowest playing, as a factor: pitch and length change together. Default: 0.15, from 0.85 to 1.15 */
  speed?: number;
  /** most that the sound begins later or earlier, in samples; default: 400 */
  shift?: number;
  /** largest deviation of the noise that is added, as a share of the sound's; default: 0.1 */
  noise?: number;
  /** most that high tones are made weaker or stronger, 0 … 0.9; default: 0.6 */
  colour?: number;
  /** most that it is said more slowly, at the same pitch, as a factor of its length, 1 … 4; default: 1, not at all */
  stretch?: number;
}

export const defaults: Required<SoundChanges> = { speed: 0.15, shift: 400, noise: 0.1, colour: 0.6, stretch: 1 };

/**
 * A sound as another voice in another room might have made it: played faster or slower (linear between samples), begun earlier or later, with
 * another balance of high and low tones (`y_n = x_n − a x_{n−1}`), and with noise. All amounts are drawn evenly within the limits. With a
 * stretch, the silence around the sound is taken away, the sound is said more slowly, and what is then too long is cut to its loudest piece.
 *
 * T. Ko et al., "Audio augmentation for speech recognition", 2015, for the speed.
 *
 * @param samples of a sound
 * @param draw gives the same changes for the same seed
 * @returns as many samples; what the sound leaves empty is silent but for the noise
 * @throws UserError for an amount that cannot be
 * @example const other = changedSound(samples, random('voice 7'));
 */
export function changedSound(samples: readonly number[], draw: Random, changes: SoundChanges = {}): number[] {
  const { speed, shift, noise, colour, stretch } = { ...defaults, ...changes };
  for (const [name, value, most] of [
    ['speed', speed, 0.5],
    ['shift', shift, samples.length],
    ['noise', noise, 10],
    ['colour', colour, 0.9],
  ] as const) {
    if (!(value >= 0 && value <= most)) throw new UserError(`${name} must be from 0 to ${most}, got ${value}.`);
  }
  if (!(stretch >= 1 && stretch <= 4)) throw new UserError(`stretch must be from 1 to 4, got ${stretch}.`);
  const said = stretch > 1 ? saidSlowly(samples, draw, stretch) : samples;
  const factor = 1 + draw.uniform(-speed, speed);
  const start = draw.uniform(-shift, shift);
  const tilt = draw.uniform(-colour, colour);
  const deviation = Math.sqrt(said.reduce((sum, x) => sum + x * x, 0) / Math.max(1, said.length));
  const level = draw.uniform(0, noise) * deviation;
  const at = (place: number) => {
    const before = Math.floor(place);
    const share = place - before;
    return (said[before] ?? 0) * (1 - share) + (said[before + 1] ?? 0) * share;
  };
  const played = said.map((_, n) => at((n - start) * factor));
  return played.map((x, n) => x - tilt * (played[n - 1] ?? 0) + (level > 0 ? level * draw.normal() : 0));
}

/** As long as the sound was: said more slowly by a factor that is drawn, with the silence that is left on both sides. */
function saidSlowly(samples: readonly number[], draw: Random, stretch: number): number[] {
  const word = stretched(withoutSilence(samples), draw.uniform(1, stretch));
  const room = samples.length - word.length;
  if (room <= 0) return loudestPiece(word, samples.length);
  const start = Math.floor(draw.uniform(0, room));
  return samples.map((_, n) => word[n - start] ?? 0);
}

/**
 * The loudest piece of a sound, as long as asked for; a shorter sound gets silence on both sides. Recordings differ in length and begin
 * when they like, and a network takes one size.
 * @param length samples
 */
export function loudestPiece(samples: readonly number[], length: number): number[] {
  if (!Number.isSafeInteger(length) || length < 1)
    throw new UserError(`length must be a whole number of samples from 1, got ${length}.`);
  const room = samples.length - length;
  if (room <= 0) {
    const before = Math.floor(-room / 2);
    return Array.from({ length }, (_, n) => samples[n - before] ?? 0);
  }
  let energy = 0;
  let [best, most] = [0, -1];
  for (let end = 0; end < samples.length; end++) {
    energy += samples[end] ** 2 - (end >= length ? samples[end - length] ** 2 : 0);
    if (end >= length - 1 && energy > most) [best, most] = [end - length + 1, energy];
  }
  return samples.slice(best, best + length);
}

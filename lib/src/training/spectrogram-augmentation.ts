import { checkOptions } from '../maths/options';
import type { Random } from '../maths/random';
import { checkMatrix, type Matrix } from '../maths/shapes';
import { mel } from '../maths/spectrogram';
import { UserError } from '../project';

export interface SpectrogramChanges {
  /** most that all tones lie higher or lower, as a share, as in a shorter or longer throat; the default 0.15 is from 0.85 to 1.15 */
  voice?: number;
  /** how unevenly tones are heard, as with another microphone in another room: deviation of each wave of the response, in nepers of power; default: 0.5 */
  room?: number;
  /** samples a second of the sound; default: 8000 */
  sampleRate?: number;
}

export const defaults: Required<SpectrogramChanges> = { voice: 0.15, room: 0.5, sampleRate: 8000 };

/** waves of the response over the mel scale, half of one to two */
const waves = 4;

/**
 * A sound as it would be from another throat, heard by another microphone in another room: all tones higher or lower, and some of them
 * louder than others, the same in every window.
 *
 *     P'[t][k] = P[t][k / a] · exp(Σ_q c_q cos(π·q·m_k + φ_q)),   q = 1 … 4
 *
 * with `a` even in 1 ± voice, `c_q` normal with the deviation `room`, `φ_q` even, and `m_k` the place of frequency k on the mel scale, 0 … 1.
 * Between two frequencies powers are linear; above the highest one, the highest is taken.
 *
 * N. Jaitly, G. Hinton, "Vocal tract length perturbation (VTLP) improves speech recognition", 2013, for the voice.
 *
 * @param power `[windows, frequencies]`, of `powerSpectrogram`
 * @param draw gives the same changes for the same seed
 * @returns a spectrogram of the same shape
 * @throws UserError for an amount that cannot be
 * @throws ShapeError for something that is no matrix
 * @example const heard = logMel(changedSpectrogram(powerSpectrogram(samples), random('room 7')), filters);
 */
export function changedSpectrogram(power: Matrix, draw: Random, changes: SpectrogramChanges = {}): Matrix {
  checkOptions(changes, ['voice', 'room', 'sampleRate'], 'changedSpectrogram');
  const { voice, room, sampleRate } = { ...defaults, ...changes };
  const amounts = { voice, room };
  for (const [name, most] of Object.entries({ voice: 0.5, room: 3 })) {
    const value = amounts[name as keyof typeof amounts];
    if (!(value >= 0 && value <= most)) throw new UserError(`${name} must be from 0 to ${most}, got ${value}.`);
  }
  if (!(sampleRate > 0 && Number.isFinite(sampleRate)))
    throw new UserError(`sampleRate must be above 0, got ${sampleRate}.`);
  const [, columns] = checkMatrix(power, 'power', ['windows', 'frequencies']);
  const stretch = 1 + draw.uniform(-voice, voice);
  const response = Array.from({ length: waves }, (_, q) => ({
    size: room * draw.normal(),
    turns: q + 1,
    phase: draw.uniform(0, 2 * Math.PI),
  }));
  const last = columns - 1;
  const melOf = (k: number) => mel((k * sampleRate) / (2 * last));
  const gains = Array.from({ length: columns }, (_, k) => {
    const place = melOf(k) / melOf(last);
    return Math.exp(
      response.reduce((sum, { size, turns, phase }) => sum + size * Math.cos(Math.PI * turns * place + phase), 0),
    );
  });
  return power.map((row) =>
    gains.map((gain, k) => {
      const place = Math.min(last, k / stretch);
      const below = Math.floor(place);
      const share = place - below;
      return gain * (row[below] * (1 - share) + (row[below + 1] ?? 0) * share);
    }),
  );
}

import { hannWindow } from '../maths';
import { UserError } from '../project';

/** In samples: at 8,000 a second, windows of 32 ms, and a search that finds the period of a voice down to 80 Hz. */
const piece = { window: 256, hop: 128, reach: 100 };

/**
 * A sound said more slowly or faster, at the same pitch: windows are taken from it at another pace than they are laid out, each from the place
 * near the one wanted that goes on most like the window before (waveform similarity overlap-add).
 *
 *     y[n] = Σ_m w[n − m·H] x[n − m·H + p_m],   p_m near m·H / factor, with the smallest Σ (x[p_m + i] − x[p_{m−1} + H + i])²
 *
 * W. Verhelst, M. Roelands, "An overlap-add technique based on waveform similarity (WSOLA) for high quality time-scale modification of speech",
 * ICASSP 1993.
 *
 * @param samples of a sound, 8,000 a second
 * @param factor 2 takes twice as long; ¼ … 4
 * @returns `factor` times as many samples, rounded
 * @throws UserError for another factor
 */
export function stretched(samples: readonly number[], factor: number): number[] {
  if (!(factor >= 0.25 && factor <= 4)) throw new UserError(`factor must be from ¼ to 4, got ${factor}.`);
  const { window, hop } = piece;
  const weights = hannWindow(window);
  const out = new Array<number>(Math.round(samples.length * factor)).fill(0);
  let from = -hop;
  for (let to = -hop; to < out.length; to += hop) {
    if (to > -hop) from = placeThatGoesOn(samples, from + hop, Math.round(to / factor));
    for (let n = Math.max(0, -to); n < window && to + n < out.length; n++)
      out[to + n] += weights[n] * (samples[from + n] ?? 0);
  }
  return out;
}

/** The place near the wanted one from which the sound is most like what follows at `next`. */
function placeThatGoesOn(samples: readonly number[], next: number, wanted: number): number {
  let [best, least] = [wanted, Number.POSITIVE_INFINITY];
  for (let away = 0; away <= piece.reach; away++) {
    for (const place of away ? [wanted - away, wanted + away] : [wanted]) {
      let difference = 0;
      for (let n = 0; n < piece.hop && difference < least; n++)
        difference += ((samples[place + n] ?? 0) - (samples[next + n] ?? 0)) ** 2;
      if (difference < least) [best, least] = [place, difference];
    }
  }
  return best;
}

/** From the first to the last hundredth of a second that is not 30 dB or more below the loudest one, at 8,000 samples a second. */
export function withoutSilence(samples: readonly number[]): number[] {
  const length = 80;
  const energies = Array.from({ length: Math.ceil(samples.length / length) }, (_, i) =>
    samples.slice(i * length, (i + 1) * length).reduce((sum, x) => sum + x * x, 0),
  );
  const faintest = Math.max(...energies) / 1000;
  const heard = energies.flatMap((energy, i) => (energy > faintest ? [i] : []));
  return heard.length ? samples.slice(heard[0] * length, (heard[heard.length - 1] + 1) * length) : [];
}

import { checkOptions, checkWhole } from './options';
import { checkMatrix, checkVector, type Matrix, ShapeError } from './shapes';

export interface SpectrogramOptions {
  /** samples in a window; 256 unless given */
  window?: number;
  /** samples from one window to the next; half a window unless given */
  hop?: number;
}

/**
 * The Hann window, which lets a piece of sound begin and end softly: `w_n = ½ − ½ cos(2πn / N)`.
 * @param size N, samples
 */
export function hannWindow(size: number): number[] {
  checkWhole(size, 'size', 1);
  return Array.from({ length: size }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
}

/**
 * The short-time Fourier transform as powers: how much of each frequency sounds, window by window.
 *
 *     P[t][k] = |Σ_n w_n x[t·hop + n] e^(−2πi·k·n/N)|²,   k = 0 … N/2
 *
 * Row k is the frequency k · sampleRate / N. There is no padding: the last window ends within the samples.
 * @param samples of a sound
 * @returns `[windows, N / 2 + 1]`
 * @throws ShapeError if not even one window fits, or for a window that is not even
 * @see Allen and Rabiner, "A unified approach to short-time Fourier analysis and synthesis", 1977
 */
export function powerSpectrogram(samples: readonly number[], options: SpectrogramOptions = {}): Matrix {
  checkOptions(options, ['window', 'hop'], 'powerSpectrogram');
  const size = checkWhole(options.window ?? 256, 'window', 2);
  if (size % 2 !== 0) throw new ShapeError(`window: expected an even number of samples, got ${size}.`);
  const hop = checkWhole(options.hop ?? size / 2, 'hop', 1);
  const count = checkVector(samples, 'samples');
  if (count < size) throw new ShapeError(`samples: expected at least a window of ${size}, got ${count}.`);
  const weights = hannWindow(size);
  const circle = Array.from({ length: size }, (_, n) => (2 * Math.PI * n) / size);
  const [cosine, sine] = [circle.map(Math.cos), circle.map(Math.sin)];
  return Array.from({ length: Math.floor((count - size) / hop) + 1 }, (_, t) => {
    const piece = weights.map((weight, n) => weight * samples[t * hop + n]);
    return Array.from({ length: size / 2 + 1 }, (_row, k) => {
      let [real, imaginary] = [0, 0];
      for (let n = 0; n < size; n++) {
        const angle = (k * n) % size;
        real += piece[n] * cosine[angle];
        imaginary -= piece[n] * sine[angle];
      }
      return real * real + imaginary * imaginary;
    });
  });
}

/** The place of a frequency on the mel scale, which is as fine as the ear hears: `2595 log₁₀(1 + f / 700)`, f in hertz. */
export const mel = (frequency: number): number => 2595 * Math.log10(1 + frequency / 700);

/**
 * Triangular filters that are as wide as the ear hears: evenly spaced on the mel scale `mel(f) = 2595 log₁₀(1 + f / 700)`, each rising
 * from the middle of the one below to 1 and falling to the middle of the one above.
 * @param bands how many filters
 * @param window samples in a window of the spectrogram
 * @param sampleRate samples a second; the filters cover 0 to half of it
 * @returns `[bands, window / 2 + 1]`
 * @see Stevens, Volkmann and Newman, "A scale for the measurement of the psychological magnitude pitch", 1937; Davis and Mermelstein,
 *   "Comparison of parametric representations for monosyllabic word recognition", 1980
 */
export function melFilterBank(bands: number, window: number, sampleRate: number): Matrix {
  checkWhole(bands, 'bands', 1);
  checkWhole(window, 'window', 2);
  checkWhole(sampleRate, 'sampleRate', 1);
  const top = mel(sampleRate / 2);
  const edges = Array.from({ length: bands + 2 }, (_, i) => 700 * (10 ** ((top * i) / (bands + 1) / 2595) - 1));
  return Array.from({ length: bands }, (_, b) => {
    const [low, middle, high] = edges.slice(b, b + 3);
    return Array.from({ length: Math.floor(window / 2) + 1 }, (_row, k) => {
      const frequency = (k * sampleRate) / window;
      return Math.max(0, Math.min((frequency - low) / (middle - low), (high - frequency) / (high - middle)));
    });
  });
}

/** Keeps the logarithm of silence finite. */
const silence = 1e-6;

/**
 * What a network hears with: the powers of each window, gathered by mel filters, as logarithms, because ears compare loudness by factors.
 *
 *     S[t][b] = ln(10⁻⁶ + Σ_k F[b][k] P[t][k])
 *
 * @param power `[windows, frequencies]`, of {@link powerSpectrogram}
 * @param filters `[bands, frequencies]`, of {@link melFilterBank}
 * @returns `[windows, bands]`
 * @throws ShapeError if the numbers of frequencies differ
 * @example logMel(powerSpectrogram(samples), melFilterBank(32, 256, 8000))
 */
export function logMel(power: Matrix, filters: Matrix): Matrix {
  const [, frequencies] = checkMatrix(power, 'power', ['windows', 'frequencies']);
  const [, expected] = checkMatrix(filters, 'filters', ['bands', 'frequencies']);
  if (frequencies !== expected)
    throw new ShapeError(`filters: expected ${frequencies} frequencies as in power, got ${expected}.`);
  return power.map((row) =>
    filters.map((filter) => Math.log(silence + filter.reduce((sum, weight, k) => sum + weight * row[k], 0))),
  );
}

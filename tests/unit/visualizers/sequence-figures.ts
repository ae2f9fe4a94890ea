import type { Figure } from '../../../lib/src/visualizers/figure';
import { forecast } from '../../../lib/src/visualizers/forecast';
import { frames } from '../../../lib/src/visualizers/frames';
import { receptiveField } from '../../../lib/src/visualizers/receptive-field';
import { spectrogram } from '../../../lib/src/visualizers/spectrogram';

/** Twenty years of a rising wave of twelve months, two of them to come. */
export function forecastExample() {
  const values = Array.from({ length: 240 }, (_, t) => 340 + 0.12 * t + 3 * Math.sin((2 * Math.PI * t) / 12));
  const dates = values.map((_, t) => `${1990 + Math.floor(t / 12)}-${String((t % 12) + 1).padStart(2, '0')}`);
  const known = values.slice(168, 216);
  const truth = values.slice(216);
  return {
    known,
    truth,
    forecasts: [
      { name: 'naive', values: truth.map(() => known[47]) },
      { name: 'seasonal naive', values: truth.map((_, h) => known[36 + (h % 12)]) },
      { name: 'network', values: truth.map((value, h) => value + 0.3 * Math.cos(h)) },
    ],
    options: { unit: 'ppm', dates: dates.slice(168), title: 'Two years ahead' },
  };
}

/** A square that moves to the right over six pictures. */
export function filmExample() {
  return Array.from({ length: 6 }, (_, t) =>
    Array.from({ length: 12 }, (_row, y) =>
      Array.from({ length: 12 }, (_pixel, x) => [x >= t && x < t + 4 && y >= 4 && y < 8 ? 1 : 0]),
    ),
  );
}

/** A tone that rises through the bands, from silence. */
export function soundExample() {
  return Array.from({ length: 30 }, (_, t) =>
    Array.from({ length: 16 }, (_band, b) => -((b - t / 2) ** 2) / 4 - (t < 3 ? 6 : 0)),
  );
}

/** One example of each figure about series, sounds and films: a tool to look at them, and the input of tests. */
export const sequenceFigures: Record<string, () => Figure> = {
  forecast: () => {
    const { known, truth, forecasts, options } = forecastExample();
    return forecast(known, truth, forecasts, options);
  },
  frames: () =>
    frames([
      { name: 'film', frames: filmExample() },
      { name: 'copied', frames: filmExample(), errors: [0.1, 0.2, 0.05, 0.1, 0.1, 0.1] },
    ]),
  'frames-columns': () =>
    frames([{ name: 'said', frames: filmExample() }], { columns: [1, 2, 3, 4, 5, 6].map((n) => `film ${n}`) }),
  spectrogram: () =>
    spectrogram(
      [
        { caption: 'rising', values: soundExample() },
        { caption: 'falling', values: soundExample().reverse() },
      ],
      { hop: 0.016 },
    ),
  'receptive-field-time': () =>
    receptiveField(
      [1, 2, 4, 8].map((dilation) => ({ kernel: 2, dilation, name: `layer of ${dilation}` })),
      { axis: 'time' },
    ),
  'forecast-steps': () => forecast([1, 3, 2, 4], [3, 5], [{ name: 'naive', values: [4, 4] }]),
};

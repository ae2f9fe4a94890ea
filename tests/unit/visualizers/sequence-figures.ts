import type { Figure } from '../../../lib/src/visualizers/figure';
import { forecast } from '../../../lib/src/visualizers/forecast';

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

/** One example of each figure about series, sounds and films: a tool to look at them, and the input of tests. */
export const sequenceFigures: Record<string, () => Figure> = {
  forecast: () => {
    const { known, truth, forecasts, options } = forecastExample();
    return forecast(known, truth, forecasts, options);
  },
  'forecast-steps': () => forecast([1, 3, 2, 4], [3, 5], [{ name: 'naive', values: [4, 4] }]),
};

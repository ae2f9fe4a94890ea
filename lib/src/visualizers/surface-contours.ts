import type { Surface } from '../maths/surfaces';
import { colours } from './colours';
import type { Trace } from './figure';
import { evenSamples } from './sampled';

export const defaults = {
  /** Samples along each side. */
  samples: 72,
  levels: 14,
};

/**
 * The level at which a value is drawn. Where the surface has a minimum, levels are spaced by factors,
 * log10(f − f(minimum) + ε), so that lines stay apart near it; else the level is the value.
 */
export function levelOf(surface: Surface): (value: number) => number {
  if (!surface.minimum) return (value) => value;
  const lowest = surface.value(...surface.minimum);
  const height = surface.value(...surface.start) - lowest;
  return (value) => Math.log10(Math.max(0, value - lowest) + 1e-2 * Math.max(height, 1e-9));
}

/** A surface seen from above: lines of equal value, at even distances of `levelOf`. */
export function surfaceContours(surface: Surface): Trace {
  const x = evenSamples(surface.range.x, defaults.samples);
  const y = evenSamples(surface.range.y, defaults.samples);
  const values = y.map((v) => x.map((u) => surface.value(u, v)));
  const level = levelOf(surface);
  return {
    type: 'contour',
    x,
    y,
    z: values.map((row) => row.map((value) => Number(level(value).toPrecision(3)))),
    ncontours: defaults.levels,
    // Lines alone: fills of all levels would lie on top of each other and hide what page is behind.
    contours: { coloring: 'none' },
    line: { color: colours.ink, width: 0.8 },
    opacity: 0.7,
    showlegend: false,
    showscale: false,
    hoverinfo: 'skip',
  };
}

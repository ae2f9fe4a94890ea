import type { Surface } from '../maths/surfaces';
import { animated } from './animation';
import { colours, series, valueScale } from './colours';
import type { Path, Run } from './descent-traces';
import type { Figure, Frame, Trace } from './figure';
import { rounded, short } from './number-text';
import { evenSamples } from './sampled';
import { sceneOf } from './scene';
import { symbols } from './series-look';
import { levelOf } from './surface-contours';

export const defaults = {
  /** Samples along each side. */
  samples: 48,
  /** How far above the surface the paths run, as a share of its height: on it, they would be half hidden. */
  lift: 0.015,
};

/** What the view from above has worked out already. */
export interface Descents {
  surface: Surface;
  start: [number, number];
  runs: Run[];
  paths: Path[];
  /** how many of a path's points each frame shows */
  frames: { name: string; count: number }[];
  stepDuration: number;
}

/**
 * The same descents in three dimensions, to be turned with the mouse. Heights are levels as the contour lines have them:
 * logarithmic where there is a minimum.
 * @param above the view from above, before it moves
 * @param still the same as pages without 3-D get it
 */
export function descentsInSpace(descents: Descents, above: Figure, still: Figure): Figure {
  const { surface, start, runs, paths } = descents;
  const level = levelOf(surface);
  const x = evenSamples(surface.range.x, defaults.samples);
  const y = evenSamples(surface.range.y, defaults.samples);
  const z = y.map((v) => x.map((u) => rounded(level(surface.value(u, v)), 3)));
  const heights = z.flat();
  const lift = defaults.lift * (Math.max(...heights) - Math.min(...heights));
  const inside = ([u, v]: [number, number]) => isWithin(u, surface.range.x) && isWithin(v, surface.range.y);
  const pointsOf = (path: Path) =>
    path.x.map((u, i): (number | null)[] => {
      const v = path.y[i];
      return inside([u, v]) ? [u, v, rounded(level(surface.value(u, v)) + lift, 4)] : [null, null, null];
    });
  const all = paths.map(pointsOf);
  const at = (points: (number | null)[][]) => ({
    x: points.map((point) => point[0]),
    y: points.map((point) => point[1]),
    z: points.map((point) => point[2]),
  });
  const frames = descents.frames.map(({ name, count }): Frame => {
    const shown = all.map((points) => points.slice(0, count));
    const heads = shown.map((points) => points.filter(([u]) => u !== null).at(-1) ?? [null, null, null]);
    return { name, traces: [...all.map((_, index) => index + 2), all.length + 2], data: [...shown.map(at), at(heads)] };
  });
  const mark = (name: string, point: [number, number], symbol: string): Trace => ({
    type: 'scatter3d',
    mode: 'markers',
    name,
    ...at([[...point, level(surface.value(...point)) + lift]]),
    marker: { symbol, size: 5, color: colours.ink },
  });
  const { minimum } = surface;
  const landmark = minimum ? mark('minimum', minimum, 'diamond') : mark('start', start, 'x');
  const title = minimum ? 'level, logarithmic' : 'f(x, y)';
  const figure: Figure = {
    data: [
      { type: 'surface', x, y, z, colorscale: valueScale, opacity: 0.8, showscale: false, hoverinfo: 'skip' },
      landmark,
      ...runs.map(({ name, learningRate }, index): Trace => {
        const line = { color: series[index % series.length], width: 5 };
        return {
          type: 'scatter3d',
          mode: 'lines',
          name: `${name}, α = ${short(learningRate)}`,
          line,
          hoverinfo: 'name',
        };
      }),
      headsIn(runs.length),
    ],
    layout: {
      ...above.layout,
      xaxis: undefined,
      yaxis: undefined,
      xaxis2: undefined,
      yaxis2: undefined,
      margin: { ...(above.layout.margin as object), l: 10, r: 10, b: 10 },
      scene: sceneOf({ x: 'x', y: 'y', z: title }, { x: [0, 1], y: [0, 1] }, surface.range),
    },
    alt: above.alt.replace('paths on contour lines, and losses by step', 'paths on the surface in three dimensions'),
  };
  const last = frames.length - 1;
  const moving = animated(figure, frames, { shown: last, prefix: 'step ', stepDuration: descents.stepDuration });
  return { ...moving, still };
}

function headsIn(count: number): Trace {
  const each = (list: readonly string[]) => Array.from({ length: count }, (_, index) => list[index % list.length]);
  const shapes = each(symbols).map((symbol) =>
    symbol.startsWith('triangle') || symbol === 'pentagon' ? 'cross' : symbol,
  );
  const marker = { size: 5, color: each(series), symbol: shapes, line: { color: '#FFFFFF', width: 1 } };
  return { type: 'scatter3d', mode: 'markers', marker, showlegend: false, hoverinfo: 'skip' };
}

function isWithin(value: number, [from, to]: [number, number]): boolean {
  return value >= from && value <= to;
}

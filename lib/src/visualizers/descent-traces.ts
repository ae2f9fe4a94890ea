import type { Surface } from '../maths/surfaces';
import type { Trajectory } from '../maths/trajectory';
import { colours, series } from './colours';
import type { Frame, Trace } from './figure';
import { rounded, short } from './number-text';
import { lineOf, symbols } from './series-look';

export const defaults = {
  /** Losses are drawn down to this share of the first one, and up to this many times it. */
  floor: 1e-6,
  ceiling: 100,
};

/** A descent with what the legend says about it. */
export interface Run extends Trajectory {
  name: string;
  learningRate: number;
}

/** The steps of a descent that are drawn. */
export interface Path {
  steps: number[];
  x: number[];
  y: number[];
  losses: number[];
}

/** The kept steps of a run, with few digits. What flies off is stopped well outside of the picture. */
export function thinned(run: Run, kept: number[], surface: Surface): Path {
  const steps = kept.filter((step) => step < run.points.length);
  const near = (value: number, [from, to]: [number, number]) => {
    const far = 3 * (to - from);
    return rounded(Math.min(to + far, Math.max(from - far, value)), 4);
  };
  return {
    steps,
    x: steps.map((step) => near(run.points[step][0], surface.range.x)),
    y: steps.map((step) => near(run.points[step][1], surface.range.y)),
    losses: steps.map((step) => run.values[step]),
  };
}

/**
 * The axis of the losses, and each loss as it is drawn there. Logarithmic where there is a minimum to come close to,
 * else plain, cut off where a descent has left for ever lower ground.
 */
export function lossAxis(
  paths: Path[],
  surface: Surface,
): { axis: Record<string, unknown>; draw(loss: number): number } {
  const first = paths[0].losses[0];
  const all = paths.flatMap(({ losses }) => losses);
  const [lowest, highest] = [Math.min(...all), Math.max(...all)];
  if (!surface.minimum || !(first > 0)) {
    const low = Math.max(lowest, first - 3 * Math.max(1, Math.abs(first)));
    const high = Math.min(highest, first + 3 * Math.max(1, Math.abs(first)));
    const room = 0.05 * (high - low || 1);
    return { axis: { range: [low - room, high + room] }, draw: within(low - 20 * room, high + 20 * room) };
  }
  const low = Math.max(first * defaults.floor, lowest);
  const high = Math.min(first * defaults.ceiling, highest);
  const range = [Math.log10(low / 1.5), Math.log10(high * 1.5)];
  return {
    axis: { type: 'log', range, dtick: range[1] - range[0] > 2 ? 1 : 'D2', exponentformat: 'power' },
    draw: within(low / 10, high * 10),
  };
}

function within(low: number, high: number): (value: number) => number {
  return (value) => rounded(Math.min(high, Math.max(low, value)), 3);
}

/** All traces that move, when `count` of the kept steps are done. They come after the contours and the landmarks. */
export function frameAt(step: number, count: number, paths: Path[], draw: (loss: number) => number): Frame {
  const shown = paths.map((path) => ({
    x: path.x.slice(0, count),
    y: path.y.slice(0, count),
    losses: path.losses.slice(0, count).map(draw),
    step: path.steps[Math.min(count, path.steps.length) - 1],
  }));
  return {
    name: String(step),
    traces: Array.from({ length: 2 * paths.length + 2 }, (_, index) => index + 3),
    data: [
      ...shown.map(({ x, y }) => ({ x, y })),
      ...shown.map(({ losses }) => ({ y: losses })),
      { x: shown.map(({ x }) => x[x.length - 1]), y: shown.map(({ y }) => y[y.length - 1]) },
      { x: shown.map((path) => path.step), y: shown.map(({ losses }) => losses[losses.length - 1]) },
    ],
  };
}

export function pathTrace({ name, learningRate }: Run, index: number): Trace {
  const label = `${name}, α = ${short(learningRate)}`;
  return { type: 'scatter', mode: 'lines', name: label, line: lineOf(index), hoverinfo: 'name' };
}

export function lossTrace(steps: number[], index: number): Trace {
  const on = { xaxis: 'x2', yaxis: 'y2' };
  return { type: 'scatter', mode: 'lines', x: steps, line: lineOf(index), showlegend: false, hoverinfo: 'y', ...on };
}

/** Where each rule stands. */
export function headsTrace(count: number, on: { xaxis: string; yaxis: string }): Trace {
  const each = (list: readonly string[]) => Array.from({ length: count }, (_, index) => list[index % list.length]);
  const marker = { size: 10, color: each(series), symbol: each(symbols), line: { color: '#FFFFFF', width: 1 } };
  return { type: 'scatter', mode: 'markers', marker, showlegend: false, hoverinfo: 'skip', ...on };
}

/** The start and the minimum. Two traces always, so that the others keep their numbers. */
export function landmarks(start: [number, number], { minimum }: Surface): Trace[] {
  const point = (name: string, at: [number, number] | undefined, symbol: string, size: number): Trace => ({
    type: 'scatter',
    mode: 'markers',
    name,
    x: at ? [at[0]] : [],
    y: at ? [at[1]] : [],
    marker: { symbol, size, color: colours.ink, line: { color: '#FFFFFF', width: 1 } },
    showlegend: at !== undefined,
    hoverinfo: 'name',
  });
  return [point('start', start, 'x', 11), point('minimum', minimum, 'star', 15)];
}

export function quietAxis(title: string): Record<string, unknown> {
  return { title: { text: title }, gridcolor: colours.grid, zeroline: false, fixedrange: true };
}

import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, legendBelow } from './colours';
import type { Figure, Trace } from './figure';
import { rounded } from './number-text';
import { asPercent, checkSpreadKind, type SpreadKind, spreadFacts, spreadMeanings } from './seed-spread';
import { lineOf } from './series-look';

export const defaults = { width: 760, height: 420 };

/** One way to search. */
export interface SearchedMethod {
  name: string;
  /** one search for each seed */
  runs: readonly {
    /** the best value after each trial, larger is better; NaN where there is none yet */
    best: readonly number[];
    /** what was used up by then, growing; default: the number of trials */
    spent?: readonly number[];
  }[];
}

export interface SearchHistoryOptions {
  title?: string;
  /** of the horizontal axis; default: `trials` */
  xTitle?: string;
  /** of the vertical axis, whose values are shares 0 … 1; default: `best accuracy so far` */
  yTitle?: string;
  /** what the bands show: one standard deviation over the seeds, or from the least to the largest; default: `deviation` */
  spread?: SpreadKind;
}

/** A method's mean and spread at each place where one of its runs has a new value. */
interface History {
  name: string;
  x: number[];
  mean: number[];
  low: number[];
  high: number[];
}

/**
 * How good the best configuration is that a search has found so far: a line a method, the mean over the seeds, with their spread as a band.
 * A line begins where every seed has a first value. The axis shows what is found after a fifth of the budget: the first trials are anything.
 *
 *     best(n) = max(value₁ … valueₙ)
 *
 * @param methods values as shares 0 … 1; `bestSoFar` gives them for a study
 * @throws UserError without methods, for a method without runs, or values and what was spent in unequal number
 * @example await show(searchHistory([{ name: 'random', runs: studies.map(({ results }) => ({ best: bestSoFar(results) })) }]));
 */
export function searchHistory(methods: readonly SearchedMethod[], options: SearchHistoryOptions = {}): Figure {
  checkOptions(options, ['title', 'xTitle', 'yTitle', 'spread'], 'searchHistory');
  if (!Array.isArray(methods) || methods.length === 0) {
    throw new UserError("searchHistory needs methods, such as [{ name: 'random', runs: [{ best: [0.7, 0.8] }] }].");
  }
  const { title = 'Best so far', xTitle = 'trials', yTitle = 'best accuracy so far' } = options;
  const spread = checkSpreadKind(options.spread ?? 'deviation', 'searchHistory');
  const histories = methods.map((method) => historyOf(method, spread));
  const end = Math.max(...histories.flatMap(({ x }) => x));
  const layout: Figure['layout'] = {
    ...baseLayout(title, defaults.width, defaults.height),
    margin: { l: 64, r: 20, t: 50, b: 90 },
    legend: legendBelow,
    showlegend: true,
    hovermode: 'x unified',
    dragmode: false,
    xaxis: { ...baseAxis, title: { text: xTitle, standoff: 6 }, range: [0, 1.02 * end], zeroline: false },
    yaxis: {
      ...baseAxis,
      title: { text: yTitle },
      tickformat: '.3~p',
      range: rangeOf(histories, end),
      zeroline: false,
    },
  };
  const data = [...histories.map(bandOf), ...histories.map(lineTrace)];
  const words = histories.map(({ name, mean, low, high }) => {
    const last = mean.length - 1;
    return `${name} ${asPercent(mean[last])} % (${asPercent(low[last])} to ${asPercent(high[last])})`;
  });
  const alt = `${title}: ${yTitle} over ${xTitle}, at the end: ${words.join('; ')}; ${spreadMeanings[spread]}.`;
  return { data, layout, alt };
}

function historyOf({ name, runs }: SearchedMethod, spread: SpreadKind): History {
  if (!Array.isArray(runs) || runs.length === 0) throw new UserError(`searchHistory: "${name}" has no runs.`);
  const curves = runs.map(({ best, spent = best.map((_: number, i: number) => i + 1) }) => {
    if (best.length !== spent.length || best.length === 0) {
      throw new UserError(
        `searchHistory: a run of "${name}" has ${best.length} values, and ${spent.length} of what was spent.`,
      );
    }
    return { best, spent };
  });
  const places = [...new Set(curves.flatMap(({ spent }) => spent))].sort((a, b) => a - b);
  const history: History = { name, x: [], mean: [], low: [], high: [] };
  for (const x of places) {
    const values = curves.map(({ best, spent }) => best[spent.filter((one: number) => one <= x).length - 1]);
    if (!values.every(Number.isFinite)) continue;
    const { mean, low, high } = spreadFacts(values, spread, name);
    history.x.push(x);
    history.mean.push(rounded(mean, 5));
    history.low.push(rounded(low, 5));
    history.high.push(rounded(high, 5));
  }
  if (history.x.length > 0) return history;
  throw new UserError(`searchHistory: "${name}" has no value for every seed at any place.`);
}

/** All that lies at or after a fifth of the budget; a method that begins later, from its beginning. */
function rangeOf(histories: History[], end: number): [number, number] {
  const settled = histories.flatMap(({ x, mean, low, high }) => {
    const first = Math.max(
      0,
      x.findIndex((one) => one >= end / 5),
    );
    return [...mean.slice(first), ...low.slice(first), ...high.slice(first)];
  });
  const [low, high] = [Math.min(...settled), Math.max(...settled)];
  const room = 0.04 * (high - low || 0.01);
  return [rounded(low - room, 4), rounded(high + room, 4)];
}

/** Values stay until there is a better one: the band has steps, as the line has. */
function bandOf({ name, x, low, high }: History, index: number): Trace {
  const steps = (values: number[]) => values.flatMap((value, i) => (i === 0 ? [value] : [values[i - 1], value]));
  const along = x.flatMap((value, i) => (i === 0 ? [value] : [value, value]));
  const { color } = lineOf(index);
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x: [...along, ...[...along].reverse()],
    y: [...steps(high), ...steps(low).reverse()],
    fill: 'toself',
    fillcolor: color,
    opacity: 0.15,
    line: { width: 0, color },
    legendgroup: name,
    showlegend: false,
    hoverinfo: 'skip',
  };
}

function lineTrace({ name, x, mean }: History, index: number): Trace {
  const line = { ...lineOf(index), shape: 'hv' };
  return { type: 'scatter', mode: 'lines', name, legendgroup: name, x, y: mean, line };
}

import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { animated } from './animation';
import { baseAxis, baseLayout, colours } from './colours';
import type { Figure, Frame, Trace } from './figure';
import { rounded, short } from './number-text';

export const defaults = { width: 760, height: 460 };

/** What a Bayesian search of one hyper-parameter believed after some trials; `acquisitionSteps` gives such steps. */
export interface AcquisitionView {
  /** how many were over */
  trials: number;
  /** values of the hyper-parameter, in order */
  x: readonly number[];
  /** what the model expects there, and its standard deviation, both in the unit of the trials' values */
  mean: readonly number[];
  deviation: readonly number[];
  /** expected improvement there, in the same unit */
  improvement: readonly number[];
  /** what came of the trials, nothing where one failed; and what the model takes it for */
  observed: readonly { x: number; value?: number; counted: number }[];
  /** where the next trial is made */
  next?: number;
}

export interface AcquisitionOptions {
  title?: string;
  /** name of the hyper-parameter; default: `hyper-parameter` */
  xTitle?: string;
  /** default: `accuracy` */
  yTitle?: string;
  /** of the hyper-parameter's axis; default: `linear` */
  scale?: 'linear' | 'log';
}

/**
 * A Bayesian search of one hyper-parameter at work, trial by trial. Above: the trials so far, the mean μ of the Gaussian process, and a band
 * of two standard deviations σ around it. Below: the expected improvement, as a share of its largest value; there the next trial is made.
 *
 *     band: μ(x) ± 2 σ(x),   below: EI(x) / max EI
 *
 * A triangle is a trial that failed or was very bad: it stands at the value that the model takes it for.
 *
 * @throws UserError without steps
 * @see Jones, Schonlau and Welch, "Efficient global optimization of expensive black-box functions", 1998
 * @example await show(acquisition(acquisitionSteps(study), { xTitle: 'learning rate', scale: 'log' }));
 */
export function acquisition(steps: readonly AcquisitionView[], options: AcquisitionOptions = {}): Figure {
  checkOptions(options, ['title', 'xTitle', 'yTitle', 'scale'], 'acquisition');
  if (!Array.isArray(steps) || steps.length === 0) {
    throw new UserError('acquisition needs steps: acquisitionSteps(study) gives them.');
  }
  const { title = 'Where to try next', xTitle = 'hyper-parameter', yTitle = 'accuracy', scale = 'linear' } = options;
  const frames = steps.map(frameOf);
  const axis = { ...baseAxis, type: scale, range: along(steps[0].x, scale), zeroline: false };
  const powers = scale === 'log' ? { dtick: 1, exponentformat: 'power' } : {};
  const layout: Figure['layout'] = {
    ...baseLayout(title, defaults.width, defaults.height),
    margin: { l: 76, r: 20, t: 76, b: 52 },
    showlegend: true,
    legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: 1.02, yanchor: 'bottom', font: { size: 11 } },
    dragmode: false,
    xaxis: { ...axis, ...powers, anchor: 'y', showticklabels: false },
    xaxis2: { ...axis, ...powers, anchor: 'y2', title: { text: xTitle, standoff: 6 } },
    yaxis: {
      ...baseAxis,
      domain: [0.36, 1],
      range: rangeOf(steps[steps.length - 1]),
      title: { text: yTitle },
      zeroline: false,
    },
    yaxis2: {
      ...baseAxis,
      domain: [0, 0.28],
      range: [0, 1.12],
      title: { text: 'expected<br>improvement' },
      tickvals: [0, 0.5, 1],
      tickformat: '.0%',
    },
  };
  const last = steps[steps.length - 1];
  const [best] = [...last.observed].sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
  const { x, value = Number.NaN } = best ?? { x: Number.NaN };
  const alt = `${title}: ${steps.length} steps of a Bayesian search over ${xTitle}, from ${steps[0].trials} to ${last.trials} trials. Best: ${short(value)} at ${short(x)}.`;
  return animated({ data: traces(), layout, alt }, frames, { shown: frames.length - 1, prefix: 'trials so far: ' });
}

/** What is drawn, in the order of the data of `frameOf`. */
function traces(): Trace[] {
  const below = { xaxis: 'x2', yaxis: 'y2', showlegend: false };
  const quiet = { type: 'scatter', hoverinfo: 'skip' };
  const marker = { color: colours.kernel, size: 9, line: { color: '#000000', width: 1 } };
  const trials = { type: 'scatter', mode: 'markers', hovertemplate: '%{x:.3~g}: %{text}<extra></extra>' };
  const next = { ...quiet, mode: 'lines', line: { color: colours.output, width: 2, dash: '6px,4px' } };
  const band = { fill: 'toself', fillcolor: 'rgba(86,180,233,0.3)', line: { width: 0, color: colours.sky } };
  const hill = { fill: 'tozeroy', fillcolor: 'rgba(0,158,115,0.25)', line: { color: colours.good, width: 2 } };
  return [
    { ...quiet, mode: 'lines', name: '± 2 standard deviations', ...band },
    { type: 'scatter', mode: 'lines', name: 'mean', line: { color: colours.input, width: 2.5 } },
    { ...next, name: 'next trial' },
    { ...trials, name: 'trials', marker },
    { ...trials, name: 'failed or very bad', marker: { ...marker, symbol: 'triangle-down' } },
    { type: 'scatter', mode: 'lines', name: 'expected improvement', ...hill, ...below },
    { ...next, ...below },
    { ...quiet, mode: 'text', textposition: 'bottom right', textfont: { color: colours.ink }, ...below },
  ];
}

/** All trials, and the mean everywhere; the band may be cut off. */
function rangeOf({ mean, observed }: AcquisitionView): [number, number] {
  const shown = [...mean, ...observed.map(({ counted }) => counted)];
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const room = 0.15 * (high - low || 1);
  return [rounded(low - room, 4), rounded(high + room, 4)];
}

/** The ends of the hyper-parameter's axis, with room for markers at both of them. */
function along(x: readonly number[], scale: 'linear' | 'log'): [number, number] {
  const [low, high] = [x[0], x[x.length - 1]].map((end) => (scale === 'log' ? Math.log10(end) : end));
  const room = 0.015 * (high - low || 1);
  return [low - room, high + room];
}

/** A step, with an axis of its own: the first beliefs are far wider than the last. */
function frameOf(step: AcquisitionView): Frame {
  const { trials, mean, deviation, improvement, observed, next } = step;
  const range = rangeOf(step);
  const [bottom, top] = [2 * range[0] - range[1], 2 * range[1] - range[0]];
  const within = (value: number) => rounded(Math.min(top, Math.max(bottom, value)), 4);
  const x = step.x.map((one) => rounded(one, 4));
  const upper = mean.map((one, i) => within(one + 2 * deviation[i]));
  const lower = mean.map((one, i) => within(one - 2 * deviation[i]));
  const most = Math.max(...improvement);
  const mark = next === undefined ? [] : [rounded(next, 4), rounded(next, 4)];
  const isRaised = ({ value, counted }: (typeof observed)[number]) => value === undefined || counted - value > 1e-9;
  return {
    name: String(trials),
    traces: [0, 1, 2, 3, 4, 5, 6, 7],
    layout: { yaxis: { range } },
    data: [
      { x: [...x, ...[...x].reverse()], y: [...upper, ...lower.reverse()] },
      { x, y: mean.map(within) },
      { x: mark, y: mark.length ? range : [] },
      trialPoints(observed.filter((one) => !isRaised(one))),
      trialPoints(observed.filter(isRaised)),
      { x, y: improvement.map((one) => rounded(most > 0 ? one / most : 0, 3)) },
      { x: mark, y: mark.length ? [0, 1.12] : [] },
      { x: [x[Math.floor(0.01 * x.length)]], y: [1.1], text: [`100 % = ${short(most)}`] },
    ],
  };
}

function trialPoints(observed: AcquisitionView['observed']): Partial<Trace> {
  return {
    x: observed.map(({ x }) => rounded(x, 4)),
    y: observed.map(({ counted }) => rounded(counted, 4)),
    text: observed.map(({ value }) => (value === undefined ? 'failed' : short(value))),
  };
}

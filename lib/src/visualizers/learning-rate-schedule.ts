import { checkOptions, checkWhole } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, legendBelow } from './colours';
import type { Figure, Trace } from './figure';
import { rounded, short } from './number-text';
import { lineOf } from './series-look';

export const defaults = {
  width: 760,
  height: 380,
  /** about so many points are drawn of one line, besides those where it jumps */
  points: 240,
  /** a change from one step to the next that is larger, as a share of the highest rate, is a jump */
  jump: 0.05,
};

/** A number, or what depends on where a training stands; `cosineDecay`, `warmUp` and others give such functions. */
export type RateOverSteps =
  | number
  | ((position: { epoch: number; epochs: number; step: number; steps: number }) => number);

export interface LearningRateScheduleOptions {
  title?: string;
  /** of the whole training */
  steps: number;
  /** of the whole training; default: 1. With more the horizontal axis counts epochs */
  epochs?: number;
  /** factors of the rate by groups of layers, as `fit` takes them: a line for each group */
  groups?: Readonly<Record<string, RateOverSteps>>;
  /** of the rates; `log` shows rates of different sizes in one figure. Default: `linear` */
  scale?: 'linear' | 'log';
}

/**
 * The learning rate over a training: a line for each schedule, or for each group of layers.
 *
 *     rate of a group at a step = schedule(step) · factor of the group(step)
 *
 * @param schedules by name; what `fit({ learningRate })` takes: a number, or a function of `{ epoch, epochs, step, steps }`
 * @throws UserError without schedules, and for one that gives no rate from 0
 * @example
 * await show(learningRateSchedule({ cosine: cosineDecay(0.01), 'with warm-up': warmUp(0.1, cosineDecay(0.01)) }, { steps: 300 }));
 * @example
 * await show(learningRateSchedule({ Adam: warmUp(20, 0.001) }, { steps: 100, groups: { stage3: 0.1, head: 1 }, scale: 'log' }));
 */
export function learningRateSchedule(
  schedules: Readonly<Record<string, RateOverSteps>>,
  options: LearningRateScheduleOptions,
): Figure {
  checkOptions(options, ['title', 'steps', 'epochs', 'groups', 'scale'], 'learningRateSchedule');
  const { title = 'Learning rate', groups = { '': 1 }, scale = 'linear' } = options;
  const steps = checkWhole(options.steps, 'steps', 1);
  const epochs = checkWhole(options.epochs ?? 1, 'epochs', 1);
  if (scale !== 'linear' && scale !== 'log') throw new UserError("learningRateSchedule: scale is 'linear' or 'log'.");
  const named = Object.entries(schedules ?? {});
  if (!named.length || !Object.keys(groups).length)
    throw new UserError('learningRateSchedule needs schedules by name, such as { cosine: cosineDecay(0.01) }.');
  const lines = named.flatMap(([schedule, rate]) =>
    Object.entries(groups).map(([group, factor]) => {
      const name = group === '' ? schedule : named.length === 1 ? group : `${schedule}, ${group}`;
      return { name, rates: ratesOf(name, rate, factor, steps, epochs) };
    }),
  );
  const unit = epochs > 1 ? 'epoch' : 'step';
  const perUnit = epochs > 1 ? steps / epochs : 1;
  const highest = Math.max(...lines.flatMap(({ rates }) => rates.reduce((a, b) => Math.max(a, b), 0)));
  const layout: Figure['layout'] = {
    ...baseLayout(title, defaults.width, defaults.height),
    margin: { l: 76, r: 20, t: 50, b: lines.length > 1 ? 88 : 52 },
    dragmode: false,
    hovermode: 'closest',
    xaxis: { ...baseAxis, title: { text: unit, standoff: 6 }, range: [0, steps / perUnit], nticks: 10 },
    yaxis: {
      ...baseAxis,
      title: { text: `learning rate${scale === 'log' ? ', logarithmic' : ''}` },
      // Powers of ten without a letter for thousandths, which nobody uses for rates.
      exponentformat: 'power',
      ...(scale === 'log' ? { type: 'log', dtick: 1 } : { range: [0, 1.06 * (highest || 1)], nticks: 6 }),
    },
    legend: legendBelow,
    showlegend: lines.length > 1,
  };
  const data = lines.map(({ name, rates }, index): Trace => {
    const at = drawnSteps(rates, highest);
    return {
      type: 'scatter',
      mode: 'lines',
      name,
      x: at.map((step) => rounded(step / perUnit, 5)),
      // Nothing of a rate of 0 can be drawn on a logarithmic axis.
      y: at.map((step) => (scale === 'log' && rates[step] === 0 ? null : rounded(rates[step], 5))),
      line: lineOf(index),
      hovertemplate: `${name}<br>${unit} %{x}: %{y:.3~g}<extra></extra>`,
    };
  });
  const told = lines.map(({ name, rates }) => `${name} ${inWords(rates, perUnit, unit)}`);
  const length = `${steps} steps${epochs > 1 ? ` in ${epochs} epochs` : ''}`;
  return { data, layout, alt: `${title} over ${length}: ${told.join('; ')}.` };
}

/** The rate of every step. */
function ratesOf(name: string, rate: RateOverSteps, factor: RateOverSteps, steps: number, epochs: number): number[] {
  return Array.from({ length: steps }, (_, step) => {
    const position = { epoch: Math.floor((step * epochs) / steps), epochs, step, steps };
    const at = (one: RateOverSteps) => (typeof one === 'function' ? one(position) : one);
    const value = at(rate) * at(factor);
    if (!(Number.isFinite(value) && value >= 0)) {
      throw new UserError(
        `learningRateSchedule: ${name} gives the rate ${value} at step ${step}; it must be 0 or more.`,
      );
    }
    return value;
  });
}

/** The steps to draw: evenly spread ones, and both sides of each jump and each corner. */
function drawnSteps(rates: readonly number[], highest: number): number[] {
  const every = Math.max(1, Math.ceil(rates.length / defaults.points));
  const change = (step: number) => (rates[step] ?? rates[rates.length - 1]) - rates[step - 1];
  const isCorner = (step: number) =>
    step > 0 &&
    step < rates.length - 1 &&
    Math.abs(change(step + 1) - change(step)) > (defaults.jump / every) * highest;
  return rates.flatMap((_, step) => (step % every === 0 || step === rates.length - 1 || isCorner(step) ? [step] : []));
}

function inWords(rates: readonly number[], perUnit: number, unit: string): string {
  const top = rates.reduce((best, rate, step) => (rate > rates[best] ? step : best), 0);
  const last = rates[rates.length - 1];
  const peak = top > 0 && top < rates.length - 1 ? `, ${short(rates[top])} at ${unit} ${short(top / perUnit)}` : '';
  if (rates.every((rate) => rate === rates[0])) return `always ${short(rates[0])}`;
  return `from ${short(rates[0])}${peak} to ${short(last)}`;
}

import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, colours } from './colours';
import type { Figure, Trace } from './figure';
import { shortened } from './grid';
import { rounded } from './number-text';
import { asPercent, type Spread, type SpreadFacts, spreadFacts } from './seed-spread';

export const defaults = {
  width: 780,
  rowHeight: 46,
  nameWidth: 230,
  /** for the gains, right of the plot, in pixels */
  gainWidth: 150,
};

/** One step on the way from a baseline to the best. */
export interface AblationStep {
  /** what was changed, such as `+ batch normalization` */
  name: string;
  /** accuracies, shares 0…1, one for each seed; the same seeds in all steps let gains be compared seed by seed */
  values: Spread;
}

export interface AblationOptions {
  title?: string;
}

/**
 * From a baseline to the best, one change at a time: a row each, from the top down, with every seed as a dot, the mean as a diamond, and a
 * bar from the mean of the step before to its own, green for a gain. On the right stands the gain in percentage points with its spread:
 *
 *     gain = mean of this step − mean of the step before
 *     ± √(Σ (dᵢ − gain)² / (n − 1)), where dᵢ is the gain of seed i, if both steps have n values
 *     ± √(s² + s₀²), the spread of a difference of independent values, else; s and s₀ are the steps' standard deviations
 *
 * A gain that is smaller than its spread may be chance, and is written in grey.
 *
 * @param steps in order, the baseline first; what `savedResults` gives of a group, as `{ name, values: accuracy }`
 * @throws UserError without steps, and for an accuracy that is no share
 * @example
 * await show(ablation([
 *   { name: 'baseline', values: [0.871, 0.868, 0.874] },
 *   { name: '+ batch normalization', values: [0.889, 0.892, 0.887] },
 * ]));
 */
export function ablation(steps: readonly AblationStep[], options: AblationOptions = {}): Figure {
  checkOptions(options, ['title'], 'ablation');
  const { title = 'From the baseline to the best' } = options;
  if (!Array.isArray(steps) || !steps.length) {
    throw new UserError("ablation needs steps, such as [{ name: 'baseline', values: [0.87, 0.88] }].");
  }
  const facts = steps.map(({ name, values }) => {
    const what = `ablation: accuracy of "${name}"`;
    const one = spreadFacts(values, 'deviation', what);
    const outside = one.values.find((value) => value < 0 || value > 1);
    if (outside !== undefined) throw new UserError(`${what} must be a share from 0 to 1, got ${outside}.`);
    return one;
  });
  const gains = facts.map((one, i) => (i === 0 ? undefined : gainOver(facts[i - 1], one)));
  const labels = steps.map(({ name }) => shortened(name, defaults.nameWidth));
  const margin = { l: Math.max(...labels.map(({ length }) => length)) * 7 + 16, r: defaults.gainWidth, t: 66, b: 52 };
  const all = facts.flatMap(({ values }) => values);
  const room = Math.max(0.004, 0.08 * (Math.max(...all) - Math.min(...all)));
  const layout: Figure['layout'] = {
    ...baseLayout(title, defaults.width, steps.length * defaults.rowHeight + margin.t + margin.b),
    margin,
    showlegend: false,
    dragmode: false,
    xaxis: {
      ...baseAxis,
      title: { text: 'accuracy: ◆ mean, ○ each seed', standoff: 6 },
      tickformat: '.3~p',
      nticks: 7,
      range: [rounded(Math.min(...all) - room, 4), rounded(Math.max(...all) + room, 4)],
    },
    yaxis: {
      ...baseAxis,
      tickvals: steps.map((_, i) => i),
      ticktext: labels,
      range: [steps.length - 0.5, -0.5],
      showgrid: false,
      zeroline: false,
    },
    annotations: [
      beside(-0.5, 'mean, gain in points', colours.ink),
      ...facts.map((one, i) => beside(i, besideText(one, gains[i]), colourOf(gains[i]))),
    ],
  };
  const told = steps.map(({ name }, i) => `${name} ${asPercent(facts[i].mean)} %${gainInWords(gains[i])}`);
  const [first, last] = [facts[0].mean, facts[facts.length - 1].mean];
  const whole = steps.length > 1 ? ` In all ${signed(last - first)} points.` : '';
  return {
    data: tracesOf(steps, facts, gains),
    layout,
    alt: `${title}, ${steps.length} steps: ${told.join('; ')}.${whole}`,
  };
}

interface Gain {
  mean: number;
  /** unknown where there is a single seed */
  spread?: number;
}

function gainOver(before: SpreadFacts, now: SpreadFacts): Gain {
  const mean = now.mean - before.mean;
  const count = now.values.length;
  if (count < 2 || before.values.length < 2) return { mean };
  // low and high are one standard deviation from the mean
  if (before.values.length !== count)
    return { mean, spread: Math.hypot(now.high - now.mean, before.high - before.mean) };
  const squares = now.values.reduce((sum, value, i) => sum + (value - before.values[i] - mean) ** 2, 0);
  return { mean, spread: Math.sqrt(squares / (count - 1)) };
}

function isClear({ mean, spread }: Gain): boolean {
  return spread === undefined || Math.abs(mean) > spread;
}

function colourOf(gain: Gain | undefined): string {
  if (!gain || !isClear(gain)) return colours.ink;
  return gain.mean > 0 ? colours.good : colours.bad;
}

/** Points with a sign: `+1.8`, `−0.3`, `±0.0` */
function signed(share: number): string {
  const points = asPercent(Math.abs(share));
  if (Number(points) === 0) return `±${points}`;
  return `${share > 0 ? '+' : '−'}${points}`;
}

function besideText({ mean }: SpreadFacts, gain: Gain | undefined): string {
  const text = `<b>${asPercent(mean)} %</b>`;
  if (!gain) return text;
  return `${text}  ${signed(gain.mean)}${gain.spread === undefined ? '' : ` ± ${asPercent(gain.spread)}`}`;
}

function gainInWords(gain: Gain | undefined): string {
  if (!gain) return '';
  const spread = gain.spread === undefined ? '' : ` ± ${asPercent(gain.spread)}`;
  return `, ${signed(gain.mean)}${spread} points${isClear(gain) ? '' : ' (within the spread of the seeds)'}`;
}

function beside(row: number, text: string, color: string): Record<string, unknown> {
  const place = { xref: 'paper', x: 1, xanchor: 'left', xshift: 8, yref: 'y', y: row, yanchor: 'middle' };
  return { ...place, text, showarrow: false, font: { size: 12, color } };
}

function tracesOf(
  steps: readonly AblationStep[],
  facts: readonly SpreadFacts[],
  gains: readonly (Gain | undefined)[],
): Trace[] {
  const bars = gains.flatMap((gain, i) => (gain ? [{ gain, i }] : []));
  const [x, y]: (number | null)[][] = [[], []];
  // Where a step begins: the mean of the one before, down to this row.
  bars.forEach(({ i }) => {
    x.push(rounded(facts[i - 1].mean, 5), rounded(facts[i - 1].mean, 5), null);
    y.push(i - 1, i + 0.3, null);
  });
  const quiet = { type: 'scatter', hoverinfo: 'skip' };
  const seeds = facts.flatMap(({ values }, i) => (values.length > 1 ? values.map((value) => [value, i]) : []));
  return [
    {
      type: 'bar',
      orientation: 'h',
      name: 'gain',
      base: bars.map(({ i }) => rounded(facts[i - 1].mean, 5)),
      x: bars.map(({ gain }) => rounded(gain.mean, 5)),
      y: bars.map(({ i }) => i),
      width: 0.34,
      opacity: 0.55,
      marker: { color: bars.map(({ gain }) => colourOf(gain)) },
      hoverinfo: 'skip',
    },
    { ...quiet, mode: 'lines', name: 'before', x, y, line: { color: colours.ink, width: 1, dash: '2px,2px' } },
    {
      ...quiet,
      mode: 'markers',
      name: 'seeds',
      x: seeds.map(([value]) => rounded(value, 5)),
      // Below the bar, which would hide them.
      y: seeds.map(([, row]) => row + 0.32),
      marker: { symbol: 'circle-open', size: 6, color: colours.ink, line: { width: 1.3 } },
    },
    {
      type: 'scatter',
      mode: 'markers',
      name: 'mean',
      x: facts.map(({ mean }) => rounded(mean, 5)),
      y: facts.map((_, i) => i),
      marker: { symbol: 'diamond', size: 10, color: colours.ink },
      hovertext: facts.map((one, i) => `${steps[i].name}<br>${besideText(one, gains[i])}`),
      hoverinfo: 'text',
    },
  ];
}

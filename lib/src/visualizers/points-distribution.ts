import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, colours } from './colours';
import type { Figure, Trace } from './figure';
import { shortened } from './grid';
import { short } from './number-text';
import { plotlyText } from './plotly-text';

export const defaults = {
  width: 790,
  panelHeight: 130,
  /** between two panels, in pixels */
  gap: 46,
  bins: 20,
};

/** What the students of a class reached in one chapter. */
export interface ReachedShares {
  name: string;
  /** share of the points for each hand-in, 0…1 */
  shares: readonly number[];
}

/**
 * How the points are spread: a histogram a chapter over the share of the points that was reached, with the mean and the median. A bin holds
 * its lower bound; the last one holds 100 %, too.
 *
 * @param chapters shares of the points, without unit, `[hand-ins]` each
 * @throws UserError without chapters, or for a share below 0 or above 1
 * @example await show(pointsDistribution([{ name: 'Chapter 2', shares: [0.3, 0.85, 0.9, 1] }]))
 */
export function pointsDistribution(
  chapters: readonly ReachedShares[],
  options: { title?: string; bins?: number } = {},
): Figure {
  checkOptions(options, ['title', 'bins'], 'pointsDistribution');
  const { title = 'Points', bins = defaults.bins } = options;
  const known = (chapters ?? []).filter(({ shares }) => shares.length > 0);
  if (!known.length) throw new UserError('pointsDistribution needs at least one chapter with a hand-in.');
  for (const { name, shares } of known) {
    if (shares.some((share) => !(share >= 0 && share <= 1)))
      throw new UserError(`pointsDistribution: the shares of "${name}" must be 0 to 1.`);
  }
  const margin = { l: 62, r: 20, t: 72, b: 50 };
  const plot = known.length * defaults.panelHeight + (known.length - 1) * defaults.gap;
  const layout: Figure['layout'] = {
    ...baseLayout(title, defaults.width, plot + margin.t + margin.b),
    margin,
    bargap: 0.06,
    dragmode: false,
    showlegend: false,
    xaxis: {
      ...baseAxis,
      range: [0, 100],
      dtick: 10,
      ticksuffix: ' %',
      zeroline: false,
      title: { text: 'share of the points', standoff: 6 },
      anchor: `y${known.length === 1 ? '' : known.length}`,
    },
  };
  const annotations: Record<string, unknown>[] = [];
  const data: Trace[] = [];
  const sentences = known.map(({ name, shares }, index) => {
    const id = index === 0 ? '' : String(index + 1);
    const top = 1 - (index * (defaults.panelHeight + defaults.gap)) / plot;
    const counts = countsOf(shares, bins);
    const tallest = Math.max(...counts);
    const [mean, median] = [meanOf(shares), medianOf(shares)];
    layout[`yaxis${id}`] = {
      ...baseAxis,
      domain: [Math.max(0, top - defaults.panelHeight / plot), top],
      range: [0, tallest * 1.08],
      dtick: Math.ceil(tallest / 4),
      zeroline: false,
      title: { text: 'students', standoff: 4 },
    };
    data.push(...panel(counts, mean, median, tallest * 1.08, `y${id}`));
    const facts = `${shares.length} hand-in${shares.length === 1 ? '' : 's'}, mean ${percent(mean)}, median ${percent(median)}`;
    annotations.push({
      xref: 'paper',
      yref: 'paper',
      x: 0,
      y: top,
      xanchor: 'left',
      yanchor: 'bottom',
      text: `<b>${plotlyText(shortened(name, 300))}</b>: ${facts}`,
      showarrow: false,
      font: { color: colours.ink },
    });
    const below = shares.filter((share) => share < 0.5).length;
    return `${name}: ${facts}; ${below} below half of the points`;
  });
  layout.annotations = annotations;
  const legend = 'Dotted: mean; dashed: median.';
  return { data, layout, alt: `${title}. ${sentences.join('. ')}. ${legend}` };
}

function panel(counts: number[], mean: number, median: number, height: number, yaxis: string): Trace[] {
  const step = 100 / counts.length;
  const at = counts.map((_, i) => Number(((i + 0.5) * step).toFixed(4)));
  const mark = (name: string, share: number, dash: string): Trace => ({
    type: 'scatter',
    mode: 'lines',
    name,
    x: [100 * share, 100 * share],
    y: [0, height],
    yaxis,
    line: { color: colours.output, width: 2, dash },
    hovertext: `${name} ${percent(share)}`,
    hoverinfo: 'text',
    cliponaxis: false,
  });
  return [
    {
      type: 'bar',
      name: 'students',
      x: at,
      y: counts,
      width: step * 0.94,
      yaxis,
      marker: { color: colours.input },
      hovertext: counts.map((count, i) => `${short(i * step)}–${short((i + 1) * step)} %: ${count}`),
      hoverinfo: 'text',
    },
    mark('mean', mean, 'dot'),
    mark('median', median, 'dash'),
  ];
}

/** A share of 0.15 belongs to the bin that begins there, however the computer writes it. */
function countsOf(shares: readonly number[], bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const share of shares) counts[Math.min(bins - 1, Math.floor(share * bins + 1e-9))]++;
  return counts;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const percent = (share: number): string => `${short(Number((100 * share).toFixed(1)), 4)} %`;

import { UserError } from '../project';
import { baseAxis, baseLayout, colours, legendBelow, panelCaption } from './colours';
import type { Figure, Trace } from './figure';
import { balanced } from './grid';
import { rounded, short } from './number-text';

export const defaults = {
  /** bins of the values of one moment */
  bins: 40,
  /** panels side by side */
  columns: 2,
  panelWidth: 300,
  panelHeight: 190,
  /** between two panels, for the axis of the right one or the caption of the lower one */
  gap: 64,
  /** half of the values lie above the middle line, 70 % between the outer two: those of Ioffe and Szegedy's figure */
  quantiles: [0.15, 0.5, 0.85],
  /** values further out than this share of a layer's values do not widen the range */
  tail: 0.005,
};

/** The outputs of one layer at several moments of a training. */
export interface LayerHistory {
  name: string;
  steps: {
    /** how many steps of training came before */
    step: number;
    /** all values in any order */
    values: ArrayLike<number>;
  }[];
}

export interface HistogramHistoryOptions {
  title?: string;
  /** title of the axis of the values; default: `activation` */
  xTitle?: string;
  /** the same range for all; default: each its own */
  range?: [number, number];
  bins?: number;
  columns?: number;
}

/** A panel a layer: training steps to the right, values upwards, the share of values as colour, three quantiles as lines. */
export function histogramHistory(layers: LayerHistory[], options: HistogramHistoryOptions): Figure {
  const { bins = defaults.bins, title = 'Activations during training' } = options;
  const columns = Math.min(layers.length, options.columns ?? balanced(layers.length, defaults.columns));
  const rows = Math.ceil(layers.length / columns);
  const margin = { l: 62, r: 16, t: 74, b: 92 };
  const plot = {
    width: columns * defaults.panelWidth + (columns - 1) * defaults.gap,
    height: rows * defaults.panelHeight + (rows - 1) * defaults.gap,
  };
  const layout = {
    ...baseLayout(title, plot.width + margin.l + margin.r, plot.height + margin.t + margin.b),
    margin,
    showlegend: true,
    legend: legendBelow,
  } as Figure['layout'];
  const annotations: Record<string, unknown>[] = [];
  const data: Trace[] = [];
  const sentences: string[] = [];
  layers.forEach((layer, index) => {
    const id = index === 0 ? '' : String(index + 1);
    const moments = momentsOf(layer);
    const range = options.range ?? rangeOf(moments);
    const left = ((index % columns) * (defaults.panelWidth + defaults.gap)) / plot.width;
    const right = left + defaults.panelWidth / plot.width;
    const top = 1 - (Math.floor(index / columns) * (defaults.panelHeight + defaults.gap)) / plot.height;
    layout[`xaxis${id}`] = {
      ...baseAxis,
      domain: [left, right],
      anchor: `y${id}`,
      nticks: 6,
      ...(index + columns >= layers.length ? { title: { text: 'training step', standoff: 6 } } : {}),
    };
    layout[`yaxis${id}`] = {
      ...baseAxis,
      range,
      domain: [top - defaults.panelHeight / plot.height, top],
      anchor: `x${id}`,
      nticks: 6,
      ...(index % columns === 0 ? { title: { text: options.xTitle ?? 'activation', standoff: 4 } } : {}),
    };
    annotations.push(panelCaption(`<b>${layer.name}</b>`, (left + right) / 2, top));
    const axes = { xaxis: `x${id}`, yaxis: `y${id}` };
    data.push({ ...heat(moments, range, bins), ...axes }, ...lines(moments, index === 0, axes));
    const ends = moments.length > 1 ? [moments[0], moments[moments.length - 1]] : moments;
    sentences.push(`${layer.name}: ${ends.map(inWords).join('; ')}`);
  });
  layout.annotations = annotations;
  return { data, layout, alt: `${title}. ${sentences.join('. ')}.` };
}

interface Moment {
  step: number;
  /** finite ones, from the least to the largest */
  sorted: Float64Array;
}

function momentsOf({ name, steps }: LayerHistory): Moment[] {
  if (!steps.length) throw new UserError(`activationHistogram got no steps for the layer "${name}".`);
  return steps.map(({ step, values }, i) => {
    if (!Number.isFinite(step) || (i > 0 && step <= steps[i - 1].step))
      throw new UserError(
        `The steps of the layer "${name}" must be numbers that grow, got ${steps.map((one) => one.step).join(', ')}.`,
      );
    const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
    if (!sorted.length)
      throw new UserError(`activationHistogram got no numbers for the layer "${name}" at step ${step}.`);
    return { step, sorted };
  });
}

const quantile = ({ sorted }: Moment, share: number) => sorted[Math.round(share * (sorted.length - 1))];

function rangeOf(moments: Moment[]): [number, number] {
  const low = Math.min(...moments.map((moment) => quantile(moment, defaults.tail)));
  const high = Math.max(...moments.map((moment) => quantile(moment, 1 - defaults.tail)));
  return high > low ? [rounded(low), rounded(high)] : [low - 0.5, low + 0.5];
}

function heat(moments: Moment[], [low, high]: [number, number], bins: number): Trace {
  const size = (high - low) / bins;
  const shares = moments.map(({ sorted }) => {
    const counts = new Array<number>(bins).fill(0);
    for (const value of sorted) {
      if (value >= low && value <= high) counts[Math.min(bins - 1, Math.floor((value - low) / size))]++;
    }
    return counts.map((count) => rounded((100 * count) / sorted.length, 3));
  });
  return {
    type: 'heatmap',
    name: 'share of values',
    x: moments.map(({ step }) => step),
    y: Array.from({ length: bins }, (_, i) => rounded(low + (i + 0.5) * size, 4)),
    z: Array.from({ length: bins }, (_, i) => shares.map((column) => column[i])),
    zmin: 0,
    // A bin with all the zeros of ReLU would leave no colour for the others.
    zmax: rounded(Math.min(Math.max(...shares.flat()), 400 / bins)),
    colorscale: [
      [0, 'rgba(213,94,0,0)'],
      [1, colours.output],
    ],
    showscale: false,
    hovertemplate: 'step %{x}: %{z} % of the values near %{y}<extra></extra>',
  };
}

function lines(moments: Moment[], isFirst: boolean, axes: { xaxis: string; yaxis: string }): Trace[] {
  const names = ['15th and 85th percentile', 'median', '15th and 85th percentile'];
  return defaults.quantiles.map((share, i) => ({
    type: 'scatter',
    mode: 'lines',
    name: names[i],
    legendgroup: names[i],
    showlegend: isFirst && i < 2,
    x: moments.map(({ step }) => step),
    y: moments.map((moment) => rounded(quantile(moment, share), 4)),
    line: { color: colours.input, width: i === 1 ? 2.5 : 1.5, dash: i === 1 ? 'solid' : 'dot' },
    hoverinfo: 'skip',
    ...axes,
  }));
}

function inWords(moment: Moment): string {
  const [low, middle, high] = defaults.quantiles.map((share) => short(quantile(moment, share)));
  return `at step ${moment.step} median ${middle}, 70 % of the values from ${low} to ${high}`;
}

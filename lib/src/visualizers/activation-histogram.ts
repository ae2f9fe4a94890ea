import { UserError } from '../project';
import { baseLayout, colours, panelCaption } from './colours';
import type { Figure, Trace } from './figure';
import { balanced } from './grid';
import { histogramHistory, type LayerHistory } from './histogram-history';
import { short } from './number-text';

export const defaults = {
  /** bars of a histogram */
  bins: 40,
  /** histograms side by side */
  columns: 3,
  panelWidth: 205,
  panelHeight: 170,
  /** an output this near to a bound of its activation, as a share of the whole range, counts as saturated */
  saturation: 0.05,
};

/** The outputs of one layer. */
export interface LayerValues {
  name: string;
  /** all values in any order, or `[examples, units]`: only then can units be told dead */
  values: ArrayLike<number> | number[][];
  /** default: no saturation is counted, only zeros */
  activation?: string;
}

export interface ActivationHistogramOptions {
  title?: string;
  /** title of the horizontal axes; default: `activation` */
  xTitle?: string;
  /** the same range for all; default: each its own */
  range?: [number, number];
  bins?: number;
  columns?: number;
  saturation?: number;
}

/** Bounds that outputs approach where the gradient vanishes. */
const bounds: Record<string, [number, number]> = { sigmoid: [0, 1], tanh: [-1, 1] };

/**
 * One histogram a layer: how often the layer's outputs take which value, in percent of all its values.
 *
 * Above each stands the share of saturated values (sigmoid and tanh: within 5 % of the range of a bound, where the
 * derivative is nearly zero), or of zeros (ReLU), and with values as `[examples, units]` the number of dead units: units
 * that are zero for every example, and so learn no more. Bars that count as saturated are coloured.
 *
 * With `steps` in place of values it draws how the histograms change during a training: steps to the right, values upwards, their
 * share as colour, and the 15th, 50th and 85th percentile as lines, as Ioffe and Szegedy did for batch normalization (2015).
 *
 * @param layers outputs without unit, one entry a layer, in the order of the network
 * @example await show(activationHistogram([{ name: 'dense 1', values: outputs, activation: 'sigmoid' }]))
 * @example await show(activationHistogram([{ name: 'dense 1', steps: [{ step: 0, values: before }, { step: 50, values: after }] }]))
 */
export function activationHistogram(
  layers: LayerValues[] | LayerHistory[],
  options: ActivationHistogramOptions = {},
): Figure {
  if (!layers?.length) throw new UserError('activationHistogram needs at least one layer: { name, values }.');
  return areHistories(layers) ? histogramHistory(layers, options) : histograms(layers, options);
}

function areHistories(layers: LayerValues[] | LayerHistory[]): layers is LayerHistory[] {
  const count = layers.filter((layer) => 'steps' in layer).length;
  if (count > 0 && count < layers.length)
    throw new UserError('activationHistogram needs values for all layers, or steps for all of them.');
  return count > 0;
}

function histograms(layers: LayerValues[], options: ActivationHistogramOptions): Figure {
  const { bins = defaults.bins, range, title = 'Activations by layer', saturation = defaults.saturation } = options;
  const columns = Math.min(layers.length, options.columns ?? balanced(layers.length, defaults.columns));
  const rows = Math.ceil(layers.length / columns);
  const margin = { l: 58, r: 16, t: 100, b: 48 };
  const width = margin.l + margin.r + columns * defaults.panelWidth + (columns - 1) * 40;
  const between = 90;
  const height = margin.t + margin.b + rows * defaults.panelHeight + (rows - 1) * between;
  const plot = { width: width - margin.l - margin.r, height: height - margin.t - margin.b };
  const layout = {
    ...baseLayout(title, Math.max(width, 380), height),
    margin,
    bargap: 0,
    showlegend: false,
  } as Figure['layout'];
  // At the top edge: the margin holds captions of up to four lines.
  Object.assign(layout.title as object, { y: 1 - 18 / height, yanchor: 'middle' });
  const annotations: Record<string, unknown>[] = [];
  const data: Trace[] = [];
  const sentences: string[] = [];
  layers.forEach((layer, index) => {
    const id = index === 0 ? '' : String(index + 1);
    const facts = measure(layer, bins, range, saturation);
    const left = ((index % columns) * (defaults.panelWidth + 40)) / plot.width;
    const right = left + defaults.panelWidth / plot.width;
    const top = 1 - (Math.floor(index / columns) * (defaults.panelHeight + between)) / plot.height;
    const line = { gridcolor: colours.grid, zerolinecolor: colours.grid, linecolor: colours.ink, fixedrange: true };
    const xTitle = { text: options.xTitle ?? 'activation', standoff: 6 };
    layout[`xaxis${id}`] = { ...line, domain: [left, right], anchor: `y${id}`, title: xTitle, nticks: 6 };
    layout[`yaxis${id}`] = {
      ...line,
      domain: [top - defaults.panelHeight / plot.height, top],
      anchor: `x${id}`,
      nticks: 5,
      ticksuffix: ' %',
      ...(index % columns === 0 ? { title: { text: 'share of values', standoff: 4 } } : {}),
    };
    annotations.push(
      panelCaption(
        `<b>${layer.name}</b><br>${facts.notes.join('<br>') || `mean ${short(facts.mean)}`}`,
        (left + right) / 2,
        top,
      ),
    );
    data.push(facts.bars(`x${id}`, `y${id}`));
    sentences.push(
      `${layer.name}: ${[...facts.notes, `mean ${short(facts.mean)}, from ${short(facts.min)} to ${short(facts.max)}`].join(', ')}`,
    );
  });
  layout.annotations = annotations;
  return { data, layout, alt: `${title}. ${sentences.join('. ')}.` };
}

interface Facts {
  mean: number;
  min: number;
  max: number;
  /** shares worth saying, such as `62 % saturated` */
  notes: string[];
  bars(xaxis: string, yaxis: string): Trace;
}

function measure(layer: LayerValues, bins: number, range: [number, number] | undefined, saturation: number): Facts {
  const flat = Array.isArray(layer.values[0])
    ? (layer.values as number[][]).flat()
    : Array.from(layer.values as ArrayLike<number>);
  const finite = flat.filter(Number.isFinite);
  if (!finite.length) throw new UserError(`activationHistogram got no numbers for the layer "${layer.name}".`);
  let [min, max, sum, zeros, saturated] = [finite[0], finite[0], 0, 0, 0];
  const bound = bounds[layer.activation ?? ''];
  const near = bound ? saturation * (bound[1] - bound[0]) : 0;
  const isSaturated = (value: number) => bound !== undefined && (value <= bound[0] + near || value >= bound[1] - near);
  for (const value of finite) {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    if (value === 0) zeros++;
    if (isSaturated(value)) saturated++;
  }
  const [low, high] = range ?? bound ?? (max > min ? [min, max] : [min - 0.5, min + 0.5]);
  const step = (high - low) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const value of finite) {
    const bin = Math.floor((value - low) / step);
    if (value >= low && value <= high) counts[Math.min(bins - 1, bin)]++;
  }
  const centres = counts.map((_, i) => low + (i + 0.5) * step);
  const notes: string[] = [];
  const percent = (count: number) => `${short((100 * count) / finite.length, 3)} %`;
  if (bound) notes.push(`${percent(saturated)} saturated`);
  else if (zeros) notes.push(`${percent(zeros)} zero`);
  if (Array.isArray(layer.values[0]) && !bound) notes.push(deadUnits(layer.values as number[][]));
  if (finite.length < flat.length) notes.push(`${flat.length - finite.length} not finite`);
  return {
    mean: sum / finite.length,
    min,
    max,
    notes,
    bars: (xaxis, yaxis) => ({
      type: 'bar',
      name: layer.name,
      x: centres,
      y: counts.map((count) => (100 * count) / finite.length),
      width: step,
      marker: { color: centres.map((centre) => (isSaturated(centre) ? colours.bad : colours.output)) },
      hovertemplate: '%{y:.3g} % of the values near %{x:.3g}<extra></extra>',
      xaxis,
      yaxis,
    }),
  };
}

function deadUnits(examples: number[][]): string {
  const dead = examples[0].filter((_, unit) => examples.every((outputs) => outputs[unit] === 0)).length;
  return `${dead} of ${examples[0].length} units dead`;
}

import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, titleOnTop } from './colours';
import type { Figure, Trace } from './figure';
import { shortened } from './grid';
import { rounded, short } from './number-text';
import { lineOf, symbols } from './series-look';
import { defaults as histogramDefaults, histogramGrid } from './signal-histograms';
import { type Measured, type MeasuredLayer, measuredLayers, type PropagatedNetwork } from './signal-measures';
import { evenly } from './windows';

export const defaults = {
  width: 800,
  /** the two panels of lines, in pixels */
  linesHeight: 220,
  margin: { l: 62, r: 16, t: 48, b: 30 },
  /** a line of the legend */
  legendLine: 20,
  /** what the slanted name of a layer takes from the width, in pixels */
  slantedName: 22,
};

export interface SignalPropagationOptions {
  title?: string;
  /** what the histograms below the lines show; default: `activations` */
  histograms?: 'activations' | 'gradients' | 'none';
}

type Quantity = 'activations' | 'gradients';

/**
 * How a signal keeps its size on its way through a network: the standard deviation of what each layer gives, forward, and of the gradient
 * that comes back to it, on logarithmic axes; below, histograms of some layers.
 *
 *     σ = √(1/n · Σ (x − mean)²) over all n values of a layer
 *
 * Lines that stay level are good; lines that fall by a factor a layer vanish, lines that rise explode (Glorot and Bengio,
 * Understanding the difficulty of training deep feedforward neural networks, 2010).
 *
 * @param networks one entry for each initializer: its layers in the order of the network, or the results of `activationsOf` and `gradientsOf`
 * @throws UserError for a network without layers and for a layer without numbers
 * @example
 * const networks = ['randomNormal', 'glorotNormal', 'heNormal'].map((name) => {
 *   const model = build(name);
 *   return { name, activations: activationsOf(model, images), gradients: gradientsOf(model, batch) };
 * });
 * await show(signalPropagation(networks));
 */
export function signalPropagation(networks: PropagatedNetwork[], options: SignalPropagationOptions = {}): Figure {
  checkOptions(options, ['title', 'histograms'], 'signalPropagation');
  if (!Array.isArray(networks) || networks.length === 0) {
    throw new UserError('signalPropagation needs at least one network: { name, layers: [{ layer, activations }] }.');
  }
  const { title = 'The signal from layer to layer', histograms = 'activations' } = options;
  if (!['activations', 'gradients', 'none'].includes(histograms)) {
    throw new UserError(`signalPropagation: histograms must be 'activations', 'gradients' or 'none'.`);
  }
  const all = networks.map((network) => ({ name: network.name, layers: measuredLayers(network) }));
  const every = all.flatMap(({ layers }) => layers);
  const quantities: Quantity[] = every.some((layer) => layer.gradients)
    ? ['activations', 'gradients']
    : ['activations'];
  const names = [...new Set(all.flatMap(({ layers }) => layers.map(({ layer }) => layer)))];
  const { width, linesHeight } = defaults;
  const plotWidth = width - defaults.margin.l - defaults.margin.r;
  const letters = all.map(({ name }) => name.length * 7 + 50);
  const legend = Math.ceil(letters.reduce((sum, length) => sum + length, 0) / plotWidth) * defaults.legendLine;
  const margin = { ...defaults.margin, t: defaults.margin.t + legend + 6 };
  const room = plotWidth / quantities.length;
  const step = Math.ceil((names.length * defaults.slantedName) / room);
  const written = names.filter((_, index) => index % step === 0);
  const slanted = Math.max(...written.map((name) => name.length)) * 7 > room / written.length;
  const longest = Math.max(...written.map((name) => shortened(name, 90).length));
  const namesHeight = slanted ? 20 + Math.ceil(5 * longest) : 30;
  const rows = all
    .map(({ name, layers }) => ({ name, cells: cellsOf(layers, histograms, all.length) }))
    .filter(({ cells }) => cells.length);
  const height = linesHeight + namesHeight + (rows.length ? 20 + rows.length * histogramDefaults.rowHeight : 0);
  const plot = { width: plotWidth, height, top: linesHeight + namesHeight + 20 };
  const grid = histogramGrid(rows, plot, quantities.length + 1);
  const ticks = {
    tickvals: written,
    ticktext: written.map((name) => shortened(name, 90)),
    tickangle: slanted ? -45 : 0,
  };
  const axes = quantities.map((quantity, index) =>
    panelAxes(every, quantity, { index, count: quantities.length, height, ticks }),
  );
  return {
    data: [
      ...quantities.flatMap((quantity, panel) =>
        all.map(({ name, layers }, index) => line(name, layers, quantity, panel, index)),
      ),
      ...grid.data,
    ],
    layout: {
      ...baseLayout(title, width, height + margin.t + margin.b),
      title: titleOnTop(title),
      margin,
      bargap: 0,
      dragmode: false,
      ...Object.assign({}, ...axes, grid.axes),
      annotations: grid.annotations,
      legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: 1 + 8 / height, yanchor: 'bottom' },
    },
    alt: `${title}. ${all.map(({ name, layers }) => describe(name, layers)).join(' ')}`,
  };
}

function cellsOf(
  layers: MeasuredLayer[],
  quantity: Quantity | 'none',
  rows: number,
): { layer: string; measured: Measured }[] {
  if (quantity === 'none') return [];
  const known = layers.flatMap((one) => {
    const measured = one[quantity];
    return measured ? [{ layer: one.layer, measured }] : [];
  });
  const columns = Math.max(2, Math.min(histogramDefaults.columns, Math.floor(histogramDefaults.most / rows)));
  return evenly(known.length, columns).map((index) => known[index]);
}

/** Which of how many panels of lines, in a plot area of this height, with these ticks below. */
interface Panel {
  index: number;
  count: number;
  height: number;
  ticks: object;
}

function panelAxes(all: MeasuredLayer[], quantity: Quantity, panel: Panel) {
  const { index, count, height, ticks } = panel;
  const sizes = all.map((layer) => layer[quantity]?.deviation ?? 0).filter((size) => size > 0);
  const decades = Math.log10(Math.max(...sizes) / Math.min(...sizes));
  const id = index === 0 ? '' : String(index + 1);
  const gap = 0.1;
  const share = (1 - gap * (count - 1)) / count;
  const start = index * (share + gap);
  return {
    [`xaxis${id}`]: { ...baseAxis, ...ticks, type: 'category', domain: [start, start + share], anchor: `y${id}` },
    [`yaxis${id}`]: {
      ...baseAxis,
      type: 'log',
      title: { text: `σ of ${quantity}`, standoff: 4 },
      domain: [1 - defaults.linesHeight / height, 1],
      anchor: `x${id}`,
      exponentformat: 'power',
      ...(decades > 2 ? { nticks: 7 } : { dtick: 'D2' }),
    },
  };
}

/** A zero has no place on a logarithmic axis: there the line has a gap, and the legend says so. */
function line(name: string, layers: MeasuredLayer[], quantity: Quantity, panel: number, index: number): Trace {
  const id = panel === 0 ? '' : String(panel + 1);
  const look = lineOf(index);
  const sizes = layers.map((layer) => layer[quantity]?.deviation ?? Number.NaN);
  const zeros = layers.filter((_, layer) => sizes[layer] === 0).map(({ layer }) => layer);
  const where = zeros.length > 1 ? `${zeros.length} layers` : zeros[0];
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: zeros.length ? `${name} (σ = 0 in ${where})` : name,
    x: layers.map(({ layer }) => layer),
    y: sizes.map((size) => (size > 0 ? rounded(size, 4) : null)),
    line: look,
    marker: { size: 8, color: look.color, symbol: symbols[index % symbols.length] },
    showlegend: panel === 0,
    hovertemplate: `${name}, %{x}: σ = %{y}<extra></extra>`,
    xaxis: `x${id}`,
    yaxis: `y${id}`,
  };
}

function describe(name: string, layers: MeasuredLayer[]): string {
  const ends = (quantity: Quantity) => {
    const known = layers.filter((layer) => layer[quantity]);
    if (!known.length) return [];
    const size = (layer: MeasuredLayer) => `${short(layer[quantity]?.deviation ?? Number.NaN)} in ${layer.layer}`;
    return [`of ${quantity} from ${size(known[0])} to ${size(known[known.length - 1])}`];
  };
  return `${name}: standard deviation ${[...ends('activations'), ...ends('gradients')].join(', ')}.`;
}

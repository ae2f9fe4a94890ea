import { type Activation, type ActivationName, activations } from '../maths/activations';
import { maxout } from '../maths/maxout';
import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseLayout, colours, legendBelow } from './colours';
import type { Figure, Trace } from './figure';
import { plainFormulas } from './plain-formulas';
import { evenSamples, sampled } from './sampled';

export const defaults = {
  names: ['sigmoid', 'tanh', 'relu', 'leakyRelu', 'maxout', 'elu', 'gelu', 'swish'] as CurveName[],
  range: [-5, 5] as [number, number],
  /** The part of the vertical axis that all panels show, so that slopes compare. */
  height: [-1.4, 3] as [number, number],
  /** Where the derivative stays below this, up to the end of the range, the function is flat: it hardly learns. */
  flat: 0.05,
  /** The linear units of maxout: slope and offset each. */
  pieces: [
    [-0.5, -0.5],
    [0.2, 0.3],
    [1, -0.7],
  ] as [number, number][],
  panel: { width: 192, height: 215 },
  margin: { l: 35, r: 15, t: 45, b: 55 },
  /** So that a single panel has room for the title and the legend. */
  minimumWidth: 480,
};

export type CurveName = ActivationName | 'maxout';

/** A function with its derivative, as in `activations`; the formula may be left out. */
export type Curve = Pick<Activation, 'name' | 'output' | 'derivative'>;

export interface ActivationCurvesOptions {
  /** From and to, on the horizontal axis; [−5, 5] unless given. */
  range?: [number, number];
  parameters?: {
    /** Slopes and offsets of maxout's linear units: the curve is max over k of slope_k · x + offset_k. */
    maxout?: [number, number][];
  };
}

/**
 * Activation functions (blue) and their derivatives (orange, dashed), one panel each, on the same axes. Shaded where
 * the function is flat to the end of the range, |f′(x)| < 0.05: there hardly any gradient comes back.
 *
 * @param names of `activations`, 'maxout', or functions of your own `{ name, output, derivative }`; all by default
 * @throws UserError for a name that is not known
 * @example show(activationCurves(['sigmoid', 'relu'], { range: [-8, 8] }))
 */
export function activationCurves(
  names: (CurveName | Curve)[] = defaults.names,
  options: ActivationCurvesOptions = {},
): Figure {
  checkOptions(options, ['range', 'parameters'], 'activationCurves');
  if (!Array.isArray(names) || names.length === 0) {
    throw new UserError("activationCurves: give a list of functions, such as ['relu', 'tanh'].");
  }
  const range = options.range ?? defaults.range;
  if (!(Number.isFinite(range[0]) && Number.isFinite(range[1]) && range[0] < range[1])) {
    throw new UserError('activationCurves: range must be [from, to] with from below to, such as [-5, 5].');
  }
  const pieces = options.parameters?.maxout ?? defaults.pieces;
  const curves = names.map((name) => (typeof name === 'object' ? { ...name, formula: '' } : byName(name, pieces)));

  const columns = curves.length <= 6 && curves.length !== 4 ? Math.min(curves.length, 3) : 4;
  const rows = Math.ceil(curves.length / columns);
  const xs = evenSamples(range, 200);
  const data: Trace[] = [];
  const shapes: Record<string, unknown>[] = [];
  const titles: Record<string, unknown>[] = [];
  const axes: Record<string, unknown> = {};
  const flatNames: string[] = [];
  for (const [index, one] of curves.entries()) {
    const on = axisNames(index);
    Object.assign(axes, panelAxes(index, { columns, rows }, range));
    data.push(
      { ...curve(xs, one.output, index), name: 'f(x)', line: { color: colours.input, width: 3 } },
      { ...curve(xs, one.derivative, index), name: 'f′(x), its derivative', line: derivativeLine },
    );
    const zones = flatZones(one, xs);
    shapes.push(...zones.map((zone) => shade(zone, on)));
    if (zones.length > 0) flatNames.push(one.name);
    titles.push(panelTitle(`<b>${one.name}</b>${one.formula ? `<br>${one.formula}` : ''}`, on));
  }
  data.push(shadeInLegend);

  const { margin, panel } = defaults;
  const width = Math.max(defaults.minimumWidth, columns * panel.width) + margin.l + margin.r;
  const list = curves.map(({ name }) => name).join(', ');
  const shaded =
    flatNames.length > 0 ? `Shaded as flat on one side or both: ${flatNames.join(', ')}.` : 'None is flat anywhere.';
  return {
    data,
    layout: {
      ...baseLayout('Activation functions and their derivatives', width, rows * panel.height + margin.t + margin.b),
      margin,
      ...axes,
      shapes,
      annotations: titles,
      legend: legendBelow,
    },
    alt: `Curves of ${list} for x from ${range[0]} to ${range[1]}, each with its derivative. ${shaded}`,
  };
}

function byName(name: CurveName, pieces: [number, number][]): Curve & { formula: string } {
  if (name === 'maxout') return { ...maxoutOf(pieces), formula: `f(x) = max of ${pieces.length} linear units` };
  if (!Object.hasOwn(activations, name)) {
    const known = [...Object.keys(activations), 'maxout'].join(', ');
    throw new UserError(`activationCurves: there is no activation ${JSON.stringify(name)}; choose from ${known}.`);
  }
  return { ...activations[name], formula: `f(x) = ${plainFormulas[name]}` };
}

/** Maxout of one input: the highest of several straight lines, with the slope of the one on top. */
function maxoutOf(pieces: [number, number][]): Curve {
  const units = (x: number) => maxout(pieces.map(([slope, offset]) => slope * x + offset));
  return { name: 'Maxout', output: (x) => units(x).output, derivative: (x) => pieces[units(x).winner][0] };
}

/** From an end of the range inwards, as long as the derivative is next to nothing. */
function flatZones(curve: Curve, xs: number[]): [number, number][] {
  const steep = xs.map((x) => Math.abs(curve.derivative(x)) >= defaults.flat);
  const first = steep.indexOf(true);
  const last = steep.lastIndexOf(true);
  if (first < 0) return [[xs[0], xs[xs.length - 1]]];
  const zones: [number, number][] = [];
  if (first > 0) zones.push([xs[0], xs[first - 1]]);
  if (last < xs.length - 1) zones.push([xs[last + 1], xs[xs.length - 1]]);
  return zones;
}

const derivativeLine = { color: colours.output, width: 2, dash: 'dash' };

function curve(xs: number[], f: (x: number) => number, index: number): Trace {
  return { type: 'scatter', mode: 'lines', ...sampled(f, xs), showlegend: index === 0, ...axisNames(index) };
}

function axisNames(index: number): { xaxis: string; yaxis: string } {
  const id = index === 0 ? '' : String(index + 1);
  return { xaxis: `x${id}`, yaxis: `y${id}` };
}

/** The axes of panel `index`, from left to right and from top to bottom; the title has its room above. */
function panelAxes(index: number, grid: { columns: number; rows: number }, range: [number, number]) {
  const id = index === 0 ? '' : String(index + 1);
  const column = index % grid.columns;
  const row = Math.floor(index / grid.columns);
  const axis = { gridcolor: colours.grid, zerolinecolor: colours.ink, zerolinewidth: 1, fixedrange: true };
  return {
    [`xaxis${id}`]: {
      ...axis,
      range,
      domain: [(column + 0.05) / grid.columns, (column + 0.96) / grid.columns],
      anchor: `y${id}`,
    },
    [`yaxis${id}`]: {
      ...axis,
      range: defaults.height,
      dtick: 1,
      domain: [1 - (row + 0.88) / grid.rows, 1 - (row + 0.2) / grid.rows],
      anchor: `x${id}`,
    },
  };
}

function shade([from, to]: [number, number], on: { xaxis: string; yaxis: string }): Record<string, unknown> {
  const place = { xref: on.xaxis, yref: `${on.yaxis} domain`, x0: from, x1: to, y0: 0, y1: 1 };
  return { type: 'rect', layer: 'below', ...place, fillcolor: colours.bad, opacity: 0.25, line: { width: 0 } };
}

/** A trace without points, for the legend alone. */
const shadeInLegend: Trace = {
  type: 'scatter',
  mode: 'markers',
  name: `flat to the end: |f′(x)| < ${defaults.flat}`,
  x: [null],
  y: [null],
  marker: { symbol: 'square', size: 14, color: colours.bad, opacity: 0.4 },
};

function panelTitle(text: string, on: { xaxis: string; yaxis: string }): Record<string, unknown> {
  const place = {
    xref: `${on.xaxis} domain`,
    yref: `${on.yaxis} domain`,
    x: 0.5,
    y: 1,
    xanchor: 'center',
    yanchor: 'bottom',
  };
  return { text, ...place, showarrow: false, font: { size: 11.5 } };
}

import { checkOptions } from '../maths/options';
import {
  type ChoiceValue,
  type Configuration,
  checkSpace,
  type Dimension,
  placeOf,
  type Space,
  valueAt,
} from '../maths/search-space';
import { UserError } from '../project';
import { baseLayout, colours, legendBelow } from './colours';
import type { Figure, Trace } from './figure';
import { rounded, short } from './number-text';
import { plotlyText } from './plotly-text';
import { asPercent } from './seed-spread';

export const defaults = {
  width: 800,
  height: 440,
  /** ticks of an axis */
  ticks: 4,
  /** so many values or fewer each have a tick of their own, and lines beside each other */
  few: 7,
};

/** A configuration that was tried, with what came of it; a study's results are such a list. */
export interface TriedConfiguration<S extends Space = Space> {
  configuration: Configuration<S>;
  /** larger is better, a share 0 … 1; trials without one are left out */
  value?: number;
}

export interface ParallelCoordinatesOptions {
  title?: string;
  /** of the last axis; default: `accuracy` */
  valueTitle?: string;
}

/** Lines by how good they are, from the back to the front; grey is quiet on every ground. */
const groups = [
  { name: 'lower half', color: 'rgba(128,128,128,0.45)', width: 1 },
  { name: 'upper half', color: 'rgba(86,180,233,0.55)', width: 1.2 },
  { name: 'best tenth', color: colours.input, width: 2.2 },
  { name: 'best', color: colours.output, width: 4 },
];

/** A vertical axis: where a value lies on it, 0 … 1, and what is written beside it. */
interface Axis {
  name: string;
  place(value: ChoiceValue, rank: number): number;
  ticks: { place: number; text: string }[];
}

/**
 * Every configuration that was tried as a line through its values, an axis a hyper-parameter on its own scale, the last one for what
 * came of it. Colours tell the better half, the best tenth and the best one: where those lines run together, a hyper-parameter matters.
 * Where only few values were tried, lines through the same one lie side by side.
 *
 * @param tried trials with the same budget
 * @throws UserError where no configuration has a value, ShapeError for values that the space does not have
 * @see A. Inselberg, "The plane with parallel coordinates", *The Visual Computer* 1, 1985
 * @example await show(parallelCoordinates(study.space, study.results));
 */
export function parallelCoordinates<S extends Space>(
  space: S,
  tried: readonly TriedConfiguration<S>[],
  options: ParallelCoordinatesOptions = {},
): Figure {
  checkOptions(options, ['title', 'valueTitle'], 'parallelCoordinates');
  const { title = 'Configurations', valueTitle = 'accuracy' } = options;
  const names = checkSpace(space);
  const known = tried.filter((one): one is TriedConfiguration<S> & { value: number } => Number.isFinite(one.value));
  if (known.length === 0) throw new UserError('parallelCoordinates needs trials that have a value.');
  const sorted = [...known].sort((a, b) => a.value - b.value);
  const values = sorted.map(({ value }) => value);
  const rows = sorted.map(({ configuration, value }) => [...names.map((name) => configuration[name]), value]);
  const axes = [
    ...names.map((name, i) => {
      return axisOf(
        name,
        space[name],
        rows.map((row) => row[i]),
      );
    }),
    valueAxis(valueTitle, values),
  ];
  const words = (row: ChoiceValue[]) =>
    `${names.map((name, i) => `${name} ${shown(row[i])}`).join(', ')}, ${valueTitle} ${asPercent(Number(row[names.length]))} %`;
  const lines = rows.map((row, rank) => ({
    places: row.map((value, i) => rounded(axes[i].place(value, rank), 3)),
    text: plotlyText(words(row)),
  }));
  const data = groups
    .map((_, index) => lines.filter((_, rank) => groupOf(rank, lines.length) === index))
    .flatMap((members, index) => (members.length > 0 ? [groupTrace(groups[index], members)] : []));
  const rule = { type: 'line', y0: 0, y1: 1, line: { color: colours.ink, width: 1.5 } };
  const layout: Figure['layout'] = {
    ...baseLayout(title, defaults.width, defaults.height),
    margin: { l: 60, r: 60, t: 66, b: 76 },
    showlegend: true,
    legend: legendBelow,
    hovermode: 'closest',
    dragmode: false,
    xaxis: { visible: false, range: [-0.15, names.length + 0.15], fixedrange: true },
    yaxis: { visible: false, range: [-0.03, 1.03], fixedrange: true },
    shapes: axes.map((_, i) => ({ ...rule, x0: i, x1: i })),
    annotations: axes.flatMap(axisText),
  };
  const alt = `${title}: ${known.length} configurations of ${names.join(', ')}. Best: ${words(rows[rows.length - 1])}.`;
  return { data, layout, alt };
}

function groupOf(rank: number, count: number): number {
  if (rank === count - 1) return 3;
  if (rank >= 0.9 * count) return 2;
  return rank >= 0.5 * count ? 1 : 0;
}

function axisOf(name: string, dimension: Dimension, values: ChoiceValue[]): Axis {
  const tried = [...new Set(values)];
  const isFew = tried.length <= defaults.few && tried.length < values.length;
  const place = (value: ChoiceValue) => placeOf(dimension, value, name);
  const placed = isFew ? tried.map(place).sort((a, b) => a - b) : [];
  const gap = Math.min(0.4, ...placed.slice(1).map((one, i) => one - placed[i]));
  // Neighbours in rank lie apart: the golden ratio spreads evenly.
  const aside = (rank: number) => (isFew ? (((rank * 0.618034) % 1) - 0.5) * 0.3 * gap : 0);
  return {
    name,
    place: (value, rank) => Math.min(1, Math.max(0, place(value) + aside(rank))),
    ticks: tickValues(dimension, tried).map((value) => ({ place: place(value), text: shown(value) })),
  };
}

/** What was tried, where that is little; else values of the whole range, evenly. */
function tickValues(dimension: Dimension, tried: ChoiceValue[]): readonly ChoiceValue[] {
  if (dimension.kind === 'choice') return dimension.values;
  if (tried.length > 1 && tried.length <= defaults.few) return tried;
  const { from, to, whole } = dimension;
  const count = whole && to - from < defaults.few ? to - from + 1 : defaults.ticks;
  return [...new Set(Array.from({ length: count }, (_, i) => valueAt(dimension, count === 1 ? 0.5 : i / (count - 1))))];
}

/** From the lower quarter to the best: what lies below is at the foot of the axis. */
function valueAxis(name: string, sorted: number[]): Axis {
  const high = sorted[sorted.length - 1];
  const low = sorted[Math.floor(sorted.length / 4)];
  const span = high - low || 1;
  const ticks = Array.from({ length: high === low ? 1 : defaults.ticks }, (_, i) => {
    const place = i / (defaults.ticks - 1);
    const isCut = i === 0 && sorted[0] < low;
    return { place, text: `${isCut ? '≤ ' : ''}${asPercent(low + place * span)} %` };
  });
  return { name, place: (value) => Math.max(0, (Number(value) - low) / span), ticks };
}

function shown(value: ChoiceValue): string {
  return typeof value === 'number' ? short(value) : String(value);
}

/** Values stand on their axis, dark on light: the lines cross behind them. */
const chip = { bgcolor: '#EDEDED', font: { color: '#333333', size: 10 }, borderpad: 1.5 };

function axisText({ name, ticks }: Axis, x: number): Record<string, unknown>[] {
  const base = { x, xref: 'x', yref: 'y', showarrow: false };
  const heading = { text: `<b>${plotlyText(name)}</b>`, font: { color: colours.ink, size: 12 } };
  return [
    { ...base, y: 1, yshift: 19, ...heading },
    ...ticks.map(({ place, text }) => ({ ...base, ...chip, y: place, text: plotlyText(text) })),
  ];
}

function groupTrace(group: (typeof groups)[number], lines: { places: number[]; text: string }[]): Trace {
  const { name, color, width } = group;
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x: lines.flatMap(({ places }) => [...places.map((_, i) => i), null]),
    y: lines.flatMap(({ places }) => [...places, null]),
    text: lines.flatMap(({ places, text }) => [...places.map(() => text), '']),
    hoverinfo: 'text',
    line: { color, width },
  };
}

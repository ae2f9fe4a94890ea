import { UserError } from '../project';
import { baseLayout, colours, legendBelow } from './colours';
import type { Figure, Trace } from './figure';
import { short } from './number-text';
import { lineOf } from './series-look';

export const defaults = {
  width: 760,
  height: 360,
  /** most points drawn of one curve; of longer ones every second, third … point, and always the last */
  limit: 1000,
  /** curves with fewer points than this show each one */
  markers: 30,
  /** height of a row of the legend */
  legendRow: 20,
};

/** One curve. */
export interface Curve {
  /**
   * starts with "train", "val", "held" or "test" for the course's colours of training and validation; curves of one name in several
   * panels look the same and share one entry of the legend
   */
  name: string;
  x: number[];
  y: number[];
  /** curves of the same panel share axes; the name is the title of its vertical axis; default: `loss` */
  panel?: string;
  colour?: string;
}

export interface TrainingCurvesOptions {
  title?: string;
  /** a smaller line below the title */
  subtitle?: string;
  /** title of the horizontal axes, with the unit; default: `epoch` */
  xTitle?: string;
  /** the end of the horizontal axes, where it is known beforehand */
  xEnd?: number;
  limit?: number;
}

/**
 * What happened during training: one curve a quantity, panels side by side for quantities of different units.
 *
 * @param curves any number of `{ name, x, y, panel }`; x in epochs (3.5 is the middle of the fourth), y in the panel's unit
 * @example trainingCurves([{ name: 'training', x: [1, 2, 3], y: [1.9, 0.8, 0.5], panel: 'loss' }])
 */
export function trainingCurves(curves: Curve[], options: TrainingCurvesOptions = {}): Figure {
  const { title = 'Training', subtitle, xTitle = 'epoch', xEnd, limit = defaults.limit } = options;
  for (const { name, x, y } of curves) {
    if (x.length !== y.length)
      throw new UserError(`The curve "${name}" has ${x.length} x values and ${y.length} y values: give as many.`);
  }
  const panels = [...new Set(curves.map(panelOf))];
  const gap = 0.11;
  const share = (1 - gap * (panels.length - 1)) / Math.max(1, panels.length);
  const names = [...new Set(curves.map(({ name }) => name))];
  const sides = { l: 64, r: 16 };
  const more = defaults.legendRow * (legendRows(names, defaults.width - sides.l - sides.r) - 1);
  const layout: Figure['layout'] = {
    ...baseLayout(title, defaults.width, defaults.height + more),
    margin: { ...sides, t: subtitle ? 74 : 50, b: 84 + more },
    legend: legendBelow,
    showlegend: true,
    hovermode: 'x unified',
    ...axes(panels, share, gap, xTitle, xEnd),
  };
  if (subtitle) {
    Object.assign(layout.title as object, { subtitle: { text: subtitle, font: { size: 12, color: colours.ink } } });
  }
  const plain = names.filter((name) => !meaning(name));
  const data = curves.map((curve, index): Trace => {
    const { name } = curve;
    const known = curve.colour ?? meaning(name);
    const line = known ? { color: known, width: 2 } : { ...lineOf(plain.indexOf(name)), width: 2 };
    const axis = axisNumber(panels.indexOf(panelOf(curve)));
    const points = thinned(curve, limit);
    const mode = points.x.length < defaults.markers ? 'lines+markers' : 'lines';
    const look = { line, marker: { size: 5, color: line.color } };
    const repeated = curves.findIndex((other) => other.name === name) < index;
    const legend = { name, legendgroup: name, ...(repeated ? { showlegend: false } : {}) };
    return { type: 'scatter', mode, ...legend, ...points, ...look, xaxis: `x${axis}`, yaxis: `y${axis}` };
  });
  return { data, layout, alt: describe(title, curves, xTitle) };
}

function panelOf(curve: Curve): string {
  return curve.panel ?? 'loss';
}

function axisNumber(index: number): string {
  return index === 0 ? '' : String(index + 1);
}

function axes(panels: string[], share: number, gap: number, xTitle: string, xEnd?: number): Record<string, unknown> {
  const line = { gridcolor: colours.grid, zerolinecolor: colours.grid, linecolor: colours.ink, fixedrange: true };
  const entries = panels.flatMap((panel, index) => {
    const number = axisNumber(index);
    const start = index * (share + gap);
    const range = xEnd === undefined ? {} : { range: [0, xEnd] };
    return [
      [
        `xaxis${number}`,
        {
          ...line,
          ...range,
          title: { text: xTitle, standoff: 6 },
          domain: [start, start + share],
          anchor: `y${number}`,
        },
      ],
      [`yaxis${number}`, { ...line, title: { text: panel }, anchor: `x${number}`, nticks: 7 }],
    ];
  });
  return Object.fromEntries(entries);
}

/** Plotly puts names in one row where they fit, else in columns as wide as the longest. */
function legendRows(names: string[], width: number): number {
  const widths = names.map(({ length }) => 48 + 6.5 * length);
  if (widths.reduce((sum, one) => sum + one, 0) <= width) return 1;
  return Math.ceil(names.length / Math.max(1, Math.floor(width / Math.max(...widths))));
}

/** Training is what goes in, validation (held out) and test what comes out: the same colours as in all figures. */
function meaning(name: string): string | undefined {
  if (/^train/i.test(name)) return colours.input;
  if (/^(val|held|test)/i.test(name)) return colours.output;
  return undefined;
}

function thinned({ x, y }: Curve, limit: number): { x: number[]; y: number[] } {
  const step = Math.ceil(x.length / Math.max(2, limit));
  if (step <= 1) return { x: [...x], y: [...y] };
  const kept = (_: number, i: number) => i % step === 0 || i === x.length - 1;
  return { x: x.filter(kept), y: y.filter(kept) };
}

function describe(title: string, curves: Curve[], xTitle: string): string {
  const parts = curves
    .filter((curve) => curve.x.length > 0)
    .map(({ name, x, y }) => {
      const last = y.length - 1;
      const at = `at ${xTitle} ${short(x[last])}`;
      return last === 0 ? `${name} ${short(y[0])} ${at}` : `${name} from ${short(y[0])} to ${short(y[last])} ${at}`;
    });
  return parts.length ? `${title}: ${parts.join('; ')}.` : `${title}: nothing measured yet.`;
}

import { type LayerGeometry, receptiveFields } from '../maths/geometry';
import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseLayout, colours } from './colours';
import type { Figure, Trace } from './figure';
import { at, extent, nameOf, type Row, rowsOf } from './receptive-rows';

export const defaults = {
  width: 820,
  /** Height of a row in pixels, and in stacks of more than eight layers. */
  rowHeight: 64,
  lowRowHeight: 46,
  /** Room for the text on either side, in pixels. */
  sides: { left: 155, right: 165 },
  margin: { l: 15, r: 15, t: 55, b: 15 },
  /** Side of a unit, in pixels, at most; below `smallest` whole rows are drawn as bars. */
  unit: { largest: 16, smallest: 4 },
};

export interface ReceptiveFieldOptions {
  /** Pixels of the input along one axis; enough for three units at the end unless given. */
  inputSize?: number;
  /** what the axis is: one side of an image, or time; `image` unless given */
  axis?: 'image' | 'time';
}

/**
 * A stack of layers in cross-section, the input below, one row of units a layer, every unit above the middle of what it
 * sees. One unit of the last row is followed back to all pixels that it depends on.
 *
 *     size += (kernel − 1) · dilation · jump,   jump *= stride   (layer by layer, from size = jump = 1)
 *
 * @param layers from the input on, `{ kernel, stride?, padding?, dilation?, name? }`; sizes in pixels of the layer's input
 * @throws ShapeError if a window does not fit; UserError without layers
 * @example show(receptiveFieldFigure([{ kernel: 3 }, { kernel: 3 }, { kernel: 3 }]))
 */
export function receptiveField(layers: LayerGeometry[], options: ReceptiveFieldOptions = {}): Figure {
  checkOptions(options, ['inputSize', 'axis'], 'receptiveFieldFigure');
  const { axis = 'image' } = options;
  if (axis !== 'image' && axis !== 'time')
    throw new UserError(`receptiveFieldFigure: axis must be 'image' or 'time', got ${JSON.stringify(axis)}.`);
  const pixels = axis === 'time' ? 'steps' : 'pixels';
  const fields = receptiveFields(layers);
  if (fields.length === 0) throw new UserError('receptiveFieldFigure: give at least one layer, such as { kernel: 3 }.');
  const { size, jump } = fields[fields.length - 1];
  const inputSize = options.inputSize ?? size + 2 * jump;
  const rows = rowsOf(layers, inputSize, axis);

  const { width, sides, margin, unit } = defaults;
  const rowHeight = layers.length > 8 ? defaults.lowRowHeight : defaults.rowHeight;
  const height = rows.length * rowHeight + margin.t + margin.b;
  const plotWidth = width - margin.l - margin.r;
  const [from, to] = extent(rows);
  const pixel = (plotWidth - sides.left - sides.right) / (to - from);
  const side = Math.min(unit.largest, 0.8 * pixel);
  const levels = [-0.5, rows.length - 0.5];
  const padded =
    side >= unit.smallest && rows.some((row) => row.field[0] < 0 || row.field[row.field.length - 1] >= row.count);
  const last = nameOf(layers[layers.length - 1], layers.length - 1);
  const before = fields.map((field) => field.size).join(', ');
  const text = (labels: string[], x: number, position: string): Trace => ({
    ...quiet,
    mode: 'text',
    x: rows.map(() => x),
    y: rows.map((_, index) => index),
    text: labels,
    textposition: position,
    textfont: { size: 12, color: colours.ink },
    cliponaxis: false,
    xaxis: 'x2',
    yaxis: 'y2',
  });
  return {
    data: [
      cones(rows, side / pixel),
      ...rows.flatMap((row, index) =>
        side < unit.smallest ? bar(row, index, rows.length) : units(row, index, rows.length, side),
      ),
      text(
        rows.map((row) => row.left),
        0,
        'middle right',
      ),
      text(
        rows.map((row) => row.right),
        plotWidth - sides.right + 15,
        'middle right',
      ),
    ],
    layout: {
      ...baseLayout(
        `One unit of ${last} sees ${axis === 'time' ? size : `${size} × ${size}`} ${pixels} of the input${padded ? ' (×: padding)' : ''}`,
        width,
        height,
      ),
      margin,
      showlegend: false,
      dragmode: false,
      xaxis: {
        visible: false,
        fixedrange: true,
        range: [from, to],
        domain: [sides.left / plotWidth, 1 - sides.right / plotWidth],
      },
      yaxis: { visible: false, fixedrange: true, range: levels },
      // Axes over the whole width, in pixels, for the text on both sides.
      xaxis2: { visible: false, fixedrange: true, range: [0, plotWidth], domain: [0, 1], anchor: 'y2' },
      yaxis2: { visible: false, fixedrange: true, range: levels, anchor: 'x2' },
    },
    alt:
      `A stack of ${layers.length} layers over ${inputSize} input ${pixels}, in cross-section: one unit of ${last} is followed ` +
      `back to the ${size} ${pixels} that it sees. Field sizes from the first layer to the last: ${before}; ` +
      `neighbouring units of ${last} see fields ${jump} ${pixels} apart.`,
  };
}

const quiet = { type: 'scatter', hoverinfo: 'skip', showlegend: false };

/** The area between the field in one row and the field in the row below. `side` is that of a unit, in input pixels. */
function cones(rows: Row[], side: number): Trace {
  const ends = rows.map((row) => [
    at(row, row.field[0]) - side / 2,
    at(row, row.field[row.field.length - 1]) + side / 2,
  ]);
  const levels = rows.map((_, index) => index);
  return {
    ...quiet,
    mode: 'lines',
    x: [...ends.map(([left]) => left), ...ends.map(([, right]) => right).reverse()],
    y: [...levels, ...[...levels].reverse()],
    fill: 'toself',
    fillcolor: 'rgba(230,159,0,0.22)',
    line: { color: colours.kernel, width: 1 },
  };
}

function fieldColour(index: number, rows: number): string {
  if (index === 0) return colours.input;
  return index === rows - 1 ? colours.output : colours.kernel;
}

/** Units as squares: filled in the field, else outlined; padding of the field as crosses. */
function units(row: Row, index: number, rows: number, side: number): Trace[] {
  const inField = new Set(row.field);
  const others = Array.from({ length: row.count }, (_, unit) => unit).filter((unit) => !inField.has(unit));
  const colour = fieldColour(index, rows);
  const squares = (list: number[], marker: Record<string, unknown>): Trace => ({
    ...quiet,
    mode: 'markers',
    x: list.map((unit) => at(row, unit)),
    y: list.map(() => index),
    marker: { symbol: 'square', size: side, ...marker },
  });
  const isUnit = (unit: number) => unit >= 0 && unit < row.count;
  return [
    squares(others, { symbol: 'square-open', color: colours.ink, line: { width: 1 } }),
    squares(row.field.filter(isUnit), { color: colour }),
    squares(
      row.field.filter((unit) => !isUnit(unit)),
      { symbol: 'x-thin-open', color: colours.ink, line: { width: 1.5 } },
    ),
  ];
}

/** A row that is too long for squares: a line, thick in the field. */
function bar(row: Row, index: number, rows: number): Trace[] {
  const line = (from: number, to: number, style: Record<string, unknown>): Trace => ({
    ...quiet,
    mode: 'lines',
    x: [at(row, from) - row.jump / 2, at(row, to) + row.jump / 2],
    y: [index, index],
    line: style,
  });
  const real = row.field.filter((unit) => unit >= 0 && unit < row.count);
  return [
    line(0, row.count - 1, { color: colours.ink, width: 3 }),
    line(real[0], real[real.length - 1], { color: fieldColour(index, rows), width: 11 }),
  ];
}

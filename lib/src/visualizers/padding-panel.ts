import { colours } from './colours';
import type { Trace } from './figure';
import type { Cells } from './number-grid';
import { type Stops, under } from './windows';

/** One way of padding an image, worked out. */
export interface Plan {
  name: string;
  rows: Stops;
  columns: Stops;
  cells: Cells;
  /** `[row, column]` of pixels under no window */
  unused: [number, number][];
}

export type Point = { x: number; y: number };

/**
 * Draws a plan around a picture of the image: border, cells, windows, centres, crosses, caption.
 *
 * @param origin the top left corner of the image, in pixels of the plot area
 * @param cell side of a cell, in pixels
 */
export function paddingPanel(plan: Plan, [height, width]: [number, number], origin: Point, cell: number): Trace[] {
  const { rows, columns, cells } = plan;
  const at = (row: number, column: number): Point => ({ x: origin.x + column * cell, y: origin.y + row * cell });
  const zeros = Array.from({ length: cells.rows * cells.columns }, (_, i): [number, number] => [
    cells.firstRow + Math.floor(i / cells.columns),
    cells.firstColumn + (i % cells.columns),
  ]).filter(([r, c]) => r < 0 || c < 0 || r >= height || c >= width);
  const centre = ([r, c]: [number, number]): Point => at(r + 0.5, c + 0.5);
  const frame = (top: number, left: number, bottom: number, right: number) => [
    at(top, left),
    at(top, right),
    at(bottom, right),
    at(bottom, left),
    at(top, left),
  ];
  const windowAt = (r: number, c: number) => {
    const [top, left] = [start(rows, r), start(columns, c)];
    return frame(top, left, top + extent(rows), left + extent(columns));
  };
  const outputs = Array.from({ length: rows.count * columns.count }, (_, i) => [
    Math.floor(i / columns.count),
    i % columns.count,
  ]);
  const dots = outputs.map(([r, c]) => at(start(rows, r) + extent(rows) / 2, start(columns, c) + extent(columns) / 2));
  const seen = outputs.map(
    ([r, c]) => `output (${r}, ${c})<br>rows ${span(under(rows, r))}, columns ${span(under(columns, c))}`,
  );
  const { firstRow: top, firstColumn: left } = cells;
  const [bottom, right] = [top + cells.rows, left + cells.columns];
  // The outer frame with the image's cut out, as one outline that goes around both: holes are not filled.
  const border = [...frame(top, left, bottom, right), ...frame(0, 0, height, width).reverse(), at(top, left)];
  const above = at(top, left + cells.columns / 2);
  const across = Array.from({ length: cells.rows + 1 }, (_, r) => [at(top + r, left), at(top + r, right), gap]);
  const down = Array.from({ length: cells.columns + 1 }, (_, c) => [at(top, left + c), at(bottom, left + c), gap]);
  const traces: Trace[] = [];
  if (zeros.length) {
    traces.push(
      line(border, { color: zeroCell, width: 1 }, { name: 'zeros added', fill: 'toself', fillcolor: zeroCell }),
    );
  }
  traces.push(line([...across, ...down].flat(), { color: colours.ink, width: 0.5 }, {}));
  if (zeros.length && cell >= 16) {
    const points = zeros.map(centre);
    traces.push(texts(points, new Array<string>(points.length).fill('0'), 11, '#444444'));
  }
  if (plan.unused.length) {
    const marker = { symbol: 'x-thin', size: cell * 0.4, line: { color: colours.bad, width: 3 } };
    traces.push({
      type: 'scatter',
      mode: 'markers',
      ...xy(plan.unused.map(centre)),
      marker,
      name: 'never covered',
      hoverinfo: 'name',
    });
  }
  const dot = { size: Math.max(4, cell * 0.28), color: colours.output, line: { color: '#FFFFFF', width: 1 } };
  traces.push(
    line(
      windowAt(rows.count - 1, columns.count - 1),
      { color: colours.kernel, width: 3, dash: 'dot' },
      { name: 'last window' },
    ),
    line(windowAt(0, 0), { color: colours.kernel, width: 3 }, { name: 'first window' }),
    {
      type: 'scatter',
      mode: 'markers',
      ...xy(dots),
      marker: dot,
      name: 'centre of a window, one output',
      hovertext: seen,
      hoverinfo: 'text',
    },
    texts([{ x: above.x, y: above.y - 3 }], [caption(plan)], 12, colours.ink, 'top center'),
  );
  return traces;
}

/** Opaque, so that the zeros in it are read alike on light and dark pages. */
const zeroCell = '#CBE5F5';

const gap: Point = { x: Number.NaN, y: Number.NaN };

function line(points: Point[], style: Record<string, unknown>, more: Record<string, unknown>): Trace {
  return { type: 'scatter', mode: 'lines', ...xy(points), line: style, hoverinfo: 'skip', cliponaxis: false, ...more };
}

function texts(points: Point[], text: string[], size: number, color: string, textposition = 'middle center'): Trace {
  const textfont = { size, color };
  return {
    type: 'scatter',
    mode: 'text',
    ...xy(points),
    text,
    textposition,
    textfont,
    hoverinfo: 'skip',
    cliponaxis: false,
  };
}

/** JSON has no NaN: where a line is lifted stands null. */
function xy(points: Point[]): { x: (number | null)[]; y: (number | null)[] } {
  const value = (v: number) => (Number.isNaN(v) ? null : v);
  return { x: points.map((p) => value(p.x)), y: points.map((p) => value(p.y)) };
}

function extent(stop: Stops): number {
  return (stop.kernel - 1) * stop.dilation + 1;
}

function start(stop: Stops, index: number): number {
  return index * stop.stride - stop.before;
}

function caption({ name, rows, columns }: Plan): string {
  return `<b>${name}</b>: ${rows.count}×${columns.count} outputs<br>${zerosText(rows, columns)}`;
}

/** How many zeros are added on each side. */
export function zerosText(rows: Stops, columns: Stops): string {
  if (!(rows.before || rows.after || columns.before || columns.after)) return 'no zeros';
  return `zeros: top ${rows.before}, bottom ${rows.after}, left ${columns.before}, right ${columns.after}`;
}

function span(indices: number[]): string {
  return indices.length === 1 ? `${indices[0]}` : `${indices[0]} to ${indices[indices.length - 1]}`.replace(/-/g, '−');
}

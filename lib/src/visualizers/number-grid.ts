import { colours, signedScale } from './colours';
import type { Trace } from './figure';
import { inCell } from './number-text';

/** Where a panel stands, in pixels from the top left corner of the plot area. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The index range of the cells that a panel shows; a padded image starts below 0. */
export interface Cells {
  firstRow: number;
  firstColumn: number;
  rows: number;
  columns: number;
}

/** Colours of the values in a grid: limits and a Plotly colour scale. */
export interface Scale {
  zmin: number;
  zmax: number;
  colorscale: unknown;
}

/** The largest box of square cells, centred in the room. */
export function fit(cells: Cells, room: Box): Box & { cell: number } {
  const cell = Math.min(room.width / cells.columns, room.height / cells.rows);
  const width = cell * cells.columns;
  const height = cell * cells.rows;
  return {
    left: room.left + (room.width - width) / 2,
    top: room.top + (room.height - height) / 2,
    width,
    height,
    cell,
  };
}

/** Axes number `index` (1, 2, …) for a grid in `box`: row 0 on top, no ticks, no zoom. */
export function gridAxes(index: number, cells: Cells, box: Box, plot: { width: number; height: number }) {
  const id = index === 1 ? '' : String(index);
  const quiet = { visible: false, fixedrange: true, showgrid: false, zeroline: false };
  const left = cells.firstColumn - 0.5;
  const top = cells.firstRow - 0.5;
  return {
    [`xaxis${id}`]: {
      ...quiet,
      range: [left, left + cells.columns],
      domain: [box.left / plot.width, (box.left + box.width) / plot.width],
      anchor: `y${id}`,
    },
    [`yaxis${id}`]: {
      ...quiet,
      range: [top + cells.rows, top],
      domain: [1 - (box.top + box.height) / plot.height, 1 - box.top / plot.height],
      anchor: `x${id}`,
    },
  };
}

/** The names of axes number `index` in a trace. */
export function onAxes(index: number): { xaxis: string; yaxis: string } {
  const id = index === 1 ? '' : String(index);
  return { xaxis: `x${id}`, yaxis: `y${id}` };
}

/** Cells as colours, with `text` written in them where given. `null` is an empty cell. `cell` is its side in pixels. */
export function gridTrace(
  index: number,
  z: (number | null)[][],
  scale: Scale,
  options: { name: string; cell: number; text?: string[][]; fontSize?: number },
): Trace {
  const { name, cell, text, fontSize = fontFor(cell) } = options;
  const gap = cell >= smallestFramed ? 1 : 0;
  return {
    type: 'heatmap',
    name,
    z,
    ...scale,
    ...onAxes(index),
    ...(text ? { text, texttemplate: '%{text}', textfont: { size: fontSize, color: '#000000' } } : {}),
    xgap: gap,
    ygap: gap,
    showscale: false,
    hoverongaps: false,
    hovertemplate: `${name}[%{y}, %{x}] = %{z}<extra></extra>`,
  };
}

/** The font size, in pixels, at which `characters` fit into a cell. Five are enough for `inCell`. */
export function fontFor(cell: number, characters = 5, largest = 15): number {
  return Math.min(largest, (0.94 * cell) / (0.62 * characters));
}

/** Lines between the cells, so that empty ones are seen too; around tiny cells only the border. */
export function gridLines(index: number, cells: Cells, cell: number): Trace {
  const { firstRow, firstColumn, rows, columns } = cells;
  const rectangles: Rectangle[] = [[firstRow, firstColumn, rows, columns]];
  if (cell >= smallestFramed) {
    for (let row = 0; row < rows; row++) rectangles.push([firstRow + row, firstColumn, 1, columns]);
    for (let column = 0; column < columns; column++) rectangles.push([firstRow, firstColumn + column, rows, 1]);
  }
  return lines(index, outline(rectangles), { color: colours.ink, width: 0.7 });
}

/** Cells as `[first row, first column, rows, columns]`. */
export type Rectangle = [number, number, number, number];

/** The points of a line; `null` lifts the pen. */
export type Points = {
  x: (number | null)[];
  y: (number | null)[];
};

/** Outlines of rectangles of cells: of a window, of a single cell. */
export function outline(rectangles: Rectangle[]): Points {
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  for (const [row, column, rows, columns] of rectangles) {
    const [left, top, right, bottom] = [column - 0.5, row - 0.5, column + columns - 0.5, row + rows - 0.5];
    x.push(left, right, right, left, left, right, null);
    y.push(top, top, bottom, bottom, top, top, null);
  }
  return { x, y };
}

/** A line trace that takes no part in hovering or in the legend. */
export function lines(index: number, points: Points, line: { color: string; width: number }): Trace {
  const quiet = { hoverinfo: 'skip', showlegend: false, cliponaxis: false };
  return { type: 'scatter', mode: 'lines', ...points, line, ...onAxes(index), ...quiet };
}

/** Numbers of a matrix as text for its cells. */
export function numbers(values: number[][]): string[][] {
  return values.map((row) => row.map(inCell));
}

/**
 * How to colour values. Of one sign: greys, as a photo. Of both signs: blue below 0, light grey at 0, orange above.
 * With numbers in the cells the greys start at a middle one, so that black text can be read on all of them.
 */
export function scaleFor(values: number[][], numbered: boolean): Scale {
  let low = 0;
  let high = 0;
  for (const row of values) {
    for (const value of row) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low < 0) {
    const size = Math.max(-low, high);
    return { zmin: -size, zmax: size, colorscale: signedScale };
  }
  return { zmin: 0, zmax: high > 0 ? high : 1, colorscale: greyScale(numbered) };
}

function greyScale(numbered: boolean) {
  return [
    [0, numbered ? '#777777' : '#000000'],
    [1, '#FFFFFF'],
  ];
}

/** Values to a 250th of the scale: finer steps of colour cannot be told apart, and take room in every frame. */
export function quantized(values: number[][], scale: Scale): number[][] {
  const decimals = Math.min(12, Math.max(0, Math.ceil(-Math.log10((scale.zmax - scale.zmin) / 250))));
  return values.map((row) => row.map((value) => Number(value.toFixed(decimals)) + 0));
}

/** Cells from this side on, in pixels, have lines between them. */
const smallestFramed = 12;

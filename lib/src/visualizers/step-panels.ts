import { baseLayout, colours } from './colours';
import type { Layout, Trace } from './figure';
import { type Box, type Cells, fit, gridAxes, onAxes } from './number-grid';
import type { Stops } from './windows';

/** The stage for a window that walks over an image: input, window, output, and a line of arithmetic below. */
export const defaults = {
  /** Narrow enough for a JupyterLab of 1300 pixels with its side bar open. */
  width: 820,
  /** Pixels for the three panels: input, window, output. */
  rooms: [265, 230, 215],
  /** Pixels for captions, panels and the line of arithmetic. */
  captionHeight: 28,
  panelHeight: 265,
  lineHeight: 44,
  margin: { l: 20, r: 20, t: 46, b: 4 },
};

export interface Stage {
  layout: Layout;
  /** Side of a cell in pixels, in each panel. */
  cells: [number, number, number];
  /** Captions and arrows. */
  captions: Trace;
  /** The trace that writes the arithmetic below the panels; its `text` changes from step to step. */
  arithmetic: Trace;
}

/** Lays out three grids of cells from left to right, each on its own axes (1, 2, 3), with their captions. */
export function stage(title: string, grids: [Cells, Cells, Cells], captions: [string, string, string]): Stage {
  const { width, rooms, captionHeight, panelHeight, lineHeight, margin } = defaults;
  const plot = { width: width - margin.l - margin.r, height: captionHeight + panelHeight + lineHeight };
  const gap = (plot.width - rooms.reduce((sum, room) => sum + room, 0)) / (rooms.length - 1);
  const boxes = grids.map((cells, index) => {
    const left = rooms.slice(0, index).reduce((sum, room) => sum + room + gap, 0);
    return fit(cells, { left, top: captionHeight, width: rooms[index], height: panelHeight });
  });
  // Text is placed on axes that count pixels of the plot area: SVG centres it without having to measure it.
  const pixels = { visible: false, fixedrange: true, domain: [0, 1] };
  return {
    layout: {
      ...baseLayout(title, width, plot.height + margin.t + margin.b),
      margin,
      showlegend: false,
      dragmode: false,
      hovermode: 'closest',
      ...gridAxes(1, grids[0], boxes[0], plot),
      ...gridAxes(2, grids[1], boxes[1], plot),
      ...gridAxes(3, grids[2], boxes[2], plot),
      xaxis4: { ...pixels, range: [0, plot.width], anchor: 'y4' },
      yaxis4: { ...pixels, range: [plot.height, 0], anchor: 'x4' },
    },
    cells: [boxes[0].cell, boxes[1].cell, boxes[2].cell],
    captions: text([
      ...boxes.map((box, index) => ({ text: captions[index], x: middle(box), y: box.top - 14, size: 13 })),
      { text: '→', x: (right(boxes[0]) + boxes[1].left) / 2, y: captionHeight + panelHeight / 2, size: 24 },
      { text: '→', x: (right(boxes[1]) + boxes[2].left) / 2, y: captionHeight + panelHeight / 2, size: 24 },
    ]),
    arithmetic: text([{ text: '', x: plot.width / 2, y: plot.height - lineHeight / 2, size: 16 }]),
  };
}

function text(labels: { text: string; x: number; y: number; size: number }[]): Trace {
  return {
    type: 'scatter',
    mode: 'text',
    x: labels.map(({ x }) => x),
    y: labels.map(({ y }) => y),
    text: labels.map((label) => label.text),
    textposition: 'middle center',
    textfont: { size: labels.map(({ size }) => size), color: colours.ink },
    hoverinfo: 'skip',
    cliponaxis: false,
    showlegend: false,
    ...onAxes(4),
  };
}

function middle(box: Box): number {
  return box.left + box.width / 2;
}

function right(box: Box): number {
  return box.left + box.width;
}

/** `3 × 4` */
export function by([rows, columns]: [number, number]): string {
  return `${rows} × ${columns}`;
}

/** How a window goes where that is not as usual: `, stride 2, padding 1`. */
export function geometryText(rows: Stops, columns: Stops, usualStride: [number, number] = [1, 1]): string {
  const pair = (name: string, [vertical, horizontal]: [number, number], usual: [number, number]) => {
    if (vertical === usual[0] && horizontal === usual[1]) return '';
    return vertical === horizontal ? `, ${name} ${vertical}` : `, ${name} ${by([vertical, horizontal])}`;
  };
  const even = rows.before === rows.after && columns.before === columns.after;
  const padding = even
    ? pair('padding', [rows.before, columns.before], [0, 0])
    : `, padding ${rows.before} above, ${rows.after} below, ${columns.before} left, ${columns.after} right`;
  const stride = pair('stride', [rows.stride, columns.stride], usualStride);
  return stride + padding + pair('dilation', [rows.dilation, columns.dilation], [1, 1]);
}

import { baseLayout } from './colours';
import type { Layout } from './figure';
import type { Box } from './number-grid';

/** The layout of a plot area of exactly `width` × `height` pixels whose axes count pixels from its top left corner. */
export function canvas(title: string, width: number, height: number, right = 0): Layout {
  // A title is about 8 pixels a letter at its size; a narrow grid must not cut it.
  const side = Math.max(12, Math.ceil((title.length * 8 - width - right) / 2));
  const margin = { l: side, r: side + right, t: 44, b: 12, autoexpand: false };
  const quiet = { visible: false, fixedrange: true };
  return {
    ...baseLayout(title, width + margin.l + margin.r, height + margin.t + margin.b),
    margin,
    xaxis: { ...quiet, range: [0, width] },
    yaxis: { ...quiet, range: [height, 0] },
    showlegend: false,
    dragmode: false,
    hovermode: 'closest',
  };
}

/** A picture of `layout.images` that fills a box. */
export function placed(source: string, box: Box): Record<string, unknown> {
  return {
    source,
    xref: 'x',
    yref: 'y',
    x: box.left,
    y: box.top,
    sizex: box.width,
    sizey: box.height,
    xanchor: 'left',
    yanchor: 'top',
    sizing: 'stretch',
    // Below the traces, which then can be drawn over it.
    layer: 'below',
  };
}

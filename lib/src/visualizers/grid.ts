import { colours } from './colours';
import type { Layout, Trace } from './figure';
import type { Box } from './number-grid';
import { canvas, placed } from './pixel-canvas';
import { rasterDataUri } from './png';
import { type ColourScale, plotlyScale, type Raster } from './raster';
import { coarsen, enlarge, shrink } from './resample';

export const defaults = {
  /** widest grid, in pixels: with a colour bar it fits beside JupyterLab's file list on a laptop */
  width: 740,
  /** space between panels, in pixels */
  gap: 10,
  /** height of one line of a caption, in pixels */
  lineHeight: 15,
  captionSize: 11,
  /** longest colour bar, in pixels */
  barLength: 260,
  /**
   * Most bytes of picture data in one figure. The output of a cell holds them twice, in the Plotly figure and in the
   * SVG, and should stay under 300 KB.
   */
  budget: 105_000,
};

/** One picture of a grid. */
export interface Panel {
  raster: Raster;
  /** written above the picture; `\n` starts a new line */
  caption?: string;
  captionColour?: string;
  /** shown when the mouse is over the picture */
  hover?: string;
}

export interface GridOptions {
  title: string;
  /** default: as many as fit */
  columns?: number;
  /** side of the square that a picture is fitted into, in pixels */
  room: number;
  /** a colour bar on the right, for pictures that share a scale */
  bar?: { scale: ColourScale; min: number; max: number };
}

/** A grid of pictures on one pair of axes whose unit is the pixel, so that other traces can be drawn over them. */
export interface Grid {
  data: Trace[];
  layout: Layout;
  /** where each picture lies, in pixels from the top left of the plot area: the coordinates of both axes */
  boxes: Box[];
  columns: number;
}

/** The side of a panel: the largest multiple of the image's size within `target`, so that all pixels are equal squares. */
export function roomFor(size: number, target: number): number {
  return size <= target ? size * Math.floor(target / size) : target;
}

/** Columns for `count` panels in as few rows as possible, and those rows as equal as possible: 6 in rows of 5 are 3 + 3. */
export function balanced(count: number, most: number): number {
  return Math.ceil(count / Math.ceil(count / most));
}

/** Lays out pictures row by row, with captions, thin outlines and hover text. */
export function panelGrid(panels: Panel[], options: GridOptions): Grid {
  const { room } = options;
  const { gap, lineHeight } = defaults;
  const lines = Math.max(0, ...panels.map((panel) => (panel.caption ? panel.caption.split('\n').length : 0)));
  const head = lines ? lines * lineHeight + 3 : 0;
  const fits = Math.max(1, Math.floor((defaults.width + gap) / (room + gap)));
  const columns = Math.max(1, Math.min(panels.length, options.columns ?? balanced(panels.length, fits)));
  const rows = Math.ceil(panels.length / columns);
  const width = columns * (room + gap) - gap;
  const sizes = panels.map(({ raster }) => {
    const scale = room / Math.max(raster.width, raster.height);
    return { width: raster.width * scale, height: raster.height * scale };
  });
  // A row is as high as its highest picture: captions of wide ones stand right above them.
  const highest = Array.from({ length: rows }, (_, row) =>
    Math.max(...sizes.slice(row * columns, (row + 1) * columns).map((size) => size.height)),
  );
  const tops = highest.map((_, row) => highest.slice(0, row).reduce((sum, one) => sum + one + head + gap, head));
  const height = Math.round(tops[rows - 1] + highest[rows - 1]);
  const boxes = sizes.map((size, index) => {
    const row = Math.floor(index / columns);
    return {
      left: (index % columns) * (room + gap) + (room - size.width) / 2,
      top: tops[row] + (highest[row] - size.height) / 2,
      ...size,
    };
  });
  const layout = canvas(options.title, width, height, options.bar ? 85 : 0);
  const sources = withinBudget(
    panels.map((panel) => panel.raster),
    room,
  );
  layout.images = boxes.map((box, index) => placed(sources[index], box));
  const barLength = Math.min(height, defaults.barLength);
  const data = [outlines(boxes), hoverPoints(panels, boxes, options.bar, barLength)];
  if (lines) {
    const heights = boxes.map((_, index) => tops[Math.floor(index / columns)]);
    data.push(captions(panels, boxes, heights, room));
  }
  return { data, layout, boxes, columns };
}

/**
 * Data URIs of pictures shown `room` pixels large. Small ones are enlarged to twice their shown size, for crisp pixels on
 * dense screens. Where all together exceed the budget, they get fewer levels, then the enlarging is left to the page,
 * which smooths, and then they get fewer pixels.
 */
export function withinBudget(rasters: Raster[], room: number, budget = defaults.budget): string[] {
  const encode = (limit: number, levels: number, crisp: boolean) => {
    const sources = rasters.map((raster) => {
      const small = shrink(levels < 256 ? coarsen(raster, levels) : raster, limit);
      const factor = crisp ? Math.floor((2 * room) / Math.max(small.width, small.height)) : 1;
      return rasterDataUri(enlarge(small, factor));
    });
    return { sources, total: sources.reduce((sum, source) => sum + source.length, 0) };
  };
  let best = encode(room, 256, true);
  if (best.total > budget) best = encode(room, 64, true);
  let limit = Math.min(room, Math.max(...rasters.map(({ width, height }) => Math.max(width, height))));
  if (best.total > budget) best = encode(limit, 64, false);
  while (best.total > budget && limit > 16) {
    // Bytes grow with the number of pixels.
    limit = Math.max(16, Math.floor(0.97 * limit * Math.sqrt(budget / best.total)));
    best = encode(limit, 64, false);
  }
  return best.sources;
}

/** The text with an ellipsis where it is longer than `width` pixels at the size of captions. */
export function shortened(text: string, width: number): string {
  const letters = Math.max(3, Math.floor(width / (defaults.captionSize * 0.56)));
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
}

function outlines(boxes: Box[]): Trace {
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  for (const { left, top, width, height } of boxes) {
    x.push(left, left + width, left + width, left, left, null);
    y.push(top, top, top + height, top + height, top, null);
  }
  const line = { color: colours.ink, width: 1 };
  return { type: 'scatter', mode: 'lines', x, y, line, hoverinfo: 'skip', cliponaxis: false };
}

/** Invisible squares over the pictures: they say what is under the mouse, and carry the colour bar. */
function hoverPoints(panels: Panel[], boxes: Box[], bar: GridOptions['bar'], length: number): Trace {
  const scale = bar && {
    color: boxes.map(() => bar.min),
    cmin: bar.min,
    cmax: bar.max,
    colorscale: plotlyScale(bar.scale),
    showscale: true,
    colorbar: {
      thickness: 12,
      outlinewidth: 0,
      x: 1,
      xpad: 14,
      y: 1,
      yanchor: 'top',
      ypad: 0,
      len: length,
      lenmode: 'pixels',
      nticks: 6,
      tickfont: { color: colours.ink },
    },
  };
  return {
    type: 'scatter',
    mode: 'markers',
    x: boxes.map((box) => box.left + box.width / 2),
    y: boxes.map((box) => box.top + box.height / 2),
    marker: { symbol: 'square', size: boxes.map((box) => Math.min(box.width, box.height)), opacity: 0, ...scale },
    hovertext: panels.map((panel) => (panel.hover ?? panel.caption ?? '').replace(/\n/g, '<br>')),
    hoverinfo: 'text',
  };
}

/** Captions of a row stand on one line, `tops`, whatever the shapes of its pictures. */
function captions(panels: Panel[], boxes: Box[], tops: number[], room: number): Trace {
  return {
    type: 'scatter',
    mode: 'text',
    x: boxes.map((box) => box.left + box.width / 2),
    y: tops.map((top) => top - 1),
    text: panels.map((panel) =>
      (panel.caption ?? '')
        .split('\n')
        .map((line) => shortened(line, room + defaults.gap))
        .join('<br>'),
    ),
    textposition: 'top center',
    textfont: { size: defaults.captionSize, color: panels.map((panel) => panel.captionColour ?? colours.ink) },
    hoverinfo: 'skip',
    cliponaxis: false,
  };
}

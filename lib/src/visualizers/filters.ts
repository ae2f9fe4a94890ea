import type { Filters, Matrix } from '../maths/shapes';
import { UserError } from '../project';
import type { Figure, Trace } from './figure';
import { defaults as grid, type Panel, panelGrid, roomFor } from './grid';
import type { Box } from './number-grid';
import { short } from './number-text';
import { limits, scaleColour, toRaster } from './raster';

export const defaults = {
  /** side of a kernel on the page, in pixels; kernels with numbers are drawn larger */
  size: 72,
  sizeWithValues: 150,
  /** most kernels drawn; the title says how many are left out */
  limit: 64,
  /** numbers are written into kernels up to this size … */
  valuesUpTo: 7,
  /** … while they are no more than this many in all */
  valuesInAll: 300,
  /** all input channels are drawn up to this many, else the first alone */
  channels: 4,
};

export interface FiltersOptions {
  /** a name for each filter; default: its index */
  labels?: string[];
  /** the input channel to draw; default: all where they are few, else the first */
  channel?: number | 'all';
  /** default: as many as fit on the page */
  columns?: number;
  /** write the weights into the cells; default: where they are few enough to be read */
  values?: boolean;
  title?: string;
  limit?: number;
}

/**
 * The kernels of a convolution as grids of coloured cells: blue negative, light grey zero, orange positive. One scale,
 * symmetrical about zero, holds for all of them, so that colours can be compared.
 *
 * @param filters `[kernelHeight, kernelWidth, inChannels, outChannels]`, weights without unit
 * @example await show(filters(toFilters([kernels.sobelX, kernels.sobelY]), { labels: ['sobelX', 'sobelY'] }))
 */
export function filters(filters: Filters, options: FiltersOptions = {}): Figure {
  const height = filters?.length ?? 0;
  const width = filters?.[0]?.length ?? 0;
  const inChannels = filters?.[0]?.[0]?.length ?? 0;
  const outChannels = filters?.[0]?.[0]?.[0]?.length ?? 0;
  if (!outChannels) {
    throw new UserError(
      'filters needs weights of shape [kernelHeight, kernelWidth, inChannels, outChannels]: see toFilters.',
    );
  }
  const { labels, limit = defaults.limit } = options;
  if (labels && labels.length !== outChannels) {
    throw new UserError(`filters got ${labels.length} labels for ${outChannels} filters: give one a filter.`);
  }
  const channels = chosenChannels(options.channel, inChannels);
  const kernels = Array.from({ length: outChannels }, (_, o) => labels?.[o] ?? `filter ${o}`)
    .flatMap((name, o) =>
      channels.map((c) => kernel(filters, c, o, channels.length > 1 ? `${name}\nchannel ${c}` : name)),
    )
    .slice(0, limit);
  const all = kernels.flatMap(({ weights }) => weights);
  const { min, max } = limits(all, 'signed');
  const few = Math.max(height, width) <= defaults.valuesUpTo && kernels.length * height * width <= defaults.valuesInAll;
  const values = options.values ?? few;
  const panels: Panel[] = kernels.map(({ name, weights }) => {
    const flat = weights.flat();
    const raster = toRaster(weights, { scale: 'signed', min, max });
    const hover = `${oneLine(name)}\nsmallest ${short(Math.min(...flat))}, largest ${short(Math.max(...flat))}, sum ${short(total(flat))}`;
    return { raster, caption: name, hover };
  });
  const of =
    outChannels * channels.length > kernels.length
      ? ` (${kernels.length} of ${outChannels * channels.length} shown)`
      : '';
  const from = `${inChannels} channel${inChannels === 1 ? '' : 's'}`;
  const which = channels.length < inChannels ? `channel ${channels[0]} of ${inChannels}` : from;
  const what = `${outChannels} filter${outChannels === 1 ? '' : 's'}, ${height}×${width}, ${which}${of}`;
  const room = roomFor(Math.max(height, width), values ? defaults.sizeWithValues : defaults.size);
  // Channels of one filter stay in one row.
  const columns = options.columns ?? rowOf(channels.length, room);
  const drawing = panelGrid(panels, {
    title: options.title ?? what,
    columns,
    room,
    bar: { scale: 'signed', min, max },
  });
  const data = values ? [...drawing.data, numbers(kernels, drawing.boxes, max)] : drawing.data;
  return {
    data,
    layout: drawing.layout,
    alt: describe(what, kernels, max, height * width <= 9 && kernels.length <= 6),
  };
}

interface Kernel {
  name: string;
  weights: Matrix;
}

function kernel(filters: Filters, c: number, o: number, name: string): Kernel {
  return { name, weights: filters.map((row) => row.map((cell) => cell[c][o])) };
}

function chosenChannels(channel: FiltersOptions['channel'], inChannels: number): number[] {
  if (typeof channel === 'number') {
    if (channel >= 0 && channel < inChannels && Number.isInteger(channel)) return [channel];
    throw new UserError(`filters has no input channel ${channel}: choose 0 to ${inChannels - 1}, or 'all'.`);
  }
  const count = channel === 'all' || inChannels <= defaults.channels ? inChannels : 1;
  return Array.from({ length: count }, (_, c) => c);
}

/** The largest number of panels in a row that holds whole filters; undefined where a row holds any. */
function rowOf(channels: number, room: number): number | undefined {
  if (channels === 1) return undefined;
  return channels * Math.max(1, Math.floor(grid.width / ((room + grid.gap) * channels)));
}

/** The weights, dark on light cells and light on dark ones, whatever the page's colours. */
function numbers(kernels: Kernel[], boxes: Box[], max: number): Trace {
  const cells = kernels.flatMap(({ weights }, k) => {
    const { left, top, width, height } = boxes[k];
    return weights.flatMap((row, v) =>
      row.map((weight, u) => ({
        x: left + ((u + 0.5) * width) / row.length,
        y: top + ((v + 0.5) * height) / weights.length,
        text: short(weight, 2),
        colour: isDark(max ? (weight / max + 1) / 2 : 0.5) ? '#FFFFFF' : '#222222',
      })),
    );
  });
  const [{ weights }] = kernels;
  const cell = boxes[0].width / weights[0].length;
  return {
    type: 'scatter',
    mode: 'text',
    x: cells.map((c) => c.x),
    y: cells.map((c) => c.y),
    text: cells.map((c) => c.text),
    textfont: { size: Math.max(8, Math.min(14, Math.floor(cell / 3.2))), color: cells.map((c) => c.colour) },
    hoverinfo: 'skip',
  };
}

/** Relative luminance below the point where white and dark letters read equally well. */
function isDark(position: number): boolean {
  const [r, g, b] = scaleColour('signed', position);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 125;
}

function oneLine(name: string): string {
  return name.replace('\n', ', ');
}

function total(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function describe(what: string, kernels: Kernel[], max: number, inFull: boolean): string {
  const scale = `${what}. Colours from ${short(-max)} (blue) over 0 (grey) to ${short(max)} (orange).`;
  if (!inFull) return scale;
  const rows = ({ weights }: Kernel) => weights.map((row) => row.map((w) => short(w)).join(', ')).join('; ');
  return `${scale} ${kernels.map((k) => `${oneLine(k.name)}: [${rows(k)}]`).join(', ')}.`;
}

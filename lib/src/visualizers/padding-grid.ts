import type { Padding } from '../maths/options';
import { readPair } from '../maths/options';
import type { Image, Matrix, Pair } from '../maths/shapes';
import { UserError } from '../project';
import type { Figure } from './figure';
import { type Plan, paddingPanel, zerosText } from './padding-panel';
import { canvas, placed } from './pixel-canvas';
import { rasterDataUri } from './png';
import { limits, toRaster } from './raster';
import { enlarge } from './resample';
import { checkSize, oneChannel, paddedCells, type Stops, stops, under } from './windows';

export const defaults = {
  kernel: 3 as Pair,
  stride: 1 as Pair,
  dilation: 1 as Pair,
  padding: ['valid', 'same'] as Padding[],
  channel: 0,
  /** side of a panel, in pixels, and of the largest cell */
  panel: 360,
  largestCell: 44,
  gap: 50,
  /** room for the legend in one row */
  leastWidth: 680,
  /** most cells along a side */
  limit: 40,
};

export interface PaddingGridOptions {
  /** size of the kernel: one number or `[height, width]` */
  kernel?: Pair;
  stride?: Pair;
  dilation?: Pair;
  /** one way of padding, or several to compare side by side; default: valid and same */
  padding?: Padding | Padding[];
  /** the channel whose pixels are drawn */
  channel?: number;
  title?: string;
}

/**
 * What a padding does: the image's pixels, the border of zeros around them, the first and the last position of the
 * kernel's window, one dot a position (each is one output pixel), and crosses on pixels that no window ever covers.
 *
 * Along an axis there are floor((size + zeros − dilation·(kernel − 1) − 1) / stride) + 1 outputs. TensorFlow's 'same'
 * adds max((ceil(size / stride) − 1)·stride + dilation·(kernel − 1) + 1 − size, 0) zeros; of an odd number the extra
 * zero goes to the bottom and the right.
 *
 * @param image `[height, width]` or `[height, width, channels]`, at most about 40×40; darkest to lightest value
 * @example await show(paddingGrid(image, { kernel: 3, stride: 2, padding: ['valid', 'same'] }))
 */
export function paddingGrid(image: Matrix | Image, options: PaddingGridOptions = {}): Figure {
  const {
    kernel = defaults.kernel,
    stride = defaults.stride,
    dilation = defaults.dilation,
    padding = defaults.padding,
  } = options;
  const pixels = oneChannel(image, options.channel ?? defaults.channel, 'paddingGrid');
  const size: [number, number] = [pixels.length, pixels[0].length];
  const window = readPair(kernel, 'kernel');
  const compared = isList(padding) ? padding : [padding];
  if (!compared.length) throw new UserError("paddingGrid needs at least one padding, such as 'valid' or 'same'.");
  const plans = compared.map((one): Plan => {
    const { rows, columns } = stops(size, window, { stride, dilation, padding: one });
    const cells = paddedCells(size, rows, columns);
    checkSize(cells, defaults.limit, 'paddingGrid');
    return {
      name: typeof one === 'string' ? one : `padding ${String(one)}`,
      rows,
      columns,
      cells,
      unused: unused(size, rows, columns),
    };
  });
  const side = Math.max(...plans.map(({ cells }) => Math.max(cells.rows, cells.columns)));
  const cell = Math.max(8, Math.min(defaults.largestCell, Math.floor(defaults.panel / side)));
  const tallest = Math.max(...plans.map(({ cells }) => cells.rows));
  const head = 54;
  const widths = plans.map(({ cells }) => Math.max(cells.columns * cell, 250));
  const needed = widths.reduce((sum, w) => sum + w + defaults.gap, -defaults.gap);
  const width = Math.max(needed, defaults.leastWidth);
  const steps = readPair(stride, 'stride');
  const what = `Image ${by(size)}, kernel ${by(window)}, stride ${steps[0] === steps[1] ? steps[0] : by(steps)}`;
  const layout = canvas(options.title ?? what, width, head + tallest * cell);
  const margin = layout.margin as Record<string, unknown>;
  layout.height += 46;
  Object.assign(layout, {
    margin: { ...margin, b: (margin.b as number) + 46 },
    showlegend: true,
    legend: {
      orientation: 'h',
      x: 0.5,
      xanchor: 'center',
      y: 0,
      yanchor: 'top',
      itemclick: false,
      itemdoubleclick: false,
    },
  });
  const grey = limits(pixels, 'value');
  const source = rasterDataUri(enlarge(toRaster(pixels, { scale: 'grey', ...grey }), 2 * cell));
  layout.images = [];
  const data = plans.flatMap((plan, index) => {
    const room = widths.slice(0, index).reduce((sum, w) => sum + w + defaults.gap, (width - needed) / 2);
    const left = room + (widths[index] - plan.cells.columns * cell) / 2;
    const origin = { x: left + plan.columns.before * cell, y: head + plan.rows.before * cell };
    (layout.images as unknown[]).push(
      placed(source, { left: origin.x, top: origin.y, width: size[1] * cell, height: size[0] * cell }),
    );
    return paddingPanel(plan, size, origin, cell);
  });
  // One entry in the legend for each meaning, from whichever panel has it first.
  const met = new Set<unknown>();
  for (const trace of data) {
    trace.showlegend = trace.name !== undefined && !met.has(trace.name);
    met.add(trace.name);
  }
  return { data, layout, alt: `${what}. ${plans.map(describe).join(' ')}` };
}

function unused([height, width]: [number, number], rows: Stops, columns: Stops): [number, number][] {
  const covered = (stop: Stops) => new Set(Array.from({ length: stop.count }, (_, i) => under(stop, i)).flat());
  const [inRows, inColumns] = [covered(rows), covered(columns)];
  return Array.from({ length: height * width }, (_, i): [number, number] => [Math.floor(i / width), i % width]).filter(
    ([r, c]) => !inRows.has(r) || !inColumns.has(c),
  );
}

function describe({ name, rows, columns, unused }: Plan): string {
  const left = unused.length ? `, ${unused.length} pixel${unused.length === 1 ? '' : 's'} never covered` : '';
  return `${name}: ${rows.count}×${columns.count} outputs, ${zerosText(rows, columns)}${left}.`;
}

function by([height, width]: [number, number]): string {
  return `${height}×${width}`;
}

function isList(padding: Padding | Padding[]): padding is Padding[] {
  return Array.isArray(padding) && !padding.every((entry) => typeof entry === 'number');
}

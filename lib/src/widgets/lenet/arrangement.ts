/** The maps of a layer side by side, in rows; the single numbers of a dense layer as small squares. */
export interface Arrangement {
  count: number;
  columns: number;
  /** of one map, in pixels of the page */
  width: number;
  height: number;
  gap: number;
}

/** A unit of a layer: map, row and column, from 0. */
export interface MapPlace {
  channel: number;
  i: number;
  j: number;
}

/** So wide may the picture of a layer be: four of them fit beside each other in a notebook. */
const room = 190;

/** @param shape `[height, width, channels]` of a layer's output */
export function arranged([rows, columns, count]: readonly number[]): Arrangement {
  if (rows === 1 && columns === 1) return { count, ...grid(count), gap: 0 };
  const gap = 4;
  const side = Math.ceil(Math.sqrt(count));
  const longer = Math.floor((room - (side - 1) * gap) / side);
  const pixel = longer / Math.max(rows, columns);
  return { count, columns: side, width: columns * pixel, height: rows * pixel, gap };
}

/** Single numbers: squares in rows of twelve, or of more where there are many. */
function grid(count: number): Pick<Arrangement, 'columns' | 'width' | 'height'> {
  const columns = Math.min(count, Math.max(12, Math.ceil(Math.sqrt(count))));
  const side = Math.min(16, Math.floor(room / columns));
  return { columns, width: side, height: side };
}

export const sizeOf = ({ count, columns, width, height, gap }: Arrangement): { width: number; height: number } => ({
  width: Math.min(count, columns) * (width + gap) - gap,
  height: Math.ceil(count / columns) * (height + gap) - gap,
});

/** The upper left corner of a map. */
export const cornerOf = ({ columns, width, height, gap }: Arrangement, channel: number): { x: number; y: number } => ({
  x: (channel % columns) * (width + gap),
  y: Math.floor(channel / columns) * (height + gap),
});

/** The unit at a place of the picture, in a gap and at the edge the nearest one; undefined where there is no map. @param rows and columns of each map */
export function unitAt(
  arrangement: Arrangement,
  [rows, columns]: readonly number[],
  { x, y }: { x: number; y: number },
): MapPlace | undefined {
  const { width, height, gap, count } = arrangement;
  const across = nearest(x, width, gap, arrangement.columns, columns);
  const down = nearest(y, height, gap, Math.ceil(count / arrangement.columns), rows);
  const channel = down.map * arrangement.columns + across.map;
  return channel < count ? { channel, i: down.unit, j: across.unit } : undefined;
}

/** Along one axis: which of `maps` maps, each `length` long, is nearest, and which of its `units` units. */
function nearest(at: number, length: number, gap: number, maps: number, units: number): { map: number; unit: number } {
  const within = (index: number, count: number) => Math.min(count - 1, Math.max(0, index));
  const map = within(Math.floor((at + gap / 2) / (length + gap)), maps);
  return { map, unit: within(Math.floor(((at - map * (length + gap)) / length) * units), units) };
}

/** So many units down and to the right; beyond the edge of a map lies the map beside it. */
export function movedBy(
  { columns: across, count }: Arrangement,
  [rows, columns]: readonly number[],
  { channel, i, j }: MapPlace,
  down: number,
  right: number,
): MapPlace {
  const y = Math.floor(channel / across) * rows + i + down;
  const x = (channel % across) * columns + j + right;
  if (y < 0 || x < 0 || x >= Math.min(across, count) * columns) return { channel, i, j };
  const next = Math.floor(y / rows) * across + Math.floor(x / columns);
  return next < count ? { channel: next, i: y % rows, j: x % columns } : { channel, i, j };
}

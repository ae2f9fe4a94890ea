import { say } from '../../languages/texts';
import type { Matrix } from '../../maths';
import { colours } from '../../visualizers/colours';
import { type RasterOptions, toRaster } from '../../visualizers/raster';
import { arrows } from './arrows';
import type { Panel, Place, Update } from './widget';

export interface Pixel {
  y: number;
  x: number;
}

/** A matrix whose every number is a square that can be pointed at. */
export interface PixelGrid {
  id: string;
  title: string;
  label: string;
  keys: string;
  /** `[height, width]` */
  values: Matrix;
  /** of the panel's longer side, in pixels of the page */
  side: number;
  colours: RasterOptions;
  /** framed in the colour of windows; they may lie outside, in the padding */
  framed: readonly Pixel[];
  /** where the keys are, if that is not what is framed */
  cursor?: Pixel;
  /** a pen, or a finger, goes over a pixel */
  onPen?(pixel: Pixel): void;
  /** the mouse passes over a pixel */
  onPoint?(pixel: Pixel): void;
  /** an arrow key: so many rows down and columns to the right */
  onMove(down: number, right: number): void;
  /** the space bar */
  onSpace?(): void;
}

export function pixelGrid(grid: PixelGrid): Panel {
  const { id, title, label, keys, values, side, framed, cursor, onPen, onPoint, onMove, onSpace } = grid;
  const [rows, columns] = [values.length, values[0].length];
  const pixel = side / Math.max(rows, columns);
  const under = ({ x, y }: Place): Pixel => ({
    y: Math.min(rows - 1, Math.max(0, Math.floor(y / pixel))),
    x: Math.min(columns - 1, Math.max(0, Math.floor(x / pixel))),
  });
  return {
    id,
    title,
    label,
    keys,
    grips: onPen ? undefined : [],
    width: columns * pixel,
    height: rows * pixel,
    raster: toRaster(values, grid.colours),
    marks: (
      <>
        {framed.map(({ y, x }) => (
          <rect key={`${y} ${x}`} x={x * pixel} y={y * pixel} width={pixel} height={pixel} {...frame} />
        ))}
        {cursor && (
          <rect
            x={cursor.x * pixel + 1}
            y={cursor.y * pixel + 1}
            width={pixel - 2}
            height={pixel - 2}
            fill="none"
            stroke={colours.sky}
            stroke-dasharray="2 2"
          />
        )}
      </>
    ),
    onDrag: (place, phase) => {
      if (phase !== 'up') (onPen ?? onPoint)?.(under(place));
    },
    onHover: (place) => {
      if (place) onPoint?.(under(place));
    },
    onKey: (key) => {
      const move = arrows[key];
      if (move) onMove(...move);
      else if (key === ' ' && onSpace) onSpace();
      else return false;
      return true;
    },
  };
}

const frame = { fill: colours.kernel, 'fill-opacity': 0.25, stroke: colours.kernel, 'stroke-width': 1.5 };

/** Colours for a map of any sign: grey from 0 up, or blue below 0 and orange above. */
export function mapColours(values: Matrix): RasterOptions & { signed: boolean } {
  const flat = values.flat();
  const signed = flat.some((value) => value < 0);
  return signed ? { signed, scale: 'signed' } : { signed, scale: 'grey', min: 0, max: Math.max(1, ...flat) };
}

/** A state with an image to draw on. */
interface Drawing {
  image: Matrix;
  cursor: Pixel;
}

/** Where the keys have brought the pen, for readers who cannot see it. */
export const penHeard = ({ image, cursor: { y, x } }: Drawing): string =>
  say('Pen at row {row}, column {column}: {value}.', {
    ...{ row: y + 1, column: x + 1 },
    value: Math.round(1000 * image[y][x]) / 1000,
  });

/**
 * The image of a widget that is drawn on, by pen or by keys; wherever either goes, what belongs to the pixel is looked at.
 * @param draw the pen at a pixel @param look the pixel pointed at @param move the cursor to a pixel that may lie outside
 */
export function drawnImage<State extends Drawing>(
  { image, cursor }: State,
  update: Update<State>,
  given: {
    side: number;
    framed: readonly Pixel[];
    draw(state: State, y: number, x: number): State;
    look(state: State, y: number, x: number): State;
    move(state: State, cursor: Pixel): State;
  },
): Panel {
  const { side, framed, draw, look, move } = given;
  return pixelGrid({
    id: 'input',
    title: say('Image: draw on it'),
    label: say('{height} by {width} pixels.', { height: image.length, width: image[0].length }),
    keys: say('Arrow keys move the pen, the space bar draws.'),
    values: image,
    side,
    colours: { scale: 'grey', min: 0, max: 1 },
    framed,
    cursor,
    onPen: ({ y, x }) => update((now) => draw(now, y, x)),
    onPoint: ({ y, x }) => update((now) => look(now, y, x)),
    onMove: (down, right) =>
      update((now) => {
        const moved = move(now, { y: now.cursor.y + down, x: now.cursor.x + right });
        return look(moved, moved.cursor.y, moved.cursor.x);
      }),
    onSpace: () => update((now) => draw(now, now.cursor.y, now.cursor.x)),
  });
}

import { dropout } from '../maths/dropout';
import { flattenNested, type Nested } from '../maths/nested';
import { checkOptions } from '../maths/options';
import { shapeOf } from '../maths/shapes';
import { UserError } from '../project';
import { colours } from './colours';
import type { Figure } from './figure';
import { type Panel, panelGrid, roomFor } from './grid';
import { short } from './number-text';
import { type Raster, rgbOf, scaleColour } from './raster';

export const defaults = {
  /** side of a picture on the page, in pixels: six fill the width */
  size: 112,
  /** most steps: with the values without dropout they fill a row */
  steps: 5,
  /** where the caption below is, and its height, in pixels */
  legend: { gap: 8, height: 26 },
};

/** The values of an image or a hidden layer, and what dropout does to them in some steps of training. */
export interface DroppedLayer {
  /** such as `input` */
  name: string;
  /** without dropout: an image `[height, width, 1]`, a matrix, or one number for each unit */
  values: Nested;
  /** one for each step, as `dropoutMask` gives them: shape of the values, 0 for what is dropped */
  masks: readonly Nested[];
  /** the share that is dropped: 0 to below 1 */
  rate: number;
}

export interface DropoutMasksOptions {
  title?: string;
}

/**
 * What inverted dropout leaves of the same values in one step of training after the other: a row for each layer, on the left without
 * dropout. What is left is divided by 1 − rate and so brighter, all in a row on the same scale; the mean, written above, stays nearly what
 * it was. What is dropped is blue, to tell it from a value that is 0 by itself; with values of both signs, where blue is negative, green.
 *
 * @param layers at most five masks each; the units of a list are put into rows of equal length
 * @throws UserError if there is nothing to draw, or for an image with several channels
 * @throws ShapeError for a mask that does not fit the values
 * @example
 * const masks = [1, 2, 3].map((seed) => dropoutMask([28, 28, 1], 0.2, random(seed)));
 * await show(dropoutMasks([{ name: 'input', values: image, masks, rate: 0.2 }]));
 */
export function dropoutMasks(layers: readonly DroppedLayer[], options: DropoutMasksOptions = {}): Figure {
  checkOptions(options, ['title'], 'dropoutMasks');
  const counts = (layers ?? []).map(({ masks }) => masks?.length ?? 0);
  if (!counts.length || Math.min(...counts) < 1)
    throw new UserError('dropoutMasks needs at least one layer with one mask: [{ name, values, masks, rate }].');
  if (Math.max(...counts) > defaults.steps || Math.min(...counts) < Math.max(...counts))
    throw new UserError(
      `dropoutMasks needs as many masks for each layer, at most ${defaults.steps}, got ${counts.join(', ')}.`,
    );
  const isSigned = layers.some(({ values }) => flattenNested(values).some((value) => value < 0));
  const look: Look = { scale: isSigned ? 'signed' : 'grey', dropped: isSigned ? colours.good : colours.input };
  const rows = layers.map((layer) => panelsOf(layer, look));
  const largest = Math.max(...rows.flatMap(({ panels }) => panels.map(({ raster }) => raster.width)));
  const title = options.title ?? 'Dropout draws a new mask in every step';
  const { data, layout, boxes } = panelGrid(
    rows.flatMap(({ panels }) => panels),
    { title, columns: 1 + counts[0], room: roomFor(largest, defaults.size) },
  );
  const bottom = Math.max(...boxes.map(({ top, height }) => top + height));
  const { gap, height } = defaults.legend;
  layout.height = (layout.height as number) + height;
  layout.margin = { ...(layout.margin as object), b: 12 + height };
  layout.annotations = [
    {
      text: `<span style="color:${look.dropped}">■</span> dropped · what is left is divided by 1 − rate`,
      xref: 'paper',
      yref: 'paper',
      x: 0.5,
      y: -gap / bottom,
      xanchor: 'center',
      yanchor: 'top',
      showarrow: false,
      font: { size: 12, color: colours.ink },
    },
  ];
  return { data, layout, alt: `${title}. ${rows.map(({ told }) => told).join(' ')}` };
}

/** How values are drawn, and what is dropped. */
interface Look {
  scale: 'grey' | 'signed';
  dropped: string;
}

function panelsOf({ name, values, masks, rate }: DroppedLayer, look: Look): { panels: Panel[]; told: string } {
  const shape = shapeOf(values, `${name}: values`);
  if (!shape.length || shape.length > 3 || (shape.length === 3 && shape[2] !== 1)) {
    throw new UserError(
      `dropoutMasks: ${name} needs an image [height, width, 1], a matrix or a list, got the shape [${shape.join(', ')}].`,
    );
  }
  const width = shape.length === 1 ? rowLength(shape[0]) : shape[1];
  const left = masks.map((mask) => flattenNested(dropout(values, mask, rate)));
  const flat = flattenNested(values);
  // One scale for the row, so that what dropout enlarges is seen to be larger.
  const size = Math.max(...flat.map(Math.abs)) / (1 - rate);
  const factor = `×${short(1 / (1 - rate), 3)}`;
  const raster = (shown: number[], mask?: number[]) => pictureOf(shown, { width, size, mask, look });
  const before = mean(flat);
  const steps = left.map((shown, i): Panel => {
    const mask = flattenNested(masks[i]);
    const share = `${Math.round(100 * (1 - mean(mask)))} % dropped`;
    const caption = `step ${i + 1}: ${factor}\n${share}\nmean ${short(mean(shown), 3)}`;
    return { raster: raster(shown, mask), caption, hover: `${name}, ${caption.replace(/\n/g, ', ')}` };
  });
  const caption = `${name}\nwithout dropout\nmean ${short(before, 3)}`;
  const told = left.map((shown, i) => `${short(1 - mean(flattenNested(masks[i])), 2)} (${short(mean(shown), 3)})`);
  return {
    panels: [{ raster: raster(flat), caption }, ...steps],
    told: `${name}, rate ${rate}, mean ${short(before, 3)} without dropout; dropped in each step, and the mean: ${told.join(', ')}.`,
  };
}

/** Units in rows of a length that leaves none over, if one is not far from a square. */
function rowLength(count: number): number {
  const root = Math.ceil(Math.sqrt(count));
  for (let length = root; length <= 2 * root; length++) if (count % length === 0) return length;
  return root;
}

interface Drawing {
  width: number;
  /** the largest value of the row */
  size: number;
  mask?: readonly number[];
  look: Look;
}

function pictureOf(values: readonly number[], { width, size, mask, look }: Drawing): Raster {
  const height = Math.ceil(values.length / width);
  const lowest = look.scale === 'signed' ? -size : 0;
  const pixels = new Uint8Array(3 * width * height);
  for (let at = 0; at < width * height; at++) {
    const position = size > 0 ? (values[at] - lowest) / (size - lowest) : 0;
    const isDropped = mask?.[at] === 0;
    // Room that is left over in the last row has the colour of text.
    const colour =
      at >= values.length ? rgbOf(colours.ink) : isDropped ? rgbOf(look.dropped) : scaleColour(look.scale, position);
    pixels.set(colour, 3 * at);
  }
  return { width, height, depth: 3, pixels };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

import { checkOptions } from '../maths/options';
import type { Image, Matrix } from '../maths/shapes';
import { UserError } from '../project';
import { colours, series } from './colours';
import type { Figure, Trace } from './figure';
import { type Panel, panelGrid } from './grid';
import type { Box } from './number-grid';
import { type Raster, toRaster } from './raster';

export const defaults = {
  /** side of a picture on the page, in pixels */
  size: 232,
  /** how much of a pixel inside of a mask has the colour of its region, 0…1 */
  strength: 0.5,
};

/** One image and what a network is asked about it. */
export interface TaskExample {
  /** 'classification' */
  task: string;
  /** `[height, width, 1]` or `[height, width, 3]`, values 0…1 */
  image: Image;
  /** the answer in words: 'tabby cat' */
  answer?: string;
  /** answers with a place, in pixels of the image */
  boxes?: { top: number; left: number; height: number; width: number; label?: string }[];
  /** the answer for each pixel, `[height, width]`: 0 for the ground, 1, 2 … for regions, which take turns in colour */
  mask?: Matrix;
}

export interface TaskGalleryOptions {
  columns?: number;
  title?: string;
}

/**
 * What networks are asked about images: a picture a task, with the answer as words below the task's name, as boxes, or as regions.
 *
 * @throws UserError for a mask of another size than its image
 * @example await show(taskGallery([{ task: 'detection', image, boxes: [{ top: 10, left: 4, height: 30, width: 20, label: 'cup' }] }]))
 */
export function taskGallery(examples: readonly TaskExample[], options: TaskGalleryOptions = {}): Figure {
  checkOptions(options, ['columns', 'title'], 'taskGallery');
  if (!examples?.length)
    throw new UserError("taskGallery needs examples: [{ task: 'classification', image, answer }].");
  const { title = 'What networks are asked about images', columns } = options;
  const panels = examples.map(
    ({ task, image, answer, mask }): Panel => ({
      raster: mask ? masked(image, mask, task) : toRaster(image, {}),
      caption: answer ? `${task}\n${answer}` : `${task}\n `,
      hover: answer ? `${task}: ${answer}` : task,
    }),
  );
  const grid = panelGrid(panels, { title, columns, room: defaults.size });
  const frames = examples.flatMap(({ boxes = [], image }, index) => {
    const scale = grid.boxes[index].width / image[0].length;
    return boxes.map(({ label, ...box }, i) => ({
      label,
      colour: boxColours[i % boxColours.length],
      ...onPage(box, grid.boxes[index], scale),
    }));
  });
  return {
    data: [...grid.data, ...frames.map(outline)],
    layout: { ...grid.layout, annotations: frames.flatMap(label) },
    alt: `${title}: ${examples.map(inWords).join('; ')}.`,
  };
}

function onPage({ left, top, width, height }: Box, picture: Box, scale: number): Box {
  return {
    left: picture.left + left * scale,
    top: picture.top + top * scale,
    width: width * scale,
    height: height * scale,
  };
}

/** A box on the page, in the colour that tells it from the others of its picture. */
interface Frame extends Box {
  label?: string;
  colour: string;
}

/** Dark enough for white labels. */
const boxColours = [colours.output, colours.input, colours.good];

function outline({ left, top, width, height, colour }: Frame): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    x: [left, left + width, left + width, left, left],
    y: [top, top, top + height, top + height, top],
    line: { color: colour, width: 2.5 },
    hoverinfo: 'skip',
  };
}

/** On the upper edge of its box. */
function label({ left, top, label: text, colour }: Frame): Record<string, unknown>[] {
  if (!text) return [];
  const place = { xref: 'x', yref: 'y', x: left, y: top, xanchor: 'left', yanchor: 'bottom', showarrow: false };
  return [{ ...place, text, font: { size: 11, color: '#ffffff' }, bgcolor: colour, borderpad: 1 }];
}

/** The image with each region in a colour of its own. */
function masked(image: Image, mask: Matrix, task: string): Raster {
  const [height, width] = [image.length, image[0].length];
  if (mask.length !== height || mask[0]?.length !== width) {
    throw new UserError(
      `taskGallery: the mask of ${task} is ${mask.length}×${mask[0]?.length ?? 0}, its image ${height}×${width}: give each pixel a region.`,
    );
  }
  const rgb = series.map((code) => [1, 3, 5].map((start) => Number.parseInt(code.slice(start, start + 2), 16)));
  const pixels = new Uint8Array(3 * height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const region = mask[y][x];
      const share = region > 0 ? defaults.strength : 0;
      const colour = rgb[Math.max(0, region - 1) % rgb.length];
      for (let c = 0; c < 3; c++) {
        const own = 255 * (image[y][x].length === 3 ? image[y][x][c] : image[y][x][0]);
        pixels[3 * (y * width + x) + c] = Math.round(share * colour[c] + (1 - share) * own);
      }
    }
  }
  return { width, height, depth: 3, pixels };
}

function inWords({ task, answer, boxes, mask }: TaskExample): string {
  const regions = mask ? new Set(mask.flat().filter((region) => region > 0)).size : 0;
  const parts = [
    ...(answer ? [answer] : []),
    ...(boxes?.length ? [`${boxes.length} boxes: ${boxes.map(({ label = 'one' }) => label).join(', ')}`] : []),
    ...(mask ? [`${regions} region${regions === 1 ? '' : 's'}`] : []),
  ];
  return `${task}: ${parts.join(', ') || 'no answer'}`;
}

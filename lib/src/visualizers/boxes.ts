import { type Box, type Detection, type LabelledBox, meanAveragePrecision } from '../maths/detection';
import { checkOptions } from '../maths/options';
import type { Image } from '../maths/shapes';
import { UserError } from '../project';
import { colours } from './colours';
import type { Figure, Trace } from './figure';
import { panelGrid, roomFor } from './grid';
import { namePlaces } from './name-places';
import { toRaster } from './raster';
import type { Rectangle } from './rectangles';

export const defaults = {
  /** side of an image on the page, in pixels */
  size: 230,
  /** a detection is right if it has this IoU with an object of its class that no better one has */
  iouThreshold: 0.5,
};

export interface BoxesOptions {
  /** for each image the objects that are there: dashed */
  truth?: readonly (readonly LabelledBox[])[];
  /** for each image what was detected; green where right and pink where wrong, if there is truth */
  detections?: readonly (readonly Detection[])[];
  classNames?: readonly string[];
  title?: string;
  /** side of an image on the page, in pixels */
  size?: number;
  columns?: number;
}

/** A box to draw. */
interface Frame {
  box: Box;
  text: string;
  colour: string;
  dash: 'solid' | 'dash';
}

/**
 * Images with the boxes of what is in them and of what a detector saw, each with its class and score.
 *
 * @param images each `[height, width, 1]` or `[height, width, 3]`, values 0…1; boxes are in pixels of them
 * @throws UserError without images or boxes, and unless there is a list of boxes for each image
 * @example await show(boxes([set.image(0)], { truth: [set.objects[0]], detections: detect(model, xs), classNames: set.classNames }))
 */
export function boxes(images: readonly Image[], options: BoxesOptions = {}): Figure {
  checkOptions(options, ['truth', 'detections', 'classNames', 'title', 'size', 'columns'], 'boxes');
  const { truth, detections, size = defaults.size, columns } = options;
  if (!images?.length || (!truth && !detections))
    throw new UserError('boxes needs images and their boxes: boxes([image], { truth: [objects] }).');
  for (const [name, lists] of Object.entries({ truth, detections })) {
    if (lists && lists.length !== images.length)
      throw new UserError(`boxes got ${images.length} images and ${lists.length} lists of ${name}: give one an image.`);
  }
  const nameOf = (label: number) => options.classNames?.[label] ?? `class ${label}`;
  const frames = images.map((_, i) => framesOf(truth?.[i], detections?.[i], nameOf));
  const what = summary(frames, truth, detections);
  const { title = what } = options;
  const longest = Math.max(...images.flatMap((image) => [image.length, image[0].length]));
  const panels = images.map((image, i) => ({
    raster: toRaster(image, {}),
    hover: frames[i].map(({ text }) => text).join('\n'),
  }));
  const grid = panelGrid(panels, { title, columns, room: roomFor(longest, size) });
  const traces: Trace[] = [];
  const annotations: Record<string, unknown>[] = [];
  frames.forEach((ofImage, i) => {
    const place = grid.boxes[i];
    const { width, height } = { width: images[i][0].length, height: images[i].length };
    const scale = place.width / width;
    const image = onPage([0, 0, width, height], place, scale);
    for (const { box, colour, dash } of ofImage) {
      const { left, right, top, bottom } = onPage(box, place, scale);
      const [x, y] = [
        [left, right, right, left, left],
        [top, top, bottom, bottom, top],
      ];
      traces.push({ type: 'scatter', mode: 'lines', x, y, line: { color: colour, width: 2, dash }, hoverinfo: 'skip' });
    }
    // Where there are detections, they are what is named.
    const named = ofImage.filter(({ dash }) => dash === 'solid' || !detections);
    const areas = named.map(({ box, text }) => ({ ...onPage(box, place, scale), text }));
    namePlaces(areas, image).forEach(({ x, y }, k) => {
      annotations.push(label(named[k].text, named[k].colour, x, y));
    });
  });
  const layout = { ...grid.layout, annotations };
  return { data: [...grid.data, ...traces], layout, alt: alt(options.title, what, frames) };
}

/** A box in pixels of an image, in pixels of the page. */
const onPage = ([x1, y1, x2, y2]: Box, { left, top }: { left: number; top: number }, scale: number): Rectangle => ({
  left: left + x1 * scale,
  top: top + y1 * scale,
  right: left + x2 * scale,
  bottom: top + y2 * scale,
});

function framesOf(
  truth: readonly LabelledBox[] | undefined,
  detections: readonly Detection[] | undefined,
  nameOf: (label: number) => string,
): Frame[] {
  const there = (truth ?? []).map(
    ({ box, label: of }): Frame => ({ box, text: nameOf(of), colour: colours.sky, dash: 'dash' }),
  );
  const seen = (detections ?? []).map(({ box, label: of, score }, i): Frame => {
    const isRight = truth && rightOnes(truth, detections ?? [])[i];
    const colour = isRight === undefined ? colours.kernel : isRight ? colours.good : colours.bad;
    return { box, text: `${isRight === false ? '✗ ' : ''}${nameOf(of)} ${score.toFixed(2)}`, colour, dash: 'solid' };
  });
  return [...there, ...seen];
}

/** Whether each detection of an image is right. */
function rightOnes(truth: readonly LabelledBox[], detections: readonly Detection[]): boolean[] {
  const right = detections.map(() => false);
  if (!truth.length) return right;
  const classes = 1 + Math.max(...[...truth, ...detections].map(({ label: of }) => of));
  const { perClass } = meanAveragePrecision([truth], [detections], classes, defaults.iouThreshold);
  perClass.forEach(({ hits }, of) => {
    const own = detections.flatMap((one, i) => (one.label === of ? [i] : []));
    own.sort((a, b) => detections[b].score - detections[a].score);
    own.forEach((i, k) => {
      right[i] = hits[k];
    });
  });
  return right;
}

/** The name of a box on a ground of its colour, from its lower left corner. */
function label(text: string, colour: string, x: number, y: number): Record<string, unknown> {
  return {
    text,
    x,
    y,
    xanchor: 'left',
    yanchor: 'bottom',
    showarrow: false,
    borderpad: 0,
    bgcolor: colour,
    font: { size: 10, color: '#000000' },
  };
}

function summary(frames: Frame[][], truth: BoxesOptions['truth'], detections: BoxesOptions['detections']): string {
  const all = frames.flat().filter(({ dash }) => dash === 'solid' || !detections);
  if (!truth) return `${all.length} detections`;
  const objects = truth.flat().length;
  if (!detections) return `${objects} object${objects === 1 ? '' : 's'}`;
  const right = all.filter(({ colour }) => colour === colours.good).length;
  return `${right} of ${objects} objects found, ${all.length - right} false detections`;
}

function alt(title: string | undefined, what: string, frames: Frame[][]): string {
  const told = frames
    .slice(0, 6)
    .map(
      (ofImage, i) =>
        `image ${i}: ${ofImage.map(({ text, dash }) => (dash === 'dash' ? `there ${text}` : text)).join(', ') || 'nothing'}`,
    );
  return `${title ? `${title}: ` : ''}${what}. ${told.join('; ')}${frames.length > 6 ? ' …' : ''}.`;
}

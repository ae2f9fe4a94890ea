import { checkOptions } from '../maths/options';
import type { Image } from '../maths/shapes';
import { UserError } from '../project';
import { colours } from './colours';
import type { Figure } from './figure';
import { type Panel, panelGrid, roomFor } from './grid';
import { toRaster } from './raster';

export const defaults = {
  /** side of a picture on the page, in pixels */
  size: 96,
  /** most pictures in a row */
  limit: 12,
};

/** A film, or a piece of one, with a name. */
export interface FilmRow {
  name: string;
  /** one after the other */
  frames: readonly Image[];
  /** for a prediction: the mean squared error of each picture, written above it */
  errors?: readonly number[];
}

export interface FramesOptions {
  title?: string;
  /** side of a picture on the page, in pixels; default: 96 */
  size?: number;
  /** what each column is, where the pictures of a row do not follow each other; default: `+1`, `+2` … after the first */
  columns?: readonly string[];
}

/**
 * Films below each other, one picture beside the next: what came, what was said to come, and what copying says.
 *
 * @param rows equally long, at most 12 pictures each
 * @throws UserError without pictures, or for rows that differ in length
 * @example await show(frames([{ name: 'film', frames: film }, { name: 'predicted', frames: said, errors }]));
 */
export function frames(rows: readonly FilmRow[], options: FramesOptions = {}): Figure {
  checkOptions(options, ['title', 'size', 'columns'], 'frames');
  const { title = 'Films, picture by picture', size = defaults.size, columns } = options;
  const length = rows?.[0]?.frames?.length ?? 0;
  if (length === 0 || length > defaults.limit)
    throw new UserError(`frames draws rows of 1 to ${defaults.limit} pictures, got ${length}.`);
  for (const { name, frames: film, errors } of rows) {
    if (film.length !== length || (errors && errors.length !== length))
      throw new UserError(`frames needs rows of one length, errors too: '${name}' does not have ${length}.`);
  }
  if (columns && columns.length !== length)
    throw new UserError(`frames got ${columns.length} names of columns for ${length} pictures in a row.`);
  const place = (name: string, t: number) => (columns ? `${name}, ${columns[t]}` : t === 0 ? name : `+${t}`);
  const panels = rows.flatMap(({ name, frames: film, errors }) =>
    film.map((image, t): Panel => {
      const error = errors ? `error ${errors[t].toFixed(4)}` : '';
      return {
        raster: toRaster(image, {}),
        caption: `${place(name, t)}${error && `\n${error}`}`,
        captionColour: t === 0 ? colours.input : colours.ink,
        hover: `${name}, picture ${t}${error && `: ${error}`}`,
      };
    }),
  );
  const longest = Math.max(rows[0].frames[0].length, rows[0].frames[0][0].length);
  const { data, layout } = panelGrid(panels, { title, columns: length, room: roomFor(longest, size) });
  const told = rows.map(({ name, errors }) => {
    const mean = errors && errors.reduce((sum, error) => sum + error, 0) / length;
    return mean === undefined ? name : `${name} (mean error ${mean.toFixed(4)})`;
  });
  return { data, layout, alt: `${title}: ${length} pictures in each of ${rows.length} rows, ${told.join(', ')}.` };
}

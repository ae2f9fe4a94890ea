import type { Image } from '../maths/shapes';
import { UserError } from '../project';
import { colours } from './colours';
import type { Figure } from './figure';
import { type Panel, panelGrid, roomFor } from './grid';
import { toRaster } from './raster';

export const defaults = {
  /** side of an image on the page, in pixels */
  size: 96,
  /** most images drawn; the title says how many are left out */
  limit: 100,
};

export interface ContactSheetOptions {
  /** what each image is, the true label where there are predictions */
  labels?: string[];
  /** what a model said about each image: a tick or a cross, and the two colours for right and wrong */
  predicted?: string[];
  /** default: as many as fit on the page */
  columns?: number;
  title?: string;
  /** side of an image on the page, in pixels */
  size?: number;
  limit?: number;
}

/**
 * Images side by side with their labels, in the order given.
 *
 * @param images each `[height, width, 1]` or `[height, width, 3]`, values 0…1 from black to white
 * @example await show(contactSheet(images, { labels: labels.map((label) => classNames[label]) }))
 */
export function contactSheet(images: Image[], options: ContactSheetOptions = {}): Figure {
  if (!images?.length)
    throw new UserError('contactSheet needs at least one image, [height, width, channels] with values 0…1.');
  const { labels, predicted, limit = defaults.limit, size = defaults.size } = options;
  checkCount('labels', labels, images.length);
  checkCount('predicted', predicted, images.length);
  if (predicted && !labels)
    throw new UserError('contactSheet needs labels beside predicted, to tell right from wrong.');
  const drawn = images.slice(0, limit);
  const panels = drawn.map((image, i): Panel => {
    const raster = toRaster(image, {});
    if (!labels) return { raster, hover: `image ${i}` };
    if (!predicted) return { raster, caption: labels[i], hover: `image ${i}: ${labels[i]}` };
    if (predicted[i] === labels[i]) {
      return {
        raster,
        caption: `✓ ${labels[i]}`,
        captionColour: colours.good,
        hover: `image ${i}: ${labels[i]}, right`,
      };
    }
    const hover = `image ${i}: ${labels[i]}, taken for ${predicted[i]}`;
    return { raster, caption: `✗ ${predicted[i]}\n(${labels[i]})`, captionColour: colours.bad, hover };
  });
  const what = summary(images.length, drawn.length, labels, predicted);
  const longest = Math.max(...drawn.map((image) => Math.max(image.length, image[0].length)));
  const { data, layout } = panelGrid(panels, {
    title: options.title ?? what,
    columns: options.columns,
    room: roomFor(longest, size),
  });
  return {
    data,
    layout,
    alt: `${options.title ? `${options.title}: ` : ''}${what}.${namesOf(labels, predicted, drawn.length)}`,
  };
}

function summary(count: number, drawn: number, labels?: string[], predicted?: string[]): string {
  const images = `${count} image${count === 1 ? '' : 's'}`;
  const shown = drawn < count ? ` (${drawn} shown)` : '';
  if (!labels || !predicted) return images + shown;
  const right = labels.filter((label, i) => label === predicted[i]).length;
  return `${right} of ${images} right${shown}`;
}

function namesOf(labels: string[] | undefined, predicted: string[] | undefined, drawn: number): string {
  if (!labels) return '';
  if (predicted) {
    const wrong = labels.flatMap((label, i) => (label === predicted[i] ? [] : [`${label} taken for ${predicted[i]}`]));
    return wrong.length ? ` Wrong: ${wrong.slice(0, 12).join(', ')}${wrong.length > 12 ? ' …' : ''}.` : '';
  }
  return ` In order: ${labels.slice(0, Math.min(drawn, 24)).join(', ')}${drawn > 24 ? ' …' : ''}.`;
}

function checkCount(name: string, values: string[] | undefined, count: number): void {
  if (values && values.length !== count) {
    throw new UserError(`contactSheet got ${values.length} ${name} for ${count} images: give one an image.`);
  }
}

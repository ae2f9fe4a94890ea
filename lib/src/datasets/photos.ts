import type { Image } from '../maths/shapes';
import { UserError } from '../project';
import { type CatalogFile, catalog, readEmbedded } from './catalog';
import { decodePicture } from './decode-picture';
import { cropToShape, resize } from './resize';

/** The photographs that come with the course; `data/photos/README.md` says what they show and whose they are. */
export const photoNames = [
  'astronaut',
  'brick',
  'camera',
  'chelsea_cat',
  'china',
  'coffee',
  'coins',
  'flower',
  'hubble',
  'rocket',
] as const;

/** One of {@link photoNames}. */
export type PhotoName = (typeof photoNames)[number];

/** How a photograph is wanted. */
export interface PhotoOptions {
  /**
   * In pixels. One number: the longer side gets that length and the shape stays. `[height, width]`: exactly that, cut
   * from the middle, not stretched. Left out: as it is stored, at most 384.
   */
  size?: number | [number, number];
  /** True: one channel, the luminance 0.299 R + 0.587 G + 0.114 B of ITU-R Recommendation BT.601. */
  grey?: boolean;
}

/** The photographs that were stored without colour: they have one channel in any case. */
const grey: ReadonlySet<string> = new Set(['brick', 'camera', 'coins']);
/** Larger pictures are of no use here, and nested arrays of them take seconds. */
const largestSide = 2048;

/**
 * A photograph with values from 0 (black) to 1.
 *
 * @example
 * const pavilion = await photo('china', { size: 128, grey: true }); // [85, 128, 1]
 * @returns `[height, width, channels]`: 3 channels, red, green, blue; 1 with `grey` and for brick, camera and coins
 * @throws UserError for an unknown name or size, or a file that is missing or damaged
 */
export async function photo(name: PhotoName, options: PhotoOptions = {}): Promise<Image> {
  const target = checkSize(options.size);
  const colours = await decode(name);
  const image = options.grey || grey.has(name) ? luminance(colours) : colours;
  if (target === undefined) return image;
  if (Array.isArray(target)) return resize(cropToShape(image, ...target), ...target);
  const scale = target / Math.max(image.length, image[0].length);
  const scaled = (side: number) => Math.max(1, Math.round(side * scale));
  return resize(image, scaled(image.length), scaled(image[0].length));
}

/**
 * Who made a photograph and under which licence it is here, as a line for a caption.
 *
 * @example
 * photoCredit('china'); // 'A pavilion in China, by danielbuechele, CC BY 2.0, made smaller'
 */
export function photoCredit(name: PhotoName): string {
  const { title, creator, licence, changes } = entryOf(name);
  return [title, `by ${creator}`, licence, changes].filter(Boolean).join(', ');
}

function entryOf(name: string): CatalogFile {
  if (!(photoNames as readonly string[]).includes(name)) {
    throw new UserError(`There is no photo '${name}': choose one of ${photoNames.join(', ')}.`);
  }
  const files = catalog().flatMap((set) => set.files);
  const entry = files.find((file) => file.path === `photos/${name}.jpg` || file.path === `photos/${name}.png`);
  if (!entry) throw new UserError(`The photo '${name}' is not listed in data/catalog.json.`);
  return entry;
}

/** `[height, width, 3]` */
async function decode(name: string): Promise<Image> {
  const { width, height, data } = await decodePicture(readEmbedded(entryOf(name).path));
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const start = 4 * (y * width + x);
      return [data[start] / 255, data[start + 1] / 255, data[start + 2] / 255];
    }),
  );
}

/** `[height, width, 3]` → `[height, width, 1]` */
function luminance(image: Image): Image {
  return image.map((row) => row.map(([red, green, blue]) => [0.299 * red + 0.587 * green + 0.114 * blue]));
}

function checkSize(size: PhotoOptions['size']): PhotoOptions['size'] {
  const sides = size === undefined ? [] : [size].flat();
  const fits = sides.every((side) => Number.isInteger(side) && side >= 1 && side <= largestSide);
  if (fits && (!Array.isArray(size) || size.length === 2)) return size;
  throw new UserError(
    `size must be a whole number from 1 to ${largestSide}, or two as [height, width], got ${JSON.stringify(size)}.`,
  );
}

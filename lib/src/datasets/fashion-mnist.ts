import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../project';
import { cacheFolder } from './cache';
import { readEmbedded } from './catalog';
import { type DownloadSource, download } from './download';
import { readIdx } from './idx';
import { ImageDataset } from './image-dataset';
import { type LoadOptions, orEmbedded, progressOf } from './instead';

/** The ten classes: `fashionClasses[label]` is the word for a label. */
export const fashionClasses: readonly string[] = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];

/** Which images of Fashion-MNIST. */
export interface FashionMnistOptions extends LoadOptions {
  /** true: the whole set, 60,000 + 10,000 images, downloaded once (31 MB), instead of the embedded 10,000 + 2,000 */
  full?: boolean;
}

/**
 * Fashion-MNIST: photographs of clothes, grey, 28 × 28, ten classes. 10,000 training and 2,000 test images come with the
 * course, in the order of the whole set, as many of each class.
 *
 * H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST", 2017, https://arxiv.org/abs/1708.07747. MIT licence, © 2017 Zalando SE.
 *
 * @throws UserError if a file is missing or damaged, or `count` is more than there is
 */
export async function fashionMnist(options: FashionMnistOptions = {}): Promise<ImageDataset> {
  checkPart(options.part);
  if (!options.full) return embeddedFashionMnist('Fashion-MNIST (embedded)', options);
  return orEmbedded(
    () => fullFashionMnist(options),
    () => insteadOf('Fashion-MNIST (embedded, instead of all 70,000)', options),
    options,
  );
}

/** Whether a part of the whole set is in the cache folder, so that `fashionMnist({ full: true, part })` needs no network. */
export function fashionMnistIsHere(part: 'train' | 'test'): boolean {
  return (['images', 'labels'] as const).every((kind) => {
    const path = cachePath(fileName(part, kind));
    return existsSync(path) && statSync(path).size === officialFiles[fileName(part, kind)].bytes;
  });
}

/** The embedded set under another name, with at most as many images as were asked for. */
export async function insteadOf(name: string, options: LoadOptions): Promise<ImageDataset> {
  const all = embeddedFashionMnist(name, { part: options.part });
  return options.count === undefined ? all : all.take({ count: Math.min(options.count, all.count) });
}

/** @throws UserError unless it is `'train'`, `'test'` or left out */
export function checkPart(part: LoadOptions['part']): void {
  if (part === undefined || part === 'train' || part === 'test') return;
  throw new UserError(`part must be 'train' or 'test', got ${JSON.stringify(part)}.`);
}

function embeddedFashionMnist(name: string, { part = 'train', count }: LoadOptions): ImageDataset {
  const read = (kind: FileKind) => readEmbedded(`fashion-mnist/${fileName(part, kind)}`);
  return assemble(name, read('images'), read('labels')).take({ count });
}

type FileKind = 'images' | 'labels';

function fileName(part: 'train' | 'test', kind: FileKind): string {
  const stem = part === 'train' ? 'train' : 't10k';
  return kind === 'images' ? `${stem}-images-idx3-ubyte.gz` : `${stem}-labels-idx1-ubyte.gz`;
}

function assemble(name: string, imageFile: Uint8Array, labelFile: Uint8Array): ImageDataset {
  const images = readIdx(imageFile, `the image file of ${name}`);
  const labels = readIdx(labelFile, `the label file of ${name}`);
  const [count, height, width] = images.dimensions;
  if (images.dimensions.length !== 3 || labels.dimensions.length !== 1 || labels.dimensions[0] !== count) {
    const found = `${images.dimensions.join(' × ')} and ${labels.dimensions.join(' × ')}`;
    throw new UserError(`${name}: the files of images and labels don't belong together, they hold ${found} values.`);
  }
  const { values: pixels } = images;
  return new ImageDataset({
    name,
    classNames: fashionClasses,
    height,
    width,
    channels: 1,
    pixels,
    labels: labels.values,
  });
}

const officialSite = 'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/';
/**
 * Sizes and SHA-256 of the official files. The site has no https, so the checksums are what makes them safe. Their MD5 sums, as
 * published: 8d4fb7e6c68d591d4c3dfef9ec88bf0d, 25c81989df183df01b3e8a0aad5dffbe, bef4ecab320f06d8554ea6380940ec79,
 * bb300cfdad3c16e7a12a480ee83cd310.
 */
const officialFiles: Record<string, { bytes: number; sha256: string }> = {
  'train-images-idx3-ubyte.gz': {
    bytes: 26_421_880,
    sha256: '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
  },
  'train-labels-idx1-ubyte.gz': {
    bytes: 29_515,
    sha256: 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
  },
  't10k-images-idx3-ubyte.gz': {
    bytes: 4_422_102,
    sha256: '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
  },
  't10k-labels-idx1-ubyte.gz': {
    bytes: 5_148,
    sha256: '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
  },
};

async function fullFashionMnist(options: LoadOptions): Promise<ImageDataset> {
  const { part = 'train', count, signal } = options;
  const fetched = async (kind: FileKind) => {
    const file = fileName(part, kind);
    const target = cachePath(file);
    // The labels are a few kilobytes: progress of the images says all.
    const onProgress = kind === 'images' ? progressOf(options) : undefined;
    await download(officialFile(file), target, { signal, onProgress });
    return readFileSync(target);
  };
  return assemble('Fashion-MNIST', await fetched('images'), await fetched('labels')).take({ count });
}

function cachePath(file: string): string {
  return join(cacheFolder(), 'fashion-mnist', file);
}

function officialFile(file: string): DownloadSource {
  const site = process.env.CONVOLAB_FASHION_MNIST_URL || officialSite;
  const { bytes, sha256 } = officialFiles[file];
  const url = `${site.replace(/\/+$/, '')}/${file}`;
  return { name: 'Fashion-MNIST', url, bytes, checksum: { algorithm: 'sha256', hex: sha256 } };
}

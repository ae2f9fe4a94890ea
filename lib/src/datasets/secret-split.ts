/** Images that an answer is measured on and does not know, and those that it is trained on. */
import { type Random, random } from '../maths/random';
import { fashionMnist, fashionMnistIsHere } from './fashion-mnist';
import { ImageDataset } from './image-dataset';

/** How many images an answer is measured on. */
const measured = 2000;

export type SecretSplit = Record<'train' | 'test', ImageDataset>;

/** The images of a part; with a secret, those of its split. */
export function imagesOf({ part, secret }: { part: 'train' | 'test'; secret?: string }): Promise<ImageDataset> {
  return secret === undefined ? fashionMnist({ part }) : secretSplit(secret).then((split) => split[part]);
}

/** The last one, because all submissions of a class are measured with the same secret. */
let remembered: { key: string; split: Promise<SecretSplit> } | undefined;

/**
 * Splits Fashion-MNIST as a secret says: 10,000 images to train on and 2,000 to measure on.
 *
 * Where the whole test set is in the cache, those to measure on are drawn from its 8,000 images that the course does not embed.
 * Elsewhere all 12,000 embedded images are dealt out anew, as many of each class. In both cases the secret also gives the classes
 * new numbers, so that weights which were learnt elsewhere do not fit.
 *
 * @returns two sets whose `name` says where the images are from
 */
export function secretSplit(secret: string): Promise<SecretSplit> {
  const hasMore = fashionMnistIsHere('test');
  const key = `${hasMore} ${secret}`;
  if (remembered?.key !== key) remembered = { key, split: draw(secret, hasMore) };
  return remembered.split;
}

async function draw(secret: string, hasMore: boolean): Promise<SecretSplit> {
  const [train, test] = [await fashionMnist({ part: 'train' }), await fashionMnist({ part: 'test' })];
  const whole = hasMore ? await fashionMnist({ part: 'test', full: true, fallback: false }) : undefined;
  return splitBy(random(`secret split ${secret}`), { train, test, whole });
}

/** The split of sets that are given; `whole` holds `test` and more. */
export function splitBy(draws: Random, { train, test, whole }: SecretSplit & { whole?: ImageDataset }): SecretSplit {
  const order = draws.shuffle(train.classNames.map((_, label) => label));
  if (whole) {
    const known = new Set([...picturesOf(train), ...picturesOf(test)]);
    const others = picturesOf(whole).flatMap((picture, i) => (known.has(picture) ? [] : [i]));
    const chosen = draws.shuffle(others).slice(0, measured);
    const name = `${inWords(chosen.length)} of the ${inWords(others.length)} test images that the course does not embed`;
    return { train: renumbered(train, order), test: renumbered(pick(whole, chosen, name), order) };
  }
  const all = joined(train, test);
  const ofClass = all.classNames.map((_, label) => draws.shuffle(placesOf(all.labels, label)));
  const each = Math.floor(test.count / ofClass.length);
  const hidden = ofClass.flatMap((places) => places.slice(0, each));
  const rest = draws.shuffle(ofClass.flatMap((places) => places.slice(each)));
  const name = `${inWords(hidden.length)} of the embedded images, drawn by the secret; the answer was trained on the others`;
  return {
    train: renumbered(pick(all, rest, train.name), order),
    test: renumbered(pick(all, hidden, name), order),
  };
}

const inWords = (count: number): string => count.toLocaleString('en');

function placesOf(labels: Uint8Array, label: number): number[] {
  return [...labels.keys()].filter((i) => labels[i] === label);
}

/** The bytes of each image as a text, to be looked up. */
function picturesOf({ pixels, count }: ImageDataset): string[] {
  const size = pixels.length / count;
  return Array.from({ length: count }, (_, i) =>
    Buffer.from(pixels.subarray(i * size, (i + 1) * size)).toString('latin1'),
  );
}

function joined(first: ImageDataset, second: ImageDataset): ImageDataset {
  const join = (key: 'pixels' | 'labels'): Uint8Array => new Uint8Array(Buffer.concat([first[key], second[key]]));
  return new ImageDataset({ ...partsOf(first), pixels: join('pixels'), labels: join('labels') });
}

function pick(set: ImageDataset, places: number[], name: string): ImageDataset {
  const size = set.pixels.length / set.count;
  const pixels = new Uint8Array(places.length * size);
  for (const [i, place] of places.entries())
    pixels.set(set.pixels.subarray(place * size, (place + 1) * size), i * size);
  return new ImageDataset({ ...partsOf(set), name, pixels, labels: Uint8Array.from(places, (i) => set.labels[i]) });
}

/** Class k becomes class `order[k]`; its word goes with it. */
function renumbered(set: ImageDataset, order: number[]): ImageDataset {
  const classNames = set.classNames.map((_, label) => set.classNames[order.indexOf(label)]);
  return new ImageDataset({ ...partsOf(set), classNames, labels: set.labels.map((label) => order[label]) });
}

function partsOf({ name, classNames, height, width, channels, pixels, labels }: ImageDataset) {
  return { name, classNames, height, width, channels, pixels, labels };
}

import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../project';
import { cacheFolder } from './cache';
import { checkRoom, diskTrouble } from './disk';
import { type DownloadSource, download } from './download';
import { DownloadError } from './download-error';
import { checkPart, insteadOf } from './fashion-mnist';
import { ImageDataset } from './image-dataset';
import { type LoadOptions, orEmbedded, progressOf } from './instead';
import { withLock } from './lock';
import { unpackFiles } from './tar';

/** The ten classes: `cifar10Classes[label]` is the word for a label. */
export const cifar10Classes: readonly string[] = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
];

/** Another archive of the same layout as the official one. */
export type Cifar10Archive = Pick<DownloadSource, 'url' | 'bytes' | 'checksum'> & { recordsPerFile: number };

/** Which images of CIFAR-10. */
export interface Cifar10Options extends LoadOptions {
  /** for tests: a small archive in place of the official one */
  archive?: Cifar10Archive;
}

const side = 32;
const plane = side * side;
/** one byte for the label, then the red, green and blue planes, each row by row */
const recordBytes = 1 + 3 * plane;
const archiveFolder = 'cifar-10-batches-bin';
const batches = {
  train: [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`),
  test: ['test_batch.bin'],
};

const files = [...batches.train, ...batches.test];

/** Size and SHA-256 of the official archive; its MD5 sum, as published, is c32a1d4ab5d03f1284b67883e8d87530. */
const official: Cifar10Archive = {
  url: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
  bytes: 170_052_171,
  checksum: { algorithm: 'sha256', hex: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd' },
  recordsPerFile: 10_000,
};

/**
 * CIFAR-10: small colour photographs, 32 × 32, ten classes, 50,000 for training and 10,000 for the test. The first call downloads
 * the official archive (170 MB), checks it and keeps the images in the cache folder (184 MB); later calls need no
 * network. Without one, a sentence says so and the embedded Fashion-MNIST comes instead: its `name` says that too, and its images
 * are 28 × 28 and grey, so take sizes from the set, not from memory.
 *
 * A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009, https://www.cs.toronto.edu/~kriz/cifar.html.
 * It has no stated licence, so it is never part of the course's own files.
 *
 * @throws UserError if `count` is more than there is, or the download was stopped
 */
export async function cifar10(options: Cifar10Options = {}): Promise<ImageDataset> {
  checkPart(options.part);
  return orEmbedded(
    () => load(options),
    (subject) => insteadOf(`Fashion-MNIST (embedded, instead of ${subject})`, options),
    options,
  );
}

/** Whether the images are in the cache folder, so that `cifar10` needs no network. */
export function cifar10IsHere(): boolean {
  return isUnpacked(join(cacheFolder(), archiveFolder), official.recordsPerFile * recordBytes);
}

async function load(options: Cifar10Options): Promise<ImageDataset> {
  const { part = 'train', count } = options;
  const { recordsPerFile, ...source } = options.archive ?? official;
  const all = recordsPerFile * batches[part].length;
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= all)) {
    throw new UserError(
      `CIFAR-10 has ${all} images for '${part}': count must be a whole number up to that, got ${count}.`,
    );
  }
  const folder = join(cacheFolder(), archiveFolder);
  const fileBytes = recordsPerFile * recordBytes;
  await ensureUnpacked(folder, fileBytes, source, options);
  const records = await readRecords(folder, batches[part], fileBytes, (count ?? all) * recordBytes);
  return new ImageDataset({
    name: 'CIFAR-10',
    classNames: cifar10Classes,
    height: side,
    width: side,
    channels: 3,
    ...separate(records),
  });
}

function isUnpacked(folder: string, fileBytes: number): boolean {
  return files.every((name) => sizeOf(join(folder, name)) === fileBytes);
}

/** Downloads and unpacks what is not there yet. Only one at a time: who comes second finds the work done. */
async function ensureUnpacked(
  folder: string,
  fileBytes: number,
  source: Omit<DownloadSource, 'name'>,
  options: LoadOptions,
): Promise<void> {
  const isThere = () => isUnpacked(folder, fileBytes);
  if (isThere()) return;
  const signal = options.signal ?? new AbortController().signal;
  const archive = `${folder}.tar.gz`;
  const url = process.env.CONVOLAB_CIFAR10_URL || source.url;
  try {
    await withLock(`${folder}.lock`, signal, async () => {
      if (isThere()) return;
      await download({ ...source, url, name: 'CIFAR-10' }, archive, { signal, onProgress: progressOf(options) });
      await checkRoom(cacheFolder(), files.length * fileBytes, 'CIFAR-10');
      const unpacking = `${folder}.unpacking`;
      rmSync(unpacking, { recursive: true, force: true });
      mkdirSync(unpacking);
      const wanted = files.map((name) => ({ name: `${archiveFolder}/${name}`, bytes: fileBytes }));
      await unpackFiles(archive, wanted, unpacking);
      rmSync(folder, { recursive: true, force: true });
      renameSync(unpacking, folder);
      rmSync(archive);
    });
  } catch (error) {
    if (signal.aborted && !(error instanceof DownloadError)) throw new DownloadError('stopped', 'stopped', 'CIFAR-10');
    throw diskTrouble(error, cacheFolder(), 'CIFAR-10');
  }
}

/** The first `bytes` bytes of several files of `fileBytes` each, one after the other. */
async function readRecords(folder: string, files: string[], fileBytes: number, bytes: number): Promise<Uint8Array> {
  const records = new Uint8Array(bytes);
  for (let i = 0; i * fileBytes < bytes; i++) {
    const start = i * fileBytes;
    const length = Math.min(fileBytes, bytes - start);
    const file = await open(join(folder, files[i]));
    try {
      await file.read(records, start, length, 0);
    } finally {
      await file.close();
    }
  }
  return records;
}

/** Records → labels `[count]` and pixels `[count, 32, 32, 3]`: the three planes become three values at each pixel. */
function separate(records: Uint8Array): { labels: Uint8Array; pixels: Uint8Array } {
  const count = records.length / recordBytes;
  const labels = new Uint8Array(count);
  const pixels = new Uint8Array(count * 3 * plane);
  for (let i = 0; i < count; i++) {
    const record = records.subarray(i * recordBytes, (i + 1) * recordBytes);
    labels[i] = record[0];
    const image = pixels.subarray(i * 3 * plane, (i + 1) * 3 * plane);
    for (let p = 0; p < plane; p++) {
      for (let channel = 0; channel < 3; channel++) image[3 * p + channel] = record[1 + channel * plane + p];
    }
  }
  return { labels, pixels };
}

function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

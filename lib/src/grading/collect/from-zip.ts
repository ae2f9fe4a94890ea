/** Reads the notebooks of an archive. Nothing in it is trusted, and nothing is written under a name that it gives. */
import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, getFileNameLowLevel, openPromise, validateFileName, type ZipFile } from 'yauzl';
import { largestNotebook } from '../reading/read-file';
import { type Gathered, isByTheWay, isNotebook, shownPath } from './found';

/** A class of a thousand hands in less. */
export interface ZipLimits {
  entries: number;
  /** bytes of one notebook */
  notebook: number;
  /** bytes of an archive inside of the archive */
  archive: number;
  /** bytes of everything that is read */
  total: number;
  /** unpacked size divided by packed size */
  ratio: number;
}

export const zipLimits: ZipLimits = {
  entries: 20_000,
  notebook: largestNotebook,
  archive: 3 * largestNotebook,
  total: 2 ** 29,
  ratio: 200,
};

/** What has been read so far, in all archives of one collection. */
interface Budget {
  entries: number;
  bytes: number;
}

const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true };

export async function gatherFromZip(path: string, limits: ZipLimits = zipLimits): Promise<Gathered> {
  return readArchive(() => openPromise(path, options), '', limits, { entries: 0, bytes: 0 });
}

/** An archive that a student handed in. @param cameAs how it is named where it was found */
export async function gatherFromZipBytes(bytes: Buffer, cameAs: string, limits = zipLimits): Promise<Gathered> {
  return readArchive(() => fromBufferPromise(bytes, options), cameAs, limits, { entries: 0, bytes: 0 });
}

async function readArchive(
  open: () => Promise<ZipFile>,
  inside: string,
  limits: ZipLimits,
  budget: Budget,
): Promise<Gathered> {
  const found: Gathered = { notebooks: [], problems: [], others: [] };
  const what = inside === '' ? 'The archive' : `The archive ${shownPath(inside)}`;
  let zip: ZipFile | undefined;
  try {
    zip = await open();
    zip.on('error', () => {}); // told by the reading that fails
    for await (const entry of zip.eachEntry()) {
      if (++budget.entries > limits.entries) {
        found.problems.push(`${what} has more than ${limits.entries} entries; the rest was not looked at.`);
        break;
      }
      await readEntry(zip, entry, inside, found, limits, budget);
    }
    if (inside === '' && budget.entries === 0) found.problems.push(`${what} is empty.`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    found.problems.push(`${what} cannot be read to its end: ${shownPath(why).replace(/\.*$/, '')}.`);
  } finally {
    zip?.close();
  }
  return found;
}

async function readEntry(
  zip: ZipFile,
  entry: Entry,
  inside: string,
  found: Gathered,
  limits: ZipLimits,
  budget: Budget,
): Promise<void> {
  const own = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  const name = own.replaceAll('\\', '/').normalize('NFC');
  const path = inside === '' ? name : `${inside}/${name}`;
  const isArchive = inside === '' && /\.zip$/i.test(name);
  if (name.endsWith('/') || isByTheWay(name)) return;
  if (!isNotebook(name) && !isArchive) {
    found.others.push(path);
    return;
  }
  const problem = problemOf(entry, name, isArchive ? limits.archive : limits.notebook, limits, budget);
  if (problem !== undefined) {
    found.problems.push(`${shownPath(path)} ${problem}`);
    return;
  }
  let bytes: Buffer;
  try {
    bytes = await readAll(await zip.openReadStreamPromise(entry), entry.uncompressedSize);
  } catch {
    found.problems.push(`${shownPath(path)} is damaged: it does not unpack to what the archive says.`);
    return;
  } finally {
    budget.bytes += entry.uncompressedSize;
  }
  if (isArchive) {
    const inner = await readArchive(() => fromBufferPromise(bytes, options), path, limits, budget);
    found.notebooks.push(...inner.notebooks);
    found.problems.push(...inner.problems);
    found.others.push(...inner.others);
    return;
  }
  const time = entry.getLastModDate();
  const at = Number.isFinite(time.getTime()) ? { at: time.toISOString(), timeFrom: 'archive' as const } : {};
  found.notebooks.push({ cameAs: path, bytes, ...at });
}

/** Why an entry is not unpacked. */
function problemOf(entry: Entry, name: string, largest: number, limits: ZipLimits, budget: Budget): string | undefined {
  if (validateFileName(name) !== null) return 'has a name that leads out of the archive: it is left out.';
  // the upper half holds the Unix mode, where the archive was made on such a system
  const type = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (type === 0o120000) return 'is a link to another file: it is left out.';
  if (type !== 0 && type !== 0o100000) return 'is no regular file: it is left out.';
  if (entry.isEncrypted()) return 'is locked with a password: it is left out.';
  if (!entry.canDecodeFileData()) return 'is packed in a way that is not known here: it is left out.';
  const { uncompressedSize: size, compressedSize: packed } = entry;
  if (size > largest) return `is too large: ${megabytes(size)} MB, and ${megabytes(largest)} MB at most.`;
  if (size > 2 ** 16 && size > limits.ratio * packed) {
    return `unpacks to ${Math.round(size / packed)} times its size, as no notebook does: it is left out.`;
  }
  if (budget.bytes + size > limits.total) return `is left out: more than ${megabytes(limits.total)} MB were read.`;
  return undefined;
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);

async function readAll(stream: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new Error('longer than it says');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

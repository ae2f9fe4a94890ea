import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { UserError } from '../project';

/** A file that an archive must hold. */
export interface WantedFile {
  /** its full name in the archive, with forward slashes */
  name: string;
  /** its exact size */
  bytes: number;
}

const block = 512;
/** Room for what an archive holds beside the wanted files: readme, folders, padding. */
const spare = 16 * 1024 * 1024;
const regularFile = /^[0\0]$/;
/** folder; and the extended headers of pax and GNU tar, which only say more about the next entry */
const harmless = /^[5xgLK]$/;

/**
 * Takes the wanted files, and nothing else, out of a .tar.gz and puts them flat into `folder`, under the last part of their names.
 *
 * No name from the archive is ever used as a path, so nothing can land elsewhere. An archive is refused as a whole if it holds a
 * link, a device, a path that leads outside, a wanted file twice, in another size or not at all, a wrong header checksum, or
 * more than the wanted files plus 16 MiB.
 *
 * Format: POSIX.1-1988 (ustar), blocks of 512 bytes.
 * @throws UserError with one sentence
 */
export async function unpackFiles(archive: string, wanted: readonly WantedFile[], folder: string): Promise<void> {
  const refuse = (problem: string) => new UserError(`${basename(archive)} can't be unpacked: ${problem}.`);
  const limit = spare + wanted.reduce((sum, file) => sum + file.bytes, 0);
  const bytes = new ByteReader(archive, limit, refuse);
  const found = new Set<string>();
  try {
    for (;;) {
      const header = await bytes.take(block);
      if (header.length === 0 || header.every((byte) => byte === 0)) break; // the end
      const entry = readHeader(header, refuse);
      const file = wanted.find(({ name }) => name === entry.name);
      if (!file || !regularFile.test(entry.type)) {
        await bytes.skip(padded(entry.bytes));
        continue;
      }
      if (entry.bytes !== file.bytes) throw refuse(`${file.name} has ${entry.bytes} bytes instead of ${file.bytes}`);
      if (found.has(file.name)) throw refuse(`it holds ${file.name} twice`);
      found.add(file.name);
      const content = await bytes.take(padded(file.bytes));
      if (content.length < padded(file.bytes)) throw refuse(`it ends within ${file.name}`);
      await writeFile(join(folder, basename(file.name)), content.subarray(0, file.bytes));
    }
    const missing = wanted.find(({ name }) => !found.has(name));
    if (missing) throw refuse(`${missing.name} is not in it`);
  } finally {
    bytes.close();
  }
}

interface Entry {
  name: string;
  type: string;
  bytes: number;
}

function readHeader(header: Buffer, refuse: (problem: string) => UserError): Entry {
  if (header.length < block) throw refuse('it ends within a header');
  const text = (start: number, length: number) => header.toString('latin1', start, start + length).split('\0')[0];
  const octal = (start: number, length: number) => Number.parseInt(text(start, length).trim() || '0', 8);
  // The sum of all header bytes, with the eight of the sum itself counted as spaces.
  let sum = 8 * 32;
  for (let i = 0; i < block; i++) if (i < 148 || i >= 156) sum += header[i];
  if (octal(148, 8) !== sum) throw refuse('a header has a wrong checksum, so it is damaged or no tar archive');

  const isPosix = text(257, 6) === 'ustar';
  const prefix = isPosix ? text(345, 155) : '';
  const name = prefix ? `${prefix}/${text(0, 100)}` : text(0, 100);
  const type = header.toString('latin1', 156, 157);
  const bytes = octal(124, 12);
  if (leadsOutside(name)) throw refuse(`it holds the unsafe path "${name}"`);
  if (!regularFile.test(type) && !harmless.test(type)) throw refuse(`"${name}" is a link or a device`);
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw refuse(`"${name}" has no readable size`);
  return { name, type, bytes };
}

function leadsOutside(name: string): boolean {
  return /^[/\\]|^[a-z]:/i.test(name) || name.split(/[/\\]/).includes('..');
}

const padded = (bytes: number) => Math.ceil(bytes / block) * block;

/** The unpacked bytes of a .gz file, some at a time, never more than `limit` in all. */
class ByteReader {
  private readonly source;
  private readonly unzipped;
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);
  private total = 0;

  constructor(
    path: string,
    private readonly limit: number,
    private readonly refuse: (problem: string) => UserError,
  ) {
    this.source = createReadStream(path);
    this.unzipped = createGunzip();
    this.source.on('error', (error) => this.unzipped.destroy(error));
    this.chunks = this.source.pipe(this.unzipped)[Symbol.asyncIterator]();
  }

  /** The next `count` bytes, or fewer at the end. */
  async take(count: number): Promise<Buffer> {
    if (count > this.limit) throw this.tooMuch();
    const pieces: Buffer[] = [];
    let missing = count;
    while (missing > 0) {
      const piece = this.rest.length > 0 ? this.rest : await this.next();
      if (!piece) break;
      pieces.push(piece.subarray(0, missing));
      this.rest = piece.subarray(missing);
      missing -= pieces[pieces.length - 1].length;
    }
    return Buffer.concat(pieces);
  }

  /** Leaves out `count` bytes without keeping them. */
  async skip(count: number): Promise<void> {
    let missing = count;
    while (missing > 0) {
      const { length } = await this.take(Math.min(missing, 65536));
      if (length === 0) throw this.refuse('it ends within an entry');
      missing -= length;
    }
  }

  close(): void {
    this.source.destroy();
    this.unzipped.destroy();
  }

  private async next(): Promise<Buffer | undefined> {
    let result: IteratorResult<Buffer>;
    try {
      result = await this.chunks.next();
    } catch (error) {
      const { code = '', syscall } = error as NodeJS.ErrnoException;
      if (syscall) throw error; // the disk, not the archive
      throw this.refuse(`it is damaged or cut off: ${code}`);
    }
    if (result.done) return undefined;
    this.total += result.value.length;
    if (this.total > this.limit) throw this.tooMuch();
    return result.value;
  }

  private tooMuch(): UserError {
    return this.refuse(`it holds more than ${this.limit} bytes`);
  }
}

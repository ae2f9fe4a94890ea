/** Reads a submitted file as data. */
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../../project';
import { shownName } from './shown';

/** Bytes of a notebook, its pictures included. */
export const largestNotebook = 20 * 2 ** 20;

export interface SubmittedFile {
  text: string;
  /** of the bytes, in hexadecimal: the same submission has the same */
  sha256: string;
}

/**
 * Reads a regular file; links, devices and pipes are not followed or opened.
 * @throws UserError one sentence
 */
export function readSubmittedFile(path: string, limit = largestNotebook): SubmittedFile {
  const name = shownName(basename(path));
  const refuse = (why: string): never => {
    throw new UserError(`${name} ${why}`);
  };
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return refuse('is not there.');
  if (stats.isSymbolicLink()) return refuse('is a link to another file: only the notebook itself is taken.');
  if (!stats.isFile()) return refuse('is no regular file: only a notebook is taken.');
  // between the look and the opening the file may have been exchanged
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const opened = fstatSync(descriptor);
    if (!opened.isFile()) return refuse('is no regular file: only a notebook is taken.');
    if (opened.size > limit)
      return refuse(`has ${inMegabytes(opened.size)} MB; a notebook has at most ${inMegabytes(limit)} MB.`);
    const bytes = readAtMost(descriptor, limit + 1);
    if (bytes.length > limit) return refuse(`has more than ${inMegabytes(limit)} MB.`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { text: decode(bytes) ?? refuse('is no text in UTF-8: save the notebook again in JupyterLab.'), sha256 };
  } finally {
    closeSync(descriptor);
  }
}

function readAtMost(descriptor: number, limit: number): Buffer {
  const chunks: Buffer[] = [];
  for (let size = 0; size < limit; ) {
    const chunk = Buffer.alloc(Math.min(limit - size, 2 ** 18));
    const got = readSync(descriptor, chunk, 0, chunk.length, null);
    if (got === 0) break;
    chunks.push(chunk.subarray(0, got));
    size += got;
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const inMegabytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);

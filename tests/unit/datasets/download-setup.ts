import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { DownloadOptions, DownloadSource } from '../../../lib/src/datasets/download';
import { DownloadError } from '../../../lib/src/datasets/download-error';
import type { Progress } from '../../../lib/src/datasets/progress';
import { type Behaviour, serveFile } from './file-server';
import { temporaryFolder } from './temporary-folder';

/** 300,000 bytes without any repetition to speak of; `seed` makes another file of the same length. */
export function content(seed = 1): Buffer {
  const bytes = Buffer.alloc(300_000);
  let state = seed;
  for (let i = 0; i < bytes.length; i++) {
    state = (1103515245 * state + 12345) % 2147483648;
    bytes[i] = state >> 16;
  }
  return bytes;
}

/** What is downloaded. */
export const file = content();
/** no pauses */
export const fast: DownloadOptions = { retrySeconds: 0, idleSeconds: 5 };

/** A server with one file, what a download needs to know, and `breaking`: options that let the server break connections. */
export async function setUp(t: TestContext, behaviour: Behaviour) {
  const server = await serveFile(behaviour);
  t.after(server.close);
  const breaking = { ...fast, onProgress: ({ received }: Progress) => server.arrived(received) };
  return { server, breaking, ...sourceAt(t, `${server.url}/file.bin`) };
}

/** `file` at some address, and a place to put it in a folder that is not there yet. */
export function sourceAt(t: TestContext, url: string) {
  const source: DownloadSource = {
    name: 'The file',
    url,
    bytes: file.length,
    checksum: { algorithm: 'sha256', hex: createHash('sha256').update(file).digest('hex') },
  };
  return { source, target: join(temporaryFolder(t), 'cache', 'file.bin') };
}

/** Checks a DownloadError, for assert.rejects. */
export const failing = (failure: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof DownloadError, String(error));
  assert.equal(error.failure, failure);
  assert.match(error.message, message);
  return true;
};

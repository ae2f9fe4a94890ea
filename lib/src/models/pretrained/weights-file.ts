import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../../datasets/cache';
import { download } from '../../datasets/download';
import { type Progress, progressLines } from '../../datasets/progress';
import { remoteSize } from '../../datasets/remote-size';
import { UserError } from '../../project';

/** How weights are downloaded, where they must be. */
export interface WeightsDownload {
  /** SHA-256 of the file in hexadecimal; a file with another one is refused */
  sha256?: string;
  /** stops a download; the next call goes on from there */
  signal?: AbortSignal;
  /** is told how far a download has come, instead of a line every five seconds */
  onProgress?: (progress: Progress) => void;
  /** where lines of text go; `console.log` */
  say?: (line: string) => void;
}

/** A file of weights on this machine. */
export interface WeightsFile {
  path: string;
  /** whether it lies in the cache folder */
  isDownloaded: boolean;
}

/**
 * The file of weights, downloaded if it is an address and not in the cache folder yet.
 *
 * @param weights a path, or an http or https address
 * @throws DownloadError with one sentence, such as that there is no connection
 */
export async function weightsFile(
  weights: string | URL,
  network: string,
  options: WeightsDownload,
): Promise<WeightsFile> {
  const address = String(weights);
  if (address.startsWith('file:')) return { path: fileURLToPath(address), isDownloaded: false };
  if (!/^https?:/i.test(address)) return { path: address, isDownloaded: false };
  const { sha256, signal, say = console.log } = options;
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/i.test(sha256))
    throw new UserError(`sha256 must be 64 hexadecimal digits, got ${JSON.stringify(sha256)}.`);
  const url = parse(address);
  const path = join(cacheFolder(), 'models', cachedName(url));
  const subject = `The file of weights for ${network}`;
  // A name in the cache appears only when the file is whole, so what is there needs no server.
  if (existsSync(path) && (sha256 === undefined || (await digestOf(path)) === sha256.toLowerCase()))
    return { path, isDownloaded: true };
  const bytes = await remoteSize(url.href, subject, signal);
  const checksum = sha256 === undefined ? undefined : ({ algorithm: 'sha256', hex: sha256 } as const);
  const onProgress = options.onProgress ?? progressLines(say);
  await download({ name: subject, url: url.href, bytes, checksum }, path, { signal, onProgress });
  return { path, isDownloaded: true };
}

function parse(address: string): URL {
  try {
    return new URL(address);
  } catch {
    throw new UserError(`${address} is no address: write it as https://host/path.safetensors.`);
  }
}

/** Files of the same name from different addresses must not replace each other. */
function cachedName(url: URL): string {
  const digest = createHash('sha256').update(url.href).digest('hex').slice(0, 12);
  const name = basename(url.pathname).replace(/[^\w.-]/g, '_') || 'weights';
  return `${digest}-${name}`;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeWhole } from '../project';
import { checkRoom, diskTrouble } from './disk';
import { DownloadError } from './download-error';
import { httpGet } from './http-get';
import { withLock } from './lock';
import { megabytes, type Progress, stopwatch } from './progress';

/** A file on a server whose size is known beforehand. */
export interface DownloadSource {
  /** for messages, such as `CIFAR-10` */
  name: string;
  url: string;
  bytes: number;
  /** left out: whoever reads the file checks it */
  checksum?: { algorithm: 'sha256' | 'md5'; hex: string };
}

/** How to download. */
export interface DownloadOptions {
  /** stops the download; what has come stays, and the next call goes on from there */
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** after how many attempts in a row without a new byte to give up; 5 */
  attempts?: number;
  /** the pause after a break, doubled with each attempt that brought no new byte; 1 */
  retrySeconds?: number;
  /** how long the server may say nothing; 20 */
  idleSeconds?: number;
}

/**
 * Brings a file to `target`, which appears only whole and checked: the bytes gather in `target.part`, and the name is given when
 * their checksum is right. A broken or stopped download goes on where it ended (HTTP Range), unless the server's file changed
 * (If-Range) or the server can't do that: then it begins again. If `target` is there and right, nothing is downloaded. Calls for
 * the same target, also from several processes, take turns.
 *
 * @throws DownloadError with one sentence for the user
 */
export async function download(source: DownloadSource, target: string, options: DownloadOptions = {}): Promise<void> {
  const signal = options.signal ?? new AbortController().signal;
  try {
    signal.throwIfAborted();
    await mkdir(dirname(target), { recursive: true });
    await withLock(`${target}.lock`, signal, async () => {
      if (await isRight(target, source)) return;
      rmSync(target, { force: true });
      await checkRoom(dirname(target), source.bytes - sizeOf(`${target}.part`), source.name);
      await fetchChecked(source, target, { ...options, signal });
      renameSync(`${target}.part`, target);
      rmSync(validatorPath(target), { force: true });
    });
  } catch (error) {
    throw signal.aborted ? stopped(source, target) : diskTrouble(error, dirname(target), source.name);
  }
}

type Attempt = DownloadOptions & { signal: AbortSignal };

/** Fills `target.part` and checks it. A wrong sum may come from two halves that don't belong together: then once more from the start. */
async function fetchChecked(source: DownloadSource, target: string, options: Attempt, again = true): Promise<void> {
  const part = `${target}.part`;
  const { inPieces } = await fetchAll(source, target, options);
  if (await isRight(part, source)) return;
  rmSync(part, { force: true });
  if (inPieces && again) return fetchChecked(source, target, options, false);
  const expected = source.checksum ? `, ${source.checksum.algorithm} ${source.checksum.hex} was expected` : '';
  const reason = `${hostOf(source)} sent a file with the wrong checksum${expected}`;
  throw new DownloadError('content', reason, source.name);
}

/** Tries until all bytes are in `target.part`. */
async function fetchAll(source: DownloadSource, target: string, options: Attempt): Promise<{ inPieces: boolean }> {
  const { attempts = 5, retrySeconds = 1, signal } = options;
  const part = `${target}.part`;
  const progress = stopwatch(source.name, source.bytes);
  const before = sizeOf(part);
  let most = before;
  let requests = 0;
  let failures = 0;
  let reached = false;
  const report = (received: number) => {
    reached = true;
    options.onProgress?.(progress(received));
  };
  while (sizeOf(part) !== source.bytes) {
    requests++;
    try {
      await fetchRest(source, target, options, report);
    } catch (error) {
      // A server that was never reached will not be there in a second; one that broke off may be.
      const offline = error instanceof DownloadError && error.failure === 'offline';
      if (signal.aborted || !(offline ? reached : isBrokenConnection(error))) throw error;
    }
    const received = sizeOf(part);
    if (received === source.bytes) break;
    failures = received > most ? 0 : failures + 1;
    most = Math.max(most, received);
    if (failures >= attempts) {
      throw new DownloadError('broken', `the connection to ${hostOf(source)} breaks again and again`, source.name);
    }
    await wait(1000 * retrySeconds * 2 ** failures, undefined, { signal });
  }
  return { inPieces: before > 0 || requests > 1 };
}

/** One request for what is missing in `target.part`. Returns, or throws, when the connection ends: the caller looks at the size. */
async function fetchRest(
  source: DownloadSource,
  target: string,
  options: Attempt,
  report: (received: number) => void,
): Promise<void> {
  const part = `${target}.part`;
  if (sizeOf(part) > source.bytes) rmSync(part);
  const offset = sizeOf(part);
  const reply = await httpGet(source.url, {
    subject: source.name,
    headers: rangeHeaders(source, target, offset),
    signal: options.signal,
    idleSeconds: options.idleSeconds ?? 20,
  });
  try {
    const resumes = offset > 0 && reply.statusCode === 206 && startOf(reply) === offset;
    if (offset > 0 && !resumes && [206, 416].includes(reply.statusCode ?? 0)) {
      rmSync(part); // the server has another idea of the file: from the beginning, next time round
      return;
    }
    if (!resumes) expectWholeFile(reply, source);
    if (!resumes) rememberValidator(source, target, reply);
    const file = await open(part, resumes ? 'a' : 'w');
    try {
      let received = resumes ? offset : 0;
      report(received);
      for await (const chunk of reply as AsyncIterable<Buffer>) {
        received += chunk.length;
        if (received > source.bytes) throw tooLong(source);
        await file.write(chunk);
        report(received);
      }
    } finally {
      await file.close();
    }
  } finally {
    reply.destroy();
  }
}

function expectWholeFile(reply: IncomingMessage, source: DownloadSource): void {
  const host = hostOf(source);
  if (reply.statusCode !== 200) {
    throw new DownloadError(
      'server',
      `${host} answers ${reply.statusCode} ${reply.statusMessage ?? ''}`.trim(),
      source.name,
    );
  }
  const length = reply.headers['content-length'];
  if (length !== undefined && Number(length) !== source.bytes) {
    const reason = `${host} sends another file, ${length} bytes instead of ${source.bytes}`;
    throw new DownloadError('content', reason, source.name);
  }
}

function tooLong(source: DownloadSource): DownloadError {
  const reason = `${hostOf(source)} sends another file, more than ${source.bytes} bytes`;
  return new DownloadError('content', reason, source.name);
}

/** `Content-Range: bytes 1000-1999/2000` → 1000 */
function startOf(reply: IncomingMessage): number | undefined {
  const match = /^bytes (\d+)-/.exec(reply.headers['content-range'] ?? '');
  return match ? Number(match[1]) : undefined;
}

/** How the server names the version of the file that `target.part` is a part of. */
interface Validator {
  url: string;
  value: string;
}

const validatorPath = (target: string) => `${target}.part.json`;

function rememberValidator(source: DownloadSource, target: string, reply: IncomingMessage): void {
  const { etag, 'last-modified': lastModified } = reply.headers;
  // A weak tag, W/"…", allows differences, so If-Range may not use it (RFC 9110, 13.1.5).
  const value = etag && !etag.startsWith('W/') ? etag : lastModified;
  rmSync(validatorPath(target), { force: true });
  if (value) writeWhole(validatorPath(target), JSON.stringify({ url: source.url, value } satisfies Validator));
}

function rangeHeaders(source: DownloadSource, target: string, offset: number): Record<string, string> {
  if (offset === 0) return {};
  const range = { Range: `bytes=${offset}-` };
  try {
    const validator = JSON.parse(readFileSync(validatorPath(target), 'utf8')) as Validator;
    return validator.url === source.url ? { ...range, 'If-Range': validator.value } : range;
  } catch {
    return range; // unknown: the checksum decides in the end
  }
}

async function isRight(path: string, source: DownloadSource): Promise<boolean> {
  if (!existsSync(path) || sizeOf(path) !== source.bytes) return false;
  if (!source.checksum) return true;
  const hash = createHash(source.checksum.algorithm);
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex') === source.checksum.hex.toLowerCase();
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function stopped(source: DownloadSource, target: string): DownloadError {
  const received = `${megabytes(sizeOf(`${target}.part`))} of ${megabytes(source.bytes)} MB`;
  return new DownloadError('stopped', `download stopped at ${received}, run again to go on from there`, source.name);
}

function isBrokenConnection(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return /^(E(CONN|PIPE|TIMEDOUT|HOST|NET|PROTO)|ERR_STREAM|ERR_SSL|HPE_)/.test(code);
}

function hostOf(source: DownloadSource): string {
  return new URL(source.url).hostname;
}

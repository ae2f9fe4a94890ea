import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const beatMs = 2_000;
const pollMs = 100;
/** A lock that was not touched for so long belongs to nobody any more, on whatever machine. */
const staleMs = 30_000;

/**
 * Runs `work` while no other process, notebook or call that uses the same lock file does. Others wait for their turn. A lock
 * that a killed process left behind is taken over: at once on the same machine, else after 30 seconds without a sign of life.
 * @throws the signal's reason when it is aborted while waiting
 */
export async function withLock<T>(path: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  let release = tryLock(path);
  while (!release) {
    await wait(pollMs, undefined, { signal });
    release = tryLock(path);
  }
  try {
    return await work();
  } finally {
    release();
  }
}

/**
 * Takes a lock if nobody has it, or only a process that is gone.
 * @returns gives the lock back; nothing if somebody has it
 */
export function tryLock(path: string): (() => void) | undefined {
  mkdirSync(dirname(path), { recursive: true });
  const mark = JSON.stringify({ host: hostname(), pid: process.pid, id: randomUUID() });
  if (!take(path, mark)) {
    if (!isAbandoned(path)) return undefined;
    removeAbandoned(path, mark);
    if (!take(path, mark)) return undefined;
  }
  const beat = setInterval(() => touch(path), beatMs);
  beat.unref();
  return () => {
    clearInterval(beat);
    if (content(path) === mark) rmSync(path, { force: true });
  };
}

function take(path: string, mark: string): boolean {
  try {
    writeFileSync(path, mark, { flag: 'wx' }); // fails if it exists: only one can win
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** A second lock guards the removal: without it, two who wait could remove each other's new lock. */
function removeAbandoned(path: string, mark: string): void {
  const guard = `${path}.removing`;
  if (!take(guard, mark)) {
    if (isAbandoned(guard)) rmSync(guard, { force: true });
    return;
  }
  if (isAbandoned(path)) rmSync(path, { force: true });
  rmSync(guard, { force: true });
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Somebody emptied the cache folder; the work itself will notice.
  }
}

function content(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isAbandoned(path: string): boolean {
  try {
    if (Date.now() - statSync(path).mtimeMs > staleMs) return true;
    const { host, pid } = JSON.parse(readFileSync(path, 'utf8')) as { host: string; pid: number };
    return host === hostname() && !isAlive(pid);
  } catch {
    return false; // just being written, or gone: the next round sees
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // sends nothing, only asks
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // there, but another user's
  }
}

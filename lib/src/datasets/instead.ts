import { DownloadError, remedy } from './download-error';
import type { ImageDataset } from './image-dataset';
import { type Progress, progressLines } from './progress';

/** Which images of a set, and how to get them if they must be downloaded first. */
export interface LoadOptions {
  /** `'train'` unless told otherwise */
  part?: 'train' | 'test';
  /** only the first `count` images; all by default */
  count?: number;
  /** stops a download; the next call goes on from there */
  signal?: AbortSignal;
  /** is told how far a download has come, instead of a line every five seconds */
  onProgress?: (progress: Progress) => void;
  /** where lines of text go; `console.log` */
  say?: (line: string) => void;
  /** false: a set that can't be downloaded is an error, not replaced by the embedded one */
  fallback?: boolean;
}

/** What a download reports to: the caller's function, else a line of text now and then. */
export function progressOf({ onProgress, say = console.log }: LoadOptions): (progress: Progress) => void {
  return onProgress ?? progressLines(say);
}

/**
 * The set that `load` downloads, or, when that can't be done, one sentence and the embedded set. A download that the caller
 * stopped is an error all the same.
 */
export async function orEmbedded(
  load: () => Promise<ImageDataset>,
  embedded: (subject: string) => Promise<ImageDataset>,
  { say = console.log, fallback = true }: LoadOptions,
): Promise<ImageDataset> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof DownloadError) || error.failure === 'stopped' || !fallback) throw error;
    const { subject, reason, failure } = error;
    const replacement = await embedded(subject);
    say(`${subject} can't be downloaded (${reason}): using the embedded Fashion-MNIST instead; ${remedy(failure)}.`);
    return replacement;
  }
}

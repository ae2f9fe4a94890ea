import { UserError } from '../project';

/**
 * Why a download failed. `offline`: the server can't be reached. `server`: it answers, but not with the file. `broken`: the
 * connection breaks again and again. `content`: what came is not the expected file. `disk`: the file can't be stored.
 * `stopped`: the caller's AbortSignal.
 */
export type DownloadFailure = 'offline' | 'server' | 'broken' | 'content' | 'disk' | 'stopped';

/** A download that failed, with one sentence for the user. */
export class DownloadError extends UserError {
  constructor(
    readonly failure: DownloadFailure,
    /** a few words, such as `no connection to www.cs.toronto.edu` */
    readonly reason: string,
    /** such as `CIFAR-10` */
    readonly subject: string,
  ) {
    super(
      failure === 'stopped'
        ? `${subject}: ${reason}.`
        : `${subject} can't be downloaded (${reason}): ${remedy(failure)}.`,
    );
    this.name = 'DownloadError';
  }
}

/** What to do about it. */
export function remedy(failure: DownloadFailure): string {
  if (failure === 'offline') return 'connect once and run again';
  if (failure === 'disk') return 'make room or set CONVOLAB_CACHE to another folder, and run again';
  return 'run again later';
}

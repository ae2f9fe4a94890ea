import { type Context, runInContext } from 'node:vm';

/**
 * A promise of a student's that fails with nobody waiting for it would be printed as an error by the kernel, or end
 * plain Node. While an answer runs, such rejections of its context are kept quiet; all others go where they went.
 */
export class RejectionGuard {
  private readonly promises: unknown[] = [];
  private readonly others = process.listeners('unhandledRejection');
  private readonly listener = (reason: unknown, promise: Promise<unknown>): void => {
    if (this.promises.some((theirs) => promise instanceof (theirs as typeof Promise))) return;
    if (this.others.length === 0) throw reason;
    for (const other of this.others) Reflect.apply(other, process, [reason, promise]);
  };

  constructor() {
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', this.listener);
  }

  /** Keeps the rejections of this context quiet. */
  watch(context: Context): void {
    this.promises.push(runInContext('Promise', context));
  }

  /** Waits until rejections that are under way have been told, then puts everything back. */
  async release(): Promise<void> {
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
    process.removeListener('unhandledRejection', this.listener);
    for (const other of this.others) process.on('unhandledRejection', other);
  }
}

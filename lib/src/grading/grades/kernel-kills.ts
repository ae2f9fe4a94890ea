/** Tells whether the machine ran out of memory, which no submission is to blame for that was only beside. */
import { readFileSync } from 'node:fs';

/** Processes that the kernel has ended for lack of memory since the machine started; undefined where nothing tells. */
export function kernelKills(): number | undefined {
  try {
    const count = /^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'utf8'))?.[1];
    return count === undefined ? undefined : Number(count);
  } catch {
    return undefined;
  }
}

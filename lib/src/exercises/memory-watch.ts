import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Bytes that the process of an answer may hold: TensorFlow with a training on a few thousand images takes a third of them. */
const mostBytes = 3 * 2 ** 30;
const interval = 250;

/**
 * Ends a process that holds too much memory. Tensors of the native engine lie outside of the heap that Node limits, and a loop
 * that never disposes of them would take all that the machine has. Without /proc (not on Linux) nothing is watched.
 */
export function watchMemory(child: ChildProcess): void {
  const look = setInterval(() => {
    if (bytesOf(child.pid) > mostBytes) child.kill('SIGKILL');
  }, interval);
  look.unref();
  child.once('exit', () => clearInterval(look));
}

function bytesOf(pid: number | undefined): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return pages * 4096;
  } catch {
    return 0;
  }
}

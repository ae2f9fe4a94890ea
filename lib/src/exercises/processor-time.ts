import { readFileSync } from 'node:fs';

/** Clock ticks a second in /proc, on every Linux. */
const ticks = 100;

/**
 * Seconds of processor time that a process and its descendants have used.
 * @returns undefined where the system does not tell
 */
export function processorSeconds(pid: number): number | undefined {
  try {
    let sum = 0;
    const open = [pid];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      // the name in brackets may hold spaces; times are the 12th and 13th field after it
      const fields = readFileSync(`/proc/${next}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      sum += Number(fields[11]) + Number(fields[12]);
      const children = readFileSync(`/proc/${next}/task/${next}/children`, 'utf8').trim();
      if (children !== '') open.push(...children.split(' ').map(Number));
    }
    return sum / ticks;
  } catch {
    return undefined;
  }
}

import { processorSeconds } from './processor-time';

/** Quarters of its limit that a process gets at most beyond it; one that sleeps on purpose ends after that, too. */
const mostTurns = 12;

/**
 * Gives a process up after some seconds. On a busy machine it may not have run much by then, which is no fault of its code: it gets
 * half of its seconds anew, in processor time, and for that it is waited for three times as long again at most. Where the system
 * does not tell what a process has used, the clock alone decides.
 * @param usedBy seconds of processor time that a process has used so far
 * @returns a function that ends the wait
 */
export function waitInSeconds(
  pid: number | undefined,
  seconds: number,
  giveUp: () => void,
  usedBy: (pid: number) => number | undefined = processorSeconds,
): () => void {
  let before: number | undefined;
  const look = (turn: number): void => {
    const used = pid === undefined ? undefined : usedBy(pid);
    if (turn === 0) before = used;
    const ranOn = before === undefined || used === undefined || used - before >= seconds / 2;
    if (ranOn || turn >= mostTurns) giveUp();
    else timer = setTimeout(() => look(turn + 1), seconds * 250);
  };
  let timer = setTimeout(() => look(0), seconds * 1000);
  return () => clearTimeout(timer);
}

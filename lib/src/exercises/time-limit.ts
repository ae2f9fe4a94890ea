/** Where it computes less than this share of the time, an answer waits for something. */
const least = 0.1;
/** Quarters of its limit that a training may get beyond it. */
const mostTurns = 12;

/**
 * The time that is left to an answer, in milliseconds. A training on a busy machine gets a quarter of its limit more, again and again,
 * as long as it computes and has not computed for half of its limit altogether.
 * @param used milliseconds of processor time so far
 */
export function timeLimit(
  seconds: number,
  trains: boolean,
  clock: () => number = () => performance.now(),
  used: () => number = processorTime,
): () => number {
  const quarter = 250 * seconds;
  const before = used();
  let [deadline, turns, lastUsed] = [clock() + 4 * quarter, 0, before];
  let since = clock();
  return () => {
    const now = clock();
    if (trains && now >= deadline && turns < mostTurns) {
      const works = used() - lastUsed >= least * (now - since);
      if (works && used() - before < 2 * quarter) deadline = now + quarter;
      turns++;
      [since, lastUsed] = [now, used()];
    }
    return Math.ceil(deadline - now);
  };
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

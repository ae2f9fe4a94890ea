/** Where it computes less than this share of the time, an answer waits for something. */
const least = 0.1;
/** Quarters of its limit that an answer may get beyond it. */
const mostTurns = 12;
/** Looks a second at a promise, below which the machine is too busy to say that it does not settle. */
const fewestLooks = 10;

/**
 * The time that is left to an answer, in milliseconds. On a busy machine it gets a quarter of its limit more, again and again: a
 * training as long as it computes, a promise as long as nobody comes to look at it, and neither once it has computed for half of its
 * limit altogether.
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
  let [deadline, turns, lastUsed, looks] = [clock() + 4 * quarter, 0, before, 0];
  let since = clock();
  return () => {
    const now = clock();
    looks++;
    if (now >= deadline && turns < mostTurns) {
      const works = trains ? used() - lastUsed >= least * (now - since) : looks < fewestLooks * seconds;
      if (works && used() - before < 2 * quarter) deadline = now + quarter;
      turns++;
      [since, lastUsed] = [now, used()];
    }
    return Math.ceil(deadline - now);
  };
}

/** Attempts at a call whose code was cut off without having computed much. */
const mostAttempts = 4;

/**
 * Runs code that is cut off after some seconds by the clock. On a busy machine that may happen to code which hardly ran, and says
 * nothing about it: unless it has computed for half of its limit, it is run again, four times at most.
 */
export async function attempt<Outcome extends { status: string }>(
  seconds: number,
  run: () => Promise<Outcome>,
  used: () => number = processorTime,
): Promise<Outcome> {
  for (let left = mostAttempts - 1; ; left--) {
    const before = used();
    const outcome = await run();
    if (outcome.status !== 'timeout' || left === 0 || used() - before >= 500 * seconds) return outcome;
  }
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

let current: { controller: AbortController; users: number; giveBack: () => void } | undefined;

/**
 * Runs a training so that an interrupt ends it early: the stop button of JupyterLab, or Ctrl-C in a terminal. While `body`
 * runs, the process' own answers to SIGINT rest: tslab's would give up the cell and leave the training running behind it, and a
 * terminal's would end the program. A second interrupt is theirs again.
 *
 * Calls within `body` share its signal, so that one interrupt ends a whole series of trainings.
 */
export async function interruptible<T>(body: (signal: AbortSignal) => Promise<T>): Promise<T> {
  // While a cell's first lines run, up to its first wait, Node keeps all listeners aside and puts them back at the end.
  await new Promise((done) => setImmediate(done));
  current ??= { controller: new AbortController(), users: 0, giveBack: () => {} };
  const mine = current;
  if (mine.users++ === 0) mine.giveBack = takeInterrupts(() => mine.controller.abort());
  try {
    return await body(mine.controller.signal);
  } finally {
    if (--mine.users === 0) {
      mine.giveBack();
      current = undefined;
    }
  }
}

/** @returns puts things back as they were; harmless when called again */
function takeInterrupts(onInterrupt: () => void): () => void {
  const others = process.rawListeners('SIGINT') as NodeJS.SignalsListener[];
  const answer = () => {
    giveBack();
    onInterrupt();
  };
  let taken = true;
  const giveBack = () => {
    if (!taken) return;
    taken = false;
    for (const other of others) process.on('SIGINT', other);
    process.off('SIGINT', answer);
  };
  // Ours first: at no time is there none, or an interrupt would end the process.
  process.on('SIGINT', answer);
  for (const other of others) process.off('SIGINT', other);
  return giveBack;
}

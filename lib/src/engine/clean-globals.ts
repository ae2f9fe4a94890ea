/**
 * Runs `start` and takes back what Emscripten's start-up code changes for the whole process: it sets `global.Worker`, and adds
 * listeners that make every unhandled rejection and every exception end the process (a notebook's kernel, that is).
 */
export async function withCleanGlobals<T>(start: () => Promise<T>): Promise<T> {
  // one event's overload stands for both: only the listeners' identity matters
  const events = ['uncaughtException', 'unhandledRejection'] as 'uncaughtException'[];
  const before = events.map((event) => new Set(process.listeners(event)));
  const worker = Object.getOwnPropertyDescriptor(globalThis, 'Worker');
  try {
    return await start();
  } finally {
    events.forEach((event, i) => {
      for (const listener of process.listeners(event)) if (!before[i].has(listener)) process.off(event, listener);
    });
    if (worker) Object.defineProperty(globalThis, 'Worker', worker);
    else Reflect.deleteProperty(globalThis, 'Worker');
  }
}

import { Worker } from 'node:worker_threads';

/** Where things stand in the memory by which workers are told what to do. */
const [CALLS, LEFT, DONE, FUNCTION, COUNT, FIRST] = [0, 1, 2, 3, 4, 5];
/** Parts of one job, and whole numbers that tell a part, at the most. */
const [MOST_PARTS, MOST_NUMBERS] = [128, 16];

/**
 * Waits until it is called, then takes one part of the job after another, the last one first, as the main thread does. A part
 * is taken by counting down what is left, so that nobody can take one of a job that is being written.
 */
const script = `
const { workerData: { module, memory, names, numbers } } = require('node:worker_threads');
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
for (let seen = 0; ; seen = Atomics.load(numbers, ${CALLS})) {
  for (let part; (part = Atomics.sub(numbers, ${LEFT}, 1) - 1) >= 0; ) {
    const from = ${FIRST} + part * ${MOST_NUMBERS};
    exports[names[numbers[${FUNCTION}]]](...numbers.subarray(from, from + numbers[${COUNT}]));
    Atomics.add(numbers, ${DONE}, 1);
    Atomics.notify(numbers, ${DONE});
  }
  Atomics.wait(numbers, ${CALLS}, seen);
}`;

/** Rounds in which the main thread looks whether the others are done before it sleeps: waking up takes longer. */
const LOOKS = 2000;

/**
 * Workers that run functions of a WebAssembly module beside the main thread, on its memory. They don't keep the process alive.
 * Work is taken in parts, so that a worker that the computer gives no time, or that is still starting, holds up nobody.
 */
export class Crew {
  /** into how many parts a job should be cut */
  readonly parts: number;
  private readonly numbers?: Int32Array;

  constructor(
    module: object,
    memory: object,
    private readonly functions: Record<string, (...numbers: number[]) => void>,
    threads: number,
  ) {
    this.parts = threads > 1 ? Math.min(MOST_PARTS, 4 * threads) : 1;
    if (threads === 1) return;
    this.numbers = new Int32Array(new SharedArrayBuffer((FIRST + MOST_PARTS * MOST_NUMBERS) * 4));
    const workerData = { module, memory, names: Object.keys(functions), numbers: this.numbers };
    for (let i = 1; i < threads; i++) {
      const worker = new Worker(script, { eval: true, workerData });
      worker.unref();
      worker.on('error', () => {}); // one that cannot start takes no part of any job
    }
  }

  /** Runs a function once for each list of arguments, whole numbers, in any order and several at the same time. */
  run(name: string, jobs: number[][]): void {
    const { numbers, functions } = this;
    if (!numbers || jobs.length === 1 || jobs.length > MOST_PARTS) {
      for (const job of jobs) functions[name](...job);
      return;
    }
    numbers[FUNCTION] = Object.keys(functions).indexOf(name);
    numbers[COUNT] = jobs[0].length;
    jobs.forEach((job, part) => {
      numbers.set(job, FIRST + part * MOST_NUMBERS);
    });
    Atomics.store(numbers, DONE, 0);
    Atomics.store(numbers, LEFT, jobs.length);
    Atomics.add(numbers, CALLS, 1);
    Atomics.notify(numbers, CALLS);
    for (let part = Atomics.sub(numbers, LEFT, 1) - 1; part >= 0; part = Atomics.sub(numbers, LEFT, 1) - 1) {
      functions[name](...jobs[part]);
      Atomics.add(numbers, DONE, 1);
    }
    for (let look = 0; look < LOOKS && Atomics.load(numbers, DONE) < jobs.length; look++);
    for (let done = Atomics.load(numbers, DONE); done < jobs.length; done = Atomics.load(numbers, DONE))
      Atomics.wait(numbers, DONE, done);
  }
}

/** Cuts 0 … length into at most so many parts, each but the last a multiple of `step`: where they begin and end. */
export function cut(length: number, parts: number, step = 1): [number, number][] {
  const size = Math.ceil(length / parts / step) * step;
  const cuts: [number, number][] = [];
  for (let from = 0; from < length; from += size) cuts.push([from, Math.min(length, from + size)]);
  return cuts;
}

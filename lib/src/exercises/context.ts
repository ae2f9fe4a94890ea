/**
 * The world that a student's answer runs in: a fresh vm context with its own arrays, promises and timers, so that
 * a time limit covers callbacks and promises too. It is no barrier against malice: that is the grader's sandbox.
 */
import { format } from 'node:util';
import { type Context, createContext, Script } from 'node:vm';
import { decode, encode } from './wire';

/** What passes between the host and the context: strings and numbers only, apart from the compiled module and from models. */
export interface Box {
  module?: (exports: object, require: (name: string) => unknown) => unknown;
  action: 'load' | 'call' | 'wait';
  /** path of the function inside the cell: 'activations.relu.output'; encoded list of calls, each a list of arguments */
  path?: string;
  calls?: string;
  /** tensors and models in place of the arguments of the one call */
  live?: unknown[];
  /** packs the models in a result */
  giveBack?: (result: unknown) => unknown;
  done: boolean;
  /** encoded list of results; for a value, a list with that value */
  results?: string;
  /** encoded calls as they are afterwards */
  callsAfter?: string;
  wasPromise?: boolean;
  /** encoded { name, message, stack } */
  error?: string;
  /** names that the cell exports, joined by commas */
  names?: string;
}

export interface StudentContext {
  context: Context;
  box: Box;
  /** runs what is due: the action in the box, then timers */
  step: Script;
  printed: () => string;
}

/** The most that is kept of what an answer prints. */
const printLimit = 8000;

export function createStudentContext(load: (name: string) => unknown): StudentContext {
  let printed = '';
  const print = (args: unknown[]): void => {
    if (printed.length > printLimit) return;
    let line: string;
    try {
      line = format(...args);
    } catch {
      line = '(something that cannot be printed)';
    }
    printed += `${line}\n`;
    if (printed.length > printLimit) printed = `${printed.slice(0, printLimit)}\n… (more was printed and left out)\n`;
  };
  const context = createContext(Object.create(null), { microtaskMode: 'afterEvaluate' });
  const box: Box = { action: 'load', done: false };
  // TensorFlow.js asks `instanceof Float32Array`, so these are the host's
  const shared = { Float32Array, Float64Array, Int32Array, Uint8Array, now: () => performance.now() };
  const start = new Script(
    `(box, print, load, shared) => (${prepare.toString()})(${encode.toString()}, ${decode.toString()}, box, print, load, shared)`,
    { filename: 'convolab-context.js' },
  );
  start.runInContext(context)(box, print, load, shared);
  return { context, box, step: new Script('globalThis[Symbol.for("convolab.step")]()'), printed: () => printed };
}

/** Self-contained: its source runs inside the context. */
function prepare(
  encode: (value: unknown) => string,
  decode: (text: string, odd: (what: string) => unknown) => unknown,
  box: Box,
  print: (args: unknown[]) => void,
  load: (name: string) => unknown,
  shared: { now: () => number } & Record<string, unknown>,
): void {
  const world = globalThis as unknown as Record<string | symbol, unknown>;
  const { now, ...arrays } = shared;
  Object.assign(world, arrays);
  world.global = world;
  world.performance = { now: () => now() };
  world.structuredClone = (value: unknown) => decode(encode(value), () => undefined);
  world.queueMicrotask = (work: () => void) => void Promise.resolve().then(work);
  const quiet = async (): Promise<void> => {};
  for (const name of ['check', 'progress', 'show', 'live', 'table']) world[name] = quiet;

  const log = (...args: unknown[]): void => print(args);
  world.console = {
    log,
    info: log,
    debug: log,
    warn: log,
    error: log,
    trace: log,
    dir: log,
    table: log,
    time: quiet,
    timeEnd: quiet,
  };
  const stop = (): never => {
    throw new Error('process.exit() stops the whole notebook: leave it out');
  };
  world.process = { env: {}, argv: [], exit: stop, abort: stop, nextTick: world.queueMicrotask, cwd: () => '/' };

  // timers are run by the host's steps, inside its time limit
  let lastTimer = 0;
  const timers = new Map<number, { due: number; every?: number; work: () => void }>();
  const addTimer = (work: () => void, delay: number, every?: number): number => {
    timers.set(++lastTimer, { due: now() + (Number(delay) || 0), every, work });
    return lastTimer;
  };
  world.setTimeout = (work: (...args: unknown[]) => void, delay: number, ...args: unknown[]) =>
    addTimer(() => work(...args), delay);
  world.setInterval = (work: () => void, delay: number) => addTimer(work, delay, Math.max(1, Number(delay) || 1));
  world.setImmediate = (work: () => void) => addTimer(work, 0);
  world.clearTimeout = world.clearInterval = world.clearImmediate = (id: number) => void timers.delete(id);
  const runTimers = (): void => {
    for (const [id, timer] of [...timers]) {
      if (timer.due > now()) continue;
      if (timer.every) timer.due = now() + timer.every;
      else timers.delete(id);
      timer.work();
    }
  };

  // what the cell declares; any other name that it reads from here stands in another cell
  const own: Record<string | symbol, unknown> = Object.create(null);
  const exports = new Proxy(own, {
    get(_target, name) {
      if (name in own) return own[name];
      if (typeof name === 'symbol' || name === '__esModule') return undefined;
      if (world[name] === quiet) return quiet;
      throw new ReferenceError(`${name} is not defined`);
    },
  });

  const fail = (thrown: unknown): void => {
    const part = (name: string): string => {
      try {
        const value = (thrown as Record<string, unknown>)[name];
        return typeof value === 'string' ? value.slice(0, 4000) : '';
      } catch {
        return '';
      }
    };
    let message = thrown !== null && typeof thrown === 'object' ? part('message') : '';
    if (typeof thrown === 'string') message = thrown.slice(0, 4000);
    box.error = encode({ name: part('name') || 'Error', message, stack: part('stack') });
    box.done = true;
  };

  const isPromise = (value: unknown): value is PromiseLike<unknown> =>
    value !== null && typeof value === 'object' && typeof (value as PromiseLike<unknown>).then === 'function';

  const call = async (path: string, callsText: string): Promise<void> => {
    let owner: unknown;
    let target: unknown = exports;
    for (const name of path.split('.')) {
      owner = target;
      target = (owner as Record<string, unknown> | undefined)?.[name];
    }
    const calls = decode(callsText, () => undefined) as unknown[][];
    const results: unknown[] = [];
    if (typeof target === 'function') {
      for (const args of calls) {
        const given = box.live ? args.map((arg, i) => box.live?.[i] ?? arg) : args;
        let result: unknown = Reflect.apply(target as () => unknown, owner === exports ? undefined : owner, given);
        if (isPromise(result)) {
          box.wasPromise = true;
          result = await result;
        }
        results.push(box.giveBack ? box.giveBack(result) : result);
      }
    } else {
      results.push(target);
    }
    box.results = encode(results);
    box.callsAfter = encode(calls);
    box.done = true;
  };

  const load_ = async (): Promise<void> => {
    await box.module?.(exports, load);
    box.names = Object.keys(own).join(',');
    box.done = true;
  };

  world[Symbol.for('convolab.step')] = () => {
    const action = box.action;
    box.action = 'wait';
    if (action === 'load') void load_().catch(fail);
    if (action === 'call') void call(String(box.path), String(box.calls)).catch(fail);
    try {
      runTimers();
    } catch (error) {
      fail(error);
    }
  };
}

import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Configuration, Space } from '../../maths/search-space';
import { UserError } from '../../project';
import { methods } from './methods';
import { type SearchListener, trialEvent } from './search-events';
import type { SearchPlan, Trial } from './study';
import type { StudyStore, TakenTrial } from './study-store';

const pollMs = 100;

/** What a trial is told besides its configuration. */
export interface TrialContext {
  /** how long it may train, in the unit of the search's budget */
  budget: number;
  /** its number in the study, from 0 */
  trial: number;
  /** with `halving`: the number of the trial that it continues with a larger budget */
  from?: number;
  /** writes down a value on the way, and after how much of the budget; the study keeps it */
  report(value: number, budget?: number): void;
  /** is aborted when the search is interrupted; `fit` ends by itself then */
  signal: AbortSignal;
}

/** Trains with a configuration, and returns how good that is: larger is better, such as the accuracy on held-out examples. */
export type TrialFunction<S extends Space> = (
  configuration: Configuration<S>,
  context: TrialContext,
) => number | Promise<number>;

/** Makes trials as long as there are any, beside so many other processes. */
export async function runTrials<S extends Space>(
  store: StudyStore<S>,
  plan: SearchPlan<S>,
  run: TrialFunction<S>,
  signal: AbortSignal,
  { onEvent, processes = 1 }: { onEvent?: SearchListener; processes?: number },
): Promise<void> {
  const method = methods[plan.method];
  const total = method.total(plan);
  while (!signal.aborted) {
    const taken = await store.take((trials) => method.next(plan, trials));
    if (taken === undefined) return;
    if (taken === 'wait') {
      await wait(pollMs);
      continue;
    }
    const outcome = await outcomeOf(taken, run, signal);
    const study = await taken.finish(outcome);
    if (outcome.state === 'waiting') return;
    await onEvent?.(trialEvent(study, study.results[taken.trial.trial], total, processes));
    // An interrupt comes in only when other work gets its turn.
    await new Promise((done) => setImmediate(done));
  }
}

async function outcomeOf<S extends Space>(
  { trial }: TakenTrial<S>,
  run: TrialFunction<S>,
  signal: AbortSignal,
): Promise<Partial<Trial<S>>> {
  const reports: Trial['reports'] = [];
  const report = (value: number, budget?: number) => {
    if (Number.isFinite(value)) reports.push(budget === undefined ? { value } : { value, budget });
  };
  const begin = performance.now();
  const rest = () => ({ reports, seconds: Number(((performance.now() - begin) / 1000).toFixed(3)) });
  const { budget, from } = trial;
  try {
    const context = { budget, trial: trial.trial, ...(from === undefined ? {} : { from }), report, signal };
    const value = await run({ ...trial.configuration }, context);
    if (signal.aborted) return { state: 'waiting', reports: [] };
    if (Number.isFinite(value)) return { state: 'done', value, ...rest() };
    return { state: 'failed', error: `The trial returned ${String(value)}, not a number.`, ...rest() };
  } catch (error) {
    if (signal.aborted) return { state: 'waiting', reports: [] };
    return { state: 'failed', error: error instanceof Error ? error.message : String(error), ...rest() };
  }
}

/** The function that a module exports: as `module.exports`, as its default, or as `trial`. */
export function trialIn<S extends Space>(path: string): TrialFunction<S> {
  let exported: unknown;
  try {
    exported = require(resolve(path));
  } catch (error) {
    throw new UserError(`The trial ${path} can't be loaded: ${(error as Error).message.split('\n')[0]}`);
  }
  const { default: standard, trial } = exported as { default?: unknown; trial?: unknown };
  const found = [exported, standard, trial].find((one) => typeof one === 'function');
  if (found) return found as TrialFunction<S>;
  throw new UserError(`${path} exports no function: write module.exports = async (configuration, { budget }) => ….`);
}

import { checkKey, checkOptions, checkWhole } from '../../maths/options';
import { type Configuration, checkSpace, checkValue, type Space } from '../../maths/search-space';
import { describe } from '../../maths/shapes';
import { UserError } from '../../project';
import { methods } from './methods';
import type { SearchListener } from './search-events';
import { planNames, type SearchMethod, type SearchPlan } from './study';
import { rounds } from './successive-halving';

export const defaults = { method: 'bayesian' as SearchMethod, seed: 1, budget: 1, factor: 3, processes: 1 };

export interface SearchOptions<S extends Space> {
  /** each hyper-parameter with what it may be: `linearRange`, `logRange`, `wholeRange` or `choice` */
  space: S;
  /** how trials are chosen; default: `bayesian` */
  method?: SearchMethod;
  /** how many trials at most; with `halving`, how many in the first round */
  trials: number;
  /** the same seed gives the same trials; default: 1 */
  seed?: number | string;
  /** how long a trial may train, in a unit that the trial knows, such as epochs; default: 1 */
  budget?: number;
  /** with `halving`: the budget in the first round; default: a ninth of the whole one, at least 1 */
  leastBudget?: number;
  /** with `halving`: one of so many goes on, with so many times the budget; default: 3 */
  factor?: number;
  /** with `grid`: how many values of each range, one number or one by name; default: as many as fit into the trials */
  points?: number | { [Name in keyof S]?: number };
  /** only these configurations may be tried; default: the whole space */
  candidates?: readonly Configuration<S>[];
  /** where the study is kept: after a stop, the same call goes on from there. Default: nowhere */
  file?: string;
  /** how many processes run trials at the same time, each with an engine of its own; more than one needs a file, and a trial in a module. Default: 1 */
  processes?: number;
  /** hears of each trial, such as `searchLines()` */
  onEvent?: SearchListener;
  /** ends the search, as an interrupt does */
  signal?: AbortSignal;
}

const known: readonly (keyof SearchOptions<Space>)[] = [...planNames, 'file', 'processes', 'onEvent', 'signal'];

/** Checks the options that decide which trials are made, and fills in what is not given. */
export function planSearch<S extends Space>(options: SearchOptions<S>): SearchPlan<S> {
  checkOptions(options, known, 'search');
  const { space, method = defaults.method, seed = defaults.seed, points, candidates } = options;
  checkSpace(space);
  checkKey(method, methods, 'method');
  const trials = checkWhole(options.trials, 'trials', 1);
  const budget = checkWhole(options.budget ?? defaults.budget, 'budget', 1);
  const leastBudget = checkWhole(options.leastBudget ?? Math.max(1, Math.round(budget / 9)), 'leastBudget', 1);
  const factor = checkWhole(options.factor ?? defaults.factor, 'factor', 2);
  if (leastBudget > budget) {
    throw new UserError(`leastBudget is ${leastBudget}, and must not be more than the whole budget, ${budget}.`);
  }
  if (candidates) checkCandidates(space, candidates);
  const plan: SearchPlan<S> = {
    space,
    method,
    trials,
    seed,
    budget,
    leastBudget,
    factor,
    ...(points === undefined ? {} : { points: points as SearchPlan<S>['points'] }),
    ...(candidates === undefined ? {} : { candidates: [...candidates] }),
  };
  if (method === 'halving') checkRounds(plan);
  methods[method].total(plan); // a grid that cannot be is told of now, before anything is written
  return plan;
}

/** Checks the options that say how trials are run. */
export function checkRun<S extends Space>({ file, processes, onEvent, signal }: SearchOptions<S>): void {
  checkWhole(processes ?? defaults.processes, 'processes', 1);
  if (file !== undefined && (typeof file !== 'string' || file === '')) {
    throw new UserError(`file: expected the path of a study, such as 'study.json', got ${describe(file)}.`);
  }
  if (onEvent !== undefined && typeof onEvent !== 'function') {
    throw new UserError(`onEvent: expected a function, such as searchLines(), got ${describe(onEvent)}.`);
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new UserError(`signal: expected the signal of an AbortController, got ${describe(signal)}.`);
  }
}

/** Somebody must reach the last round, and there must be one before it. */
function checkRounds(plan: SearchPlan): void {
  const { budget, leastBudget, factor, trials, candidates } = plan;
  if (budget < leastBudget * factor) {
    throw new UserError(
      `halving needs a budget that can be cut, at least ${leastBudget * factor} with factor ${factor}: got ${budget}.`,
    );
  }
  const planned = rounds(plan);
  if (planned.length > 0 && planned[planned.length - 1].budget === budget) return;
  const count = Math.min(trials, candidates?.length ?? trials);
  throw new UserError(
    `halving of ${count} configurations ends before one has the whole budget of ${budget}: try more, or give a larger leastBudget.`,
  );
}

function checkCandidates<S extends Space>(space: S, candidates: readonly Configuration<S>[]): void {
  if (!Array.isArray(candidates) || candidates.length === 0) {
    throw new UserError('candidates must be a list of configurations of the space, with at least one.');
  }
  candidates.forEach((candidate, i) => {
    for (const name of Object.keys(space)) checkValue(space[name], candidate?.[name], `candidates[${i}].${name}`);
  });
}

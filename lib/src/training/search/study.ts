import type { Configuration, Space } from '../../maths/search-space';

/** How a search chooses its next trial. */
export type SearchMethod = 'grid' | 'random' | 'bayesian' | 'halving';

/** One configuration that is tried. */
export interface Trial<S extends Space = Space> {
  /** its number, from 0, in the order in which configurations were chosen */
  trial: number;
  configuration: Configuration<S>;
  /** how long it may train, in whatever unit the trial counts: epochs, say */
  budget: number;
  /** `waiting`: interrupted, and to be run again */
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** of successive halving: the number of the trial with less budget that was continued */
  from?: number;
  /** what the trial returned, larger is better; only where it is done */
  value?: number;
  /** what it told on the way */
  reports: { value: number; budget?: number }[];
  /** why it failed, in a sentence */
  error?: string;
  seconds?: number;
}

/** All that decides which trials a search makes. */
export interface SearchPlan<S extends Space = Space> {
  space: S;
  method: SearchMethod;
  /** how many trials; of successive halving, how many in the first round */
  trials: number;
  seed: number | string;
  /** of each trial; of successive halving, in the last round */
  budget: number;
  /** of successive halving: in the first round, and how many times more in the next */
  leastBudget: number;
  factor: number;
  /** of a grid: values of each range */
  points?: number | Readonly<Record<string, number>>;
  /** the only configurations that may be tried */
  candidates?: Configuration<S>[];
}

/** All of a plan, by name. */
export const planNames: readonly (keyof SearchPlan)[] = [
  'space',
  'trials',
  'method',
  'seed',
  'budget',
  'leastBudget',
  'factor',
  'points',
  'candidates',
];

/** A search, under way or done. */
export interface Study<S extends Space = Space> extends SearchPlan<S> {
  /** in the order in which they were chosen */
  results: Trial<S>[];
}

/** What a search returns. */
export interface SearchResult<S extends Space = Space> extends Study<S> {
  /** the trial with the largest value, of those with the largest budget; none where all failed */
  best?: Trial<S>;
  /** what all trials used up together, in the unit of the budget */
  spent: number;
  /** an interrupt ended it before all trials were done */
  stopped: boolean;
}

/** The trials that have a value. */
export function measured<S extends Space>(trials: readonly Trial<S>[]): (Trial<S> & { value: number })[] {
  return trials.filter((one): one is Trial<S> & { value: number } => one.state === 'done' && one.value !== undefined);
}

/** The trial with the largest value, of those with the largest budget; of equals, the first. */
export function bestOf<S extends Space>(trials: readonly Trial<S>[]): (Trial<S> & { value: number }) | undefined {
  const done = measured(trials);
  const most = Math.max(...done.map(({ budget }) => budget));
  const whole = done.filter(({ budget }) => budget === most);
  return whole.reduce((best, one) => (one.value > best.value ? one : best), whole[0]);
}

/**
 * The best value up to each trial, in the order in which they were chosen: the curve that searches are compared by.
 * @returns one number for each finished trial; those that failed repeat the number before, NaN where there is none yet
 */
export function bestSoFar(trials: readonly Trial[]): number[] {
  let best = Number.NaN;
  return trials
    .filter(({ state }) => state === 'done' || state === 'failed')
    .map(({ value }) => {
      if (value !== undefined && !(value <= best)) best = value;
      return best;
    });
}

import type { Space } from '../../maths/search-space';
import { bestOf, type Study, type Trial } from './study';

/** What `search` tells after each trial. */
export interface TrialEvent<S extends Space = Space> {
  type: 'trial';
  /** the trial that ended */
  trial: Trial<S>;
  /** how many trials are over, and how many there will be at most */
  done: number;
  total: number;
  /** the best one so far; none where all failed */
  best?: Trial<S>;
  /** about how long the rest will take, by what the trials took that are over */
  secondsLeft: number;
}

export type SearchListener = (event: TrialEvent) => void | Promise<void>;

/** What to tell about a trial that has just ended. */
export function trialEvent<S extends Space>(
  study: Study<S>,
  trial: Trial<S>,
  total: { trials: number; budget: number },
  processes: number,
): TrialEvent<S> {
  const over = study.results.filter(({ state }) => state === 'done' || state === 'failed');
  const seconds = over.reduce((sum, one) => sum + (one.seconds ?? 0), 0);
  const spent = spentBy(over);
  const secondsLeft = ((seconds / Math.max(1, spent)) * Math.max(0, total.budget - spent)) / processes;
  return { type: 'trial', trial, done: over.length, total: total.trials, best: bestOf(study.results), secondsLeft };
}

/** What trials used up together, in the unit of the budget. */
export function spentBy(trials: readonly Trial[]): number {
  return trials.reduce((sum, { budget, state }) => sum + (state === 'done' || state === 'failed' ? budget : 0), 0);
}

/**
 * A listener for `search` that says a line after each trial: what was tried, what came of it, the best so far, and how long the rest will take.
 * @param say default: `console.log`
 * @example await search({ space, trials: 20, onEvent: searchLines() }, trial);
 */
export function searchLines(say: (line: string) => void = console.log): SearchListener {
  return ({ trial, done, total, best, secondsLeft }) => {
    const what = Object.entries(trial.configuration).map(([name, value]) => `${name} ${shortly(value)}`);
    const outcome = trial.state === 'failed' ? `failed (${trial.error})` : shortly(trial.value);
    const left = done < total && secondsLeft >= 1 ? `, about ${duration(secondsLeft)} left` : '';
    say(`[${done}/${total}] ${what.join(', ')}: ${outcome}${best ? `; best ${shortly(best.value)}` : ''}${left}`);
  };
}

function shortly(value: unknown): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(3))) : String(value);
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

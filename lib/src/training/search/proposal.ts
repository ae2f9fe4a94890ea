import type { Configuration, Space } from '../../maths/search-space';
import type { SearchPlan, Trial } from './study';

/** A trial that shall be made. */
export type Proposal = Pick<Trial, 'configuration' | 'budget' | 'from'>;

/** A way to choose trials: pure, so that a search that was stopped goes on as if it had not been. */
export interface Method {
  /**
   * @param trials all that were chosen before, in order
   * @returns the next trial; `wait` while results of others are needed; nothing when there is no further one
   */
  next(plan: SearchPlan, trials: readonly Trial[]): Proposal | 'wait' | undefined;
  /** how many trials there will be, and what they use up together */
  total(plan: SearchPlan): { trials: number; budget: number };
}

/** The same for the methods whose trials all have the whole budget. */
export function inFull(configuration: Configuration<Space> | undefined, { budget }: SearchPlan): Proposal | undefined {
  return configuration && { configuration, budget };
}

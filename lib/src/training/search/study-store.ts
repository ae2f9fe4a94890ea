import type { Space } from '../../maths/search-space';
import type { Proposal } from './proposal';
import type { Study, Trial } from './study';

/** A trial that this process has, and nobody else. */
export interface TakenTrial<S extends Space = Space> {
  trial: Trial<S>;
  /** writes down how it ended, and gives it back; the study after that */
  finish(outcome: Partial<Trial<S>>): Promise<Study<S>>;
}

/** Where a study is kept while several callers may work on it. */
export interface StudyStore<S extends Space = Space> {
  read(): Study<S>;
  /**
   * Takes a trial: one that was interrupted, else a new one.
   * @param next chooses a new one
   * @returns nothing where there is none; `wait` while others must finish theirs first
   */
  take(
    next: (trials: readonly Trial<S>[]) => Proposal | 'wait' | undefined,
  ): Promise<TakenTrial<S> | 'wait' | undefined>;
}

/** A study that ends with the process. */
export function storeInMemory<S extends Space>(study: Study<S>): StudyStore<S> {
  return {
    read: () => study,
    async take(next) {
      const interrupted = study.results.find(({ state }) => state === 'waiting');
      const trial = interrupted ?? added(study, next(study.results));
      if (trial === undefined || trial === 'wait') return trial;
      trial.state = 'running';
      return {
        trial,
        async finish(outcome) {
          Object.assign(trial, outcome);
          return study;
        },
      };
    },
  };
}

/** The study's new trial, waiting. */
export function added<S extends Space>(
  study: Study<S>,
  proposal: Proposal | 'wait' | undefined,
): Trial<S> | 'wait' | undefined {
  if (proposal === undefined || proposal === 'wait') return proposal;
  const trial = { trial: study.results.length, ...proposal, state: 'waiting', reports: [] } as unknown as Trial<S>;
  study.results.push(trial);
  return trial;
}

import type { Configuration, Space } from '../../maths/search-space';
import { UserError } from '../../project';
import { keyOf } from './places';
import type { TrialFunction } from './run-trials';
import type { Study } from './study';

/**
 * Trials that were made before, as a trial: ways to search can so be compared over many seeds in a moment, on real trainings.
 * @param table a study, usually of a whole grid
 * @returns a trial for `search`, with the study's `candidates`: it gives what was measured after the budget that is asked for
 * @throws UserError in a trial for a configuration or a budget that was not measured
 * @example
 * const { trial, candidates } = trialsFrom(table);
 * const study = await search({ space: table.space, candidates, trials: 20, budget: table.budget, seed: 7 }, trial);
 */
export function trialsFrom<S extends Space>(
  table: Pick<Study<S>, 'space' | 'results'>,
): { trial: TrialFunction<S>; candidates: Configuration<S>[] } {
  const { space, results } = table;
  const done = results.filter(({ state }) => state === 'done');
  const rows = new Map(done.map((one) => [keyOf(space, one.configuration), one]));
  return {
    candidates: done.map(({ configuration }) => configuration),
    trial: (configuration, { budget }) => {
      const row = rows.get(keyOf(space, configuration));
      if (!row) throw new UserError(`The table has no ${JSON.stringify(configuration)}.`);
      if (row.budget === budget) return row.value as number;
      const report = row.reports.find((one) => one.budget === budget);
      if (report) return report.value;
      throw new UserError(`The table has no value after a budget of ${budget}.`);
    },
  };
}

import { existsSync, readFileSync } from 'node:fs';
import type { Choice, NumberRange } from '../../maths/search-space';
import { UserError } from '../../project';
import { resultFiles } from '../saved-results';
import type { SearchMethod, Study } from './study';
import { readStudy } from './study-file';

/** The space of the course's table of trainings. */
export type TableSpace = {
  readonly learningRate: NumberRange;
  readonly filters: NumberRange;
  readonly kernelSize: Choice<number>;
  readonly layers: NumberRange;
};

/** What one way to search reached, once for each seed. */
export interface MethodRuns {
  method: SearchMethod;
  runs: {
    seed: number;
    /** the best value after each trial that had the whole budget */
    best: number[];
    /** what was used up by then, in whole trainings */
    spent: number[];
  }[];
}

/** What `npm run experiments:search` measured. */
export interface SavedSearch {
  /** a grid of real trainings: a study in which every trial is done */
  table: Study<TableSpace>;
  /** the methods on that table, all with the same budget */
  comparison: { machine: string; trainings: number; methods: MethodRuns[] };
}

/** File names of the table and of the comparison, as `resultFiles` takes them. */
export const searchResults = { table: '05-search-table', comparison: '05-search-methods' };

/**
 * The table of real trainings, and how the methods compare on it: those of this machine, once `npm run experiments:search` has measured
 * them here, else those that come with the course.
 * @throws UserError if there are none, or a file cannot be read
 */
export function savedSearch(): SavedSearch {
  const [tables, comparisons] = [resultFiles(searchResults.table), resultFiles(searchResults.comparison)];
  const place = [0, 1].find((i) => existsSync(tables[i]) && existsSync(comparisons[i]));
  const command = 'npm run experiments:search';
  if (place === undefined) throw new UserError(`There are no saved searches: measure them with ${command}.`);
  const table = readStudy<TableSpace>(tables[place]) as Study<TableSpace>;
  try {
    const comparison = JSON.parse(readFileSync(comparisons[place], 'utf8')) as SavedSearch['comparison'];
    if (comparison.methods.every(({ runs }) => Array.isArray(runs))) return { table, comparison };
  } catch {
    // told below
  }
  throw new UserError(`${comparisons[place]} cannot be read: measure it anew with ${command} -- --again.`);
}

/** The search for good hyper-parameters. */
export type { TrialContext, TrialFunction } from './run-trials';
export { search } from './search';
export { type SearchListener, searchLines, type TrialEvent } from './search-events';
export type { SearchOptions } from './search-options';
export { bestSoFar, type SearchMethod, type SearchPlan, type SearchResult, type Study, type Trial } from './study';

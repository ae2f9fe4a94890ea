/** The search for good hyper-parameters. */
export { type AcquisitionStep, acquisitionSteps } from './acquisition-steps';
export { type Belief, gaussianProcess, type Observations } from './gaussian-process';
export { type KernelParameters, matern } from './matern';
export type { TrialContext, TrialFunction } from './run-trials';
export { type MethodRuns, type SavedSearch, savedSearch, searchResults, type TableSpace } from './saved-search';
export { search } from './search';
export { type SearchListener, searchLines, type TrialEvent } from './search-events';
export type { SearchOptions } from './search-options';
export { trialsFrom } from './search-table';
export { bestSoFar, type SearchMethod, type SearchPlan, type SearchResult, type Study, type Trial } from './study';

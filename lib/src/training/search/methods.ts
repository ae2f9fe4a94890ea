import { bayesianSearch } from './bayesian-search';
import { gridSearch } from './grid-search';
import type { Method } from './proposal';
import { randomSearch } from './random-search';
import type { SearchMethod } from './study';
import { successiveHalving } from './successive-halving';

/** The ways to choose trials, by name. */
export const methods: Readonly<Record<SearchMethod, Method>> = {
  grid: gridSearch,
  random: randomSearch,
  bayesian: bayesianSearch,
  halving: successiveHalving,
};

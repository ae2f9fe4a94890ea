import { gridCandidates, randomCandidates } from '../../maths/candidates';
import { type Random, random } from '../../maths/random';
import { type Choice, type Configuration, choice, type Dimension, type Space } from '../../maths/search-space';
import { type ImprovementModel, improvementModel } from './improvement-model';
import { keyOf, nearby } from './places';
import { inFull, type Method } from './proposal';
import { drawn, randomSearch } from './random-search';
import { measured, type SearchPlan, type Trial } from './study';

export const defaults = {
  /** random configurations among which the one with the largest expected improvement is looked for */
  wide: 600,
  /** then so many around the best ones found, with steps that become smaller */
  near: 60,
  steps: [0.15, 0.05, 0.015],
};

/**
 * Bayesian search: a Gaussian process learns from the trials what to expect where, and how unsure that is; the next trial is made
 * where the expected improvement is largest. The first trials are random.
 * @see Snoek, Larochelle and Adams, "Practical Bayesian optimization of machine learning algorithms", 2012
 */
export const bayesianSearch: Method = {
  next(plan, trials) {
    if (trials.length >= plan.trials) return undefined;
    const isFirst = trials.length < firstTrials(plan) || new Set(measured(trials).map(({ value }) => value)).size < 2;
    return inFull(isFirst ? drawn(plan, trials.length) : mostPromising(plan, trials), plan);
  },
  total: randomSearch.total,
};

/** How many trials are random before there is something to learn from. */
export function firstTrials({ space, trials }: Pick<SearchPlan, 'space' | 'trials'>): number {
  return Math.max(3, Math.min(Object.keys(space).length + 1, Math.floor(trials / 2)));
}

function mostPromising(plan: SearchPlan, trials: readonly Trial[]): Configuration | undefined {
  const { space } = plan;
  const draw = random(`${plan.seed} trial ${trials.length}`);
  const { expect } = improvementModel(space, trials);
  const tried = new Set(trials.map(({ configuration }) => keyOf(space, configuration)));
  const fresh = (list: Configuration[]) => list.filter((one) => !tried.has(keyOf(space, one)));
  const list = plan.candidates ?? allOf(space);
  if (list) return largest(fresh(list), expect)?.configuration;
  const tops = measured(trials)
    .sort((a, b) => b.value - a.value)
    .slice(0, 3)
    .map(({ configuration }) => configuration);
  const pool = [...randomCandidates(space, defaults.wide, draw), ...around(plan, tops, defaults.steps[0], draw)];
  let found = largest(fresh(pool), expect);
  for (const step of defaults.steps.slice(1)) {
    if (!found) return undefined;
    const better = largest(fresh(around(plan, [found.configuration], step, draw)), expect);
    if (better && better.improvement > found.improvement) found = better;
  }
  return found?.configuration;
}

/** Every configuration of a space that has no more than are drawn from others, so that none is missed. */
function allOf(space: Space): Configuration[] | undefined {
  const values = Object.entries(space).map(([name, dimension]) => [name, valuesOf(dimension)] as const);
  const count = values.reduce((product, [, list]) => product * (list?.values.length ?? Number.POSITIVE_INFINITY), 1);
  return count <= defaults.wide ? gridCandidates(Object.fromEntries(values) as Space, 1) : undefined;
}

function valuesOf(dimension: Dimension): Choice | undefined {
  if (dimension.kind === 'choice') return dimension;
  const { from, to, whole } = dimension;
  if (!whole || to - from >= defaults.wide) return undefined;
  return choice(Array.from({ length: to - from + 1 }, (_, i) => from + i));
}

function around({ space }: SearchPlan, centres: Configuration[], step: number, draw: Random): Configuration[] {
  return centres.flatMap((centre) => Array.from({ length: defaults.near }, () => nearby(space, centre, step, draw)));
}

function largest(configurations: Configuration[], expect: ImprovementModel['expect']) {
  const improvements = expect(configurations);
  const index = improvements.indexOf(Math.max(...improvements));
  return index < 0 ? undefined : { configuration: configurations[index], improvement: improvements[index] };
}

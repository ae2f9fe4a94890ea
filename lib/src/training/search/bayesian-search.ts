import { randomCandidates } from '../../maths/candidates';
import { expectedImprovement } from '../../maths/expected-improvement';
import { type Random, random } from '../../maths/random';
import type { Configuration } from '../../maths/search-space';
import { gaussianProcess } from './gaussian-process';
import { fitKernel } from './kernel-fit';
import { choicesOf, keyOf, nearby, placeIn } from './places';
import { inFull, type Method } from './proposal';
import { drawn, randomSearch } from './random-search';
import { scores } from './scores';
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
  const expect = improvementModel(plan, trials);
  const tried = new Set(trials.map(({ configuration }) => keyOf(space, configuration)));
  const fresh = (list: Configuration[]) => list.filter((one) => !tried.has(keyOf(space, one)));
  if (plan.candidates) return largest(fresh(plan.candidates), expect)?.configuration;
  const tops = measured(trials)
    .sort((a, b) => b.value - a.value)
    .slice(0, 3)
    .map(({ configuration }) => configuration);
  const pool = [...randomCandidates(space, defaults.wide, draw), ...around(plan, tops, defaults.steps[0], draw)];
  let found = largest(fresh(pool), expect);
  for (const step of defaults.steps.slice(1)) {
    if (!found) return undefined; // every configuration of a small space was tried
    const better = largest(fresh(around(plan, [found.configuration], step, draw)), expect);
    if (better && better.improvement > found.improvement) found = better;
  }
  return found?.configuration;
}

type Expect = (configurations: Configuration[]) => number[];

/**
 * Expected improvement after some trials, at any configuration. Trials that failed count as the worst that was measured. Trials that
 * are under way in other processes count as if the model's mean had been measured, so that no two processes try nearly the same
 * (Ginsbourger, Le Riche and Carraro, "Kriging is well-suited to parallelize optimization", 2010).
 */
function improvementModel({ space }: SearchPlan, trials: readonly Trial[]): Expect {
  const choices = choicesOf(space);
  const place = (one: { configuration: Configuration }) => placeIn(space, one.configuration);
  const over = trials.filter(({ state }) => state === 'done' || state === 'failed');
  const open = trials.filter(({ state }) => state === 'waiting' || state === 'running').map(place);
  const { values } = scores(over.map(({ value }) => value));
  const places = over.map(place);
  const parameters = fitKernel({ places, values, choices });
  const known = gaussianProcess({ places, values, choices }, parameters);
  const assumed = known(open).map(({ mean }) => mean);
  const observations = { places: [...places, ...open], values: [...values, ...assumed], choices };
  const believe = open.length > 0 ? gaussianProcess(observations, parameters) : known;
  // A lucky measurement is no better place than its surroundings make believable.
  const best = Math.max(...believe(observations.places).map(({ mean }) => mean));
  return (configurations) => {
    const beliefs = believe(configurations.map((configuration) => placeIn(space, configuration)));
    return beliefs.map(({ mean, deviation }) => expectedImprovement(mean, deviation, best));
  };
}

function around({ space }: SearchPlan, centres: Configuration[], step: number, draw: Random): Configuration[] {
  return centres.flatMap((centre) => Array.from({ length: defaults.near }, () => nearby(space, centre, step, draw)));
}

function largest(configurations: Configuration[], expect: Expect) {
  const improvements = expect(configurations);
  const index = improvements.indexOf(Math.max(...improvements));
  return index < 0 ? undefined : { configuration: configurations[index], improvement: improvements[index] };
}

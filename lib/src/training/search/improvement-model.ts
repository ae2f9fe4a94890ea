import { expectedImprovement } from '../../maths/expected-improvement';
import type { Configuration, Space } from '../../maths/search-space';
import { type Belief, gaussianProcess } from './gaussian-process';
import { fitKernel } from './kernel-fit';
import { choicesOf, placeIn } from './places';
import { scores } from './scores';
import type { Trial } from './study';

/** What is believed after some trials. */
export interface ImprovementModel {
  /** what to expect of configurations, in the unit of the values */
  believe(configurations: readonly Configuration[]): Belief[];
  /** what the model takes each finished trial for, in order: very bad ones, and those that failed, count as less bad */
  counted: number[];
  /** by how much they are better than the best one, on average */
  expect(configurations: readonly Configuration[]): number[];
}

/**
 * What a Gaussian process expects of configurations after some trials. Trials that failed count as the worst that was measured. Trials
 * that are under way in other processes count as if the model's mean had been measured, so that no two processes try nearly the same
 * (Ginsbourger, Le Riche and Carraro, "Kriging is well-suited to parallelize optimization", 2010).
 * @param trials at least two of them with values
 */
export function improvementModel(space: Space, trials: readonly Trial[]): ImprovementModel {
  const choices = choicesOf(space);
  const place = (one: { configuration: Configuration }) => placeIn(space, one.configuration);
  const over = trials.filter(({ state }) => state === 'done' || state === 'failed');
  const open = trials.filter(({ state }) => state === 'waiting' || state === 'running').map(place);
  const { values, scale, shift } = scores(over.map(({ value }) => value));
  const places = over.map(place);
  const parameters = fitKernel({ places, values, choices });
  const known = gaussianProcess({ places, values, choices }, parameters);
  const assumed = known(open).map(({ mean }) => mean);
  const observations = { places: [...places, ...open], values: [...values, ...assumed], choices };
  const scored = open.length > 0 ? gaussianProcess(observations, parameters) : known;
  const believe = (at: Parameters<typeof scored>[0]) =>
    scored(at).map(({ mean, deviation }) => ({ mean: shift + scale * mean, deviation: scale * deviation }));
  // A lucky measurement is no better place than its surroundings make believable.
  const best = Math.max(...believe(observations.places).map(({ mean }) => mean));
  const placed = (configurations: readonly Configuration[]) =>
    configurations.map((configuration) => placeIn(space, configuration));
  return {
    counted: values.map((value) => shift + scale * value),
    believe: (configurations) => believe(placed(configurations)),
    expect: (configurations) => {
      return believe(placed(configurations)).map(({ mean, deviation }) => expectedImprovement(mean, deviation, best));
    },
  };
}

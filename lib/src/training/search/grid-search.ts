import { gridCandidates } from '../../maths/candidates';
import { random } from '../../maths/random';
import type { Configuration } from '../../maths/search-space';
import { keyOf, placeIn } from './places';
import { inFull, type Method } from './proposal';
import type { SearchPlan } from './study';

/** Grid search, in random order: stopped early, it has been everywhere a little. */
export const gridSearch: Method = {
  next: (plan, { length }) => inFull(length < plan.trials ? ordered(plan)[length] : undefined, plan),
  total: (plan) => {
    const count = Math.min(plan.trials, ordered(plan).length);
    return { trials: count, budget: count * plan.budget };
  },
};

function ordered(plan: SearchPlan): Configuration[] {
  const { space, points, candidates, seed } = plan;
  const grid = gridCandidates(space, points ?? pointsWithin(plan));
  const snapped = candidates ? grid.map((one) => nearest(plan, one, candidates)) : grid;
  const distinct = [...new Map(snapped.map((one) => [keyOf(space, one), one])).values()];
  return random(`${seed} grid`).shuffle(distinct);
}

/**
 * The largest grid that fits into the plan's trials: two values of each range, then one more of each in turn as long as there is room. One of each where
 * even two are too many.
 */
export function pointsWithin({ space, trials }: Pick<SearchPlan, 'space' | 'trials'>): Record<string, number> {
  const ranges = Object.keys(space).filter((name) => space[name].kind === 'range');
  const points = Object.fromEntries(ranges.map((name) => [name, 1]));
  const fits = (more: Record<string, number>) => gridCandidates(space, more).length <= trials;
  for (let count = 2; count <= trials; count++) {
    const grown = ranges.filter((name) => {
      const more = { ...points, [name]: count };
      if (points[name] < count - 1 || !fits(more)) return false;
      points[name] = count;
      return true;
    });
    if (grown.length === 0) break;
  }
  return points;
}

function nearest({ space }: SearchPlan, wanted: Configuration, candidates: Configuration[]): Configuration {
  const place = placeIn(space, wanted);
  const kinds = Object.values(space);
  const distances = candidates.map((candidate) => {
    return placeIn(space, candidate).reduce((sum, x, i) => {
      return sum + (kinds[i].kind === 'choice' ? Number(x !== place[i]) : (x - place[i]) ** 2);
    }, 0);
  });
  return candidates[distances.indexOf(Math.min(...distances))];
}

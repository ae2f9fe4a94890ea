import { randomCandidates } from '../../maths/candidates';
import { random } from '../../maths/random';
import type { Configuration } from '../../maths/search-space';
import { inFull, type Method } from './proposal';
import type { SearchPlan } from './study';

/** Random search: each trial drawn without a look at the others. Of given candidates, each is taken once. */
export const randomSearch: Method = {
  next: (plan, { length }) => inFull(length < plan.trials ? drawn(plan, length) : undefined, plan),
  total: ({ trials, candidates, budget }) => {
    const count = Math.min(trials, candidates?.length ?? trials);
    return { trials: count, budget: count * budget };
  },
};

/** Configuration number `index` of the plan's seed; nothing where the candidates are used up. */
export function drawn({ space, seed, candidates }: SearchPlan, index: number): Configuration | undefined {
  if (candidates) return random(`${seed} candidates`).shuffle(candidates)[index];
  return randomCandidates(space, index + 1, random(seed))[index];
}

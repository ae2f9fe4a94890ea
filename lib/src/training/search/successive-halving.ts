import type { Method } from './proposal';
import { drawn } from './random-search';
import { measured, type SearchPlan, type Trial } from './study';

/**
 * Successive halving: many random configurations with little budget; the best third of them goes on with three times as much, of
 * those again the best third, until the last ones have the whole. Bad runs cost little.
 * @see Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", 2016
 */
export const successiveHalving: Method = {
  next(plan, trials) {
    let first = 0;
    let survivors: Trial[] = [];
    for (const [round, { count, budget }] of rounds(plan).entries()) {
      const places = round === 0 ? count : Math.min(count, survivors.length);
      const begun = trials.slice(first, first + places);
      if (begun.length < places) {
        const survivor = survivors[begun.length];
        if (round > 0) return { configuration: survivor.configuration, budget, from: survivor.trial };
        const configuration = drawn(plan, begun.length);
        if (configuration) return { configuration, budget };
      }
      if (begun.some(({ state }) => state === 'waiting' || state === 'running')) return 'wait';
      survivors = measured(begun).sort((a, b) => b.value - a.value || a.trial - b.trial);
      first += begun.length;
    }
    return undefined;
  },
  total(plan) {
    return rounds(plan).reduce(
      (sum, { count, budget }) => ({ trials: sum.trials + count, budget: sum.budget + count * budget }),
      { trials: 0, budget: 0 },
    );
  },
};

/** How many trials each round has, and with what budget. */
export function rounds(plan: SearchPlan): { count: number; budget: number }[] {
  const { budget, leastBudget, factor, candidates } = plan;
  const first = Math.min(plan.trials, candidates?.length ?? plan.trials);
  const last = Math.floor(Math.log(budget / leastBudget) / Math.log(factor) + 1e-9);
  return Array.from({ length: last + 1 }, (_, round) => ({
    count: Math.floor(first / factor ** round),
    budget: Math.max(1, Math.round(budget / factor ** (last - round))),
  })).filter(({ count }) => count > 0);
}

import { UserError } from '../project';
import { interruptible } from './interruption';

/** One quantity, measured once for each seed. */
export interface SeedSpread {
  seeds: number[];
  values: number[];
  mean: number;
  min: number;
  max: number;
  /** standard deviation of a sample: divided by n − 1; 0 for a single seed */
  deviation: number;
}

/**
 * Repeats an experiment with different seeds, one after the other: a single training says little, since chance decides as much as
 * a choice does. An interrupt ends the series; runs that were whole by then count.
 *
 * @param run the experiment, from a seed to the number that matters, such as the test accuracy
 * @throws UserError without seeds, if a result is no number, or if the series was stopped before the first one was whole
 * @example
 * const { mean, deviation } = await overSeeds([1, 2, 3], async (seed) => {
 *   const model = lenet5({ seed });
 *   await fit(model, train, { seed });
 *   return (await evaluate(model, test)).accuracy;
 * });
 */
export async function overSeeds(seeds: readonly number[], run: (seed: number) => Promise<number>): Promise<SeedSpread> {
  if (!Array.isArray(seeds) || seeds.length === 0) throw new UserError('overSeeds needs seeds, such as [1, 2, 3].');
  const values: number[] = [];
  await interruptible(async (signal) => {
    for (const seed of seeds) {
      const value = await run(seed);
      if (signal.aborted) return;
      if (!Number.isFinite(value)) {
        throw new UserError(`The experiment must return a number; for seed ${seed} it returned ${String(value)}.`);
      }
      values.push(value);
    }
  });
  if (values.length === 0) throw new UserError(`Stopped before the experiment with seed ${seeds[0]} was whole.`);
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  return {
    seeds: seeds.slice(0, values.length),
    values,
    mean,
    min: Math.min(...values),
    max: Math.max(...values),
    deviation: Math.sqrt(squares / Math.max(1, values.length - 1)),
  };
}

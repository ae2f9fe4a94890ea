import { checkOptions, checkWhole } from './options';
import { checkVector, ShapeError } from './shapes';

/** Pieces of a series to learn from: what was known, and what came next. */
export interface TimeWindows {
  /** `[count, inputs]` */
  inputs: number[][];
  /** `[count, horizon]`: the steps right after each window's inputs */
  targets: number[][];
}

export interface TimeWindowsOptions {
  /** steps that a forecast looks back on */
  inputs: number;
  /** steps that it says; 1 unless given */
  horizon?: number;
}

/**
 * All windows of a series, each one step after the one before: value t of the inputs is never later than value t + 1 of the targets.
 * For examples without leakage, give it the training part alone: windows that are cut first and divided afterwards share values.
 * @param values one number a step
 * @throws ShapeError if not even one window fits
 * @example timeWindows([1, 2, 3, 4], { inputs: 2 }) // inputs [[1, 2], [2, 3]], targets [[3], [4]]
 */
export function timeWindows(values: readonly number[], options: TimeWindowsOptions): TimeWindows {
  checkOptions(options, ['inputs', 'horizon'], 'timeWindows');
  const inputs = checkWhole(options.inputs, 'inputs', 1);
  const horizon = checkWhole(options.horizon ?? 1, 'horizon', 1);
  const count = checkVector(values, 'values') - inputs - horizon + 1;
  if (count < 1)
    throw new ShapeError(
      `values: expected at least ${inputs + horizon} for one window of ${inputs} + ${horizon}, got ${values.length}.`,
    );
  const cut = (start: number, length: number) =>
    Array.from({ length: count }, (_, i) => values.slice(start + i, start + i + length));
  return { inputs: cut(0, inputs), targets: cut(inputs, horizon) };
}

export interface RollingOriginsOptions {
  /** how many values are known at the first origin */
  first: number;
  /** steps that are forecast from each */
  horizon: number;
  /** steps from one origin to the next; the horizon unless given, so that each value is forecast once */
  every?: number;
}

/**
 * The origins of a backtest: at origin o a forecaster knows the values 0 … o − 1 and says the values o … o + horizon − 1. The origin
 * rolls on through the series, as a calendar does, and never back.
 * @param count values in the series
 * @throws ShapeError if not even one origin fits
 * @see Tashman, "Out-of-sample tests of forecasting accuracy", 2000
 * @example rollingOrigins(10, { first: 4, horizon: 2 }) // [4, 6, 8]
 */
export function rollingOrigins(count: number, options: RollingOriginsOptions): number[] {
  checkOptions(options, ['first', 'horizon', 'every'], 'rollingOrigins');
  const first = checkWhole(options.first, 'first', 1);
  const horizon = checkWhole(options.horizon, 'horizon', 1);
  const every = checkWhole(options.every ?? horizon, 'every', 1);
  const last = checkWhole(count, 'count', 1) - horizon;
  if (last < first)
    throw new ShapeError(`count: expected at least ${first + horizon} values for one forecast, got ${count}.`);
  return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, i) => first + i * every);
}

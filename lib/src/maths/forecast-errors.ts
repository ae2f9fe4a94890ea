import { checkWhole } from './options';
import { checkVector, ShapeError } from './shapes';

/**
 * Mean absolute error of a forecast, in the unit of the series: `MAE = (1/n) Σ |y_t − ŷ_t|`.
 * @param truth what was measured
 * @param forecast as many numbers
 * @throws ShapeError if the lists differ in length or are empty
 */
export function meanAbsoluteError(truth: readonly number[], forecast: readonly number[]): number {
  checkVector(forecast, 'forecast', checkVector(truth, 'truth'), 'numbers, one for each of truth');
  return truth.reduce((sum, value, t) => sum + Math.abs(value - forecast[t]), 0) / truth.length;
}

/**
 * The scale of MASE: the mean absolute error, within the known values, of forecasting each by the one a season before,
 *
 *     (1 / (n − m)) Σ_{t ≥ m} |y_t − y_{t−m}|
 *
 * @param known the values that the forecaster was fitted to
 * @param season m, in steps; 1, the default, compares each value with the one before
 * @throws ShapeError if there is no value a season before another, or if all are the same
 */
export function naiveScale(known: readonly number[], season = 1): number {
  checkWhole(season, 'season', 1);
  const count = checkVector(known, 'known');
  if (count <= season)
    throw new ShapeError(
      `known: expected more than a season of ${season} ${season === 1 ? 'value' : 'values'}, got ${count}.`,
    );
  const scale = meanAbsoluteError(known.slice(season), known.slice(0, count - season));
  if (scale > 0) return scale;
  throw new ShapeError('known: all values repeat after a season: there is no error to compare with.');
}

/**
 * Mean absolute scaled error: the error of a forecast, measured in errors of the naive one. Below 1 it is better than repeating the
 * value of a season before was, one step ahead, on the known values; series of different units can be compared by it.
 *
 *     MASE = MAE(truth, forecast) / naiveScale(known, season)
 *
 * @throws ShapeError as {@link meanAbsoluteError} and {@link naiveScale}
 * @see Hyndman and Koehler, "Another look at measures of forecast accuracy", 2006
 * @example meanAbsoluteScaledError([5, 6], [4, 8], [1, 2, 4, 3]) // 1.5 / (4/3) = 1.125
 */
export function meanAbsoluteScaledError(
  truth: readonly number[],
  forecast: readonly number[],
  known: readonly number[],
  season = 1,
): number {
  return meanAbsoluteError(truth, forecast) / naiveScale(known, season);
}

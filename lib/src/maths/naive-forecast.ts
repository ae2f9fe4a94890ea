import { checkWhole } from './options';
import { checkVector, ShapeError } from './shapes';

/**
 * The forecast that a network has to beat: `ŷ_{o+h} = y_{o−1}`, nothing changes.
 * @param known the values before the origin
 * @param horizon steps to say
 */
export function naiveForecast(known: readonly number[], horizon: number): number[] {
  return seasonalNaiveForecast(known, horizon, 1);
}

/**
 * The same as a season ago: `ŷ_{o+h} = y_{o+h−km}`, with the fewest seasons k of m steps that lead back to a known value.
 * @param known the values before the origin, at least a season
 * @param horizon steps to say
 * @param season m, in steps
 * @throws ShapeError if less than a season is known
 * @example seasonalNaiveForecast([9, 1, 2, 3], 4, 3) // [1, 2, 3, 1]
 */
export function seasonalNaiveForecast(known: readonly number[], horizon: number, season: number): number[] {
  checkWhole(horizon, 'horizon', 1);
  checkWhole(season, 'season', 1);
  const count = checkVector(known, 'known');
  if (count < season) throw new ShapeError(`known: expected at least a season of ${season} values, got ${count}.`);
  return Array.from({ length: horizon }, (_, h) => known[count - season + (h % season)]);
}

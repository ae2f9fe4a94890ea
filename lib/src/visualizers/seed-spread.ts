import { UserError } from '../project';
import { short } from './number-text';

/** A quantity: one number, one for each seed, or what `overSeeds` returned. */
export type Spread = number | readonly number[] | { readonly values: readonly number[] };

/** How far the values of several seeds lie apart: all of them, or the standard deviation of a sample (divided by n − 1). */
export type SpreadKind = 'range' | 'deviation';

export interface SpreadFacts {
  values: readonly number[];
  mean: number;
  /** ends of the interval that is drawn; both the mean for a single value */
  low: number;
  high: number;
}

/**
 * @param what whose values, for the error message, such as `comparison: accuracy of LeNet-5`
 * @throws UserError for anything that is no number
 */
export function spreadFacts(spread: Spread, kind: SpreadKind, what: string): SpreadFacts {
  const values =
    typeof spread === 'number' ? [spread] : 'values' in spread && !Array.isArray(spread) ? spread.values : spread;
  if (!Array.isArray(values) || !values.length || !values.every(Number.isFinite)) {
    throw new UserError(`${what} must be a number, or a list of numbers, one for each seed.`);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (kind === 'range') return { values, mean, low: Math.min(...values), high: Math.max(...values) };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / Math.max(1, values.length - 1));
  return { values, mean, low: mean - deviation, high: mean + deviation };
}

/**
 * @param owner the figure, for the error message
 * @throws UserError for any other word
 */
export function checkSpreadKind(kind: SpreadKind, owner: string): SpreadKind {
  if (kind === 'range' || kind === 'deviation') return kind;
  throw new UserError(`${owner}: spread is 'range' or 'deviation'.`);
}

/** What intervals and bands mean, for the text of a figure. */
export const spreadMeanings: Record<SpreadKind, string> = {
  range: 'from the least to the largest seed',
  deviation: '± one standard deviation over seeds',
};

/** `88.4 % (88–88.8)`, `61,706`, `42 s ± 1.5`: the mean, and the spread where there is one. */
export function spreadText(
  facts: SpreadFacts,
  kind: SpreadKind,
  write: (value: number) => string,
  unit: string,
): string {
  const { mean, low, high, values } = facts;
  const text = `${write(mean)}${unit}`;
  if (values.length < 2) return text;
  return kind === 'range' ? `${text} (${write(low)}–${write(high)})` : `${text} ± ${write(high - mean)}`;
}

/** `0.8843` → `88.4` */
export function asPercent(value: number): string {
  return (100 * value).toFixed(1).replace('-', '−');
}

/** Whole numbers in full up to a million, then in millions and thousand millions. */
export function asCount(value: number): string {
  if (Math.abs(value) >= 1e9) return `${short(value / 1e9)} G`;
  if (Math.abs(value) >= 1e6) return `${short(value / 1e6)} M`;
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

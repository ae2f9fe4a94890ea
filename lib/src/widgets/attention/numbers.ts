import { say } from '../../languages/texts';
import { strongest } from './state';
import { texts } from './texts';

/** `45 %`, or `0.4 %` where that says more. */
export const percent = (weight: number): string =>
  say('{n} %', { n: Number((100 * weight).toFixed(weight < 0.1 ? 1 : 0)) });

/** The keys that are looked at most, with their shares. */
export const inWords = (weights: readonly number[], names: readonly string[], count: number): string =>
  strongest(weights)
    .slice(0, count)
    .map((key) => texts.entry(names[key], percent(weights[key])))
    .join(', ');

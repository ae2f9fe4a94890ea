/**
 * Texts in the language of the reader. The English text is the key: `say('{n} of {all} cases passed.', { n, all })` looks it up among
 * the messages of the language and fills in the values. A text that has no translation stays English.
 *
 * The language goes with the work: `inLanguage('fr', () => …)` holds for all that the work calls and waits for, and nothing else. So what
 * a grader stores is in one language, whoever started it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { catalogOf } from './catalog';
import { filled, type Values } from './english';
import { english } from './translations';

const speaking = new AsyncLocalStorage<string>();

/** Does work for a reader of a language. */
export function inLanguage<T>(language: string, work: () => T): T {
  return speaking.run(language, work);
}

/** The language of the work that runs; English unless said. */
export function language(): string {
  return speaking.getStore() ?? english.code;
}

/**
 * The text in the reader's language.
 * @param text English; `{name}` is a place for a value
 * @param values by name
 */
export function say<Text extends string>(text: Text, ...[values]: Values<Text>): string {
  const found = catalogOf(language()).get(text);
  return filled(typeof found === 'string' ? found : text, values);
}

/**
 * As `say`, for a text that depends on a number: `sayCount(3, '{n} point', '{n} points')`. The messages have it below the English plural,
 * in the forms that their language has.
 */
export function sayCount(n: number, one: string, many: string, values: Record<string, string | number> = {}): string {
  const found = catalogOf(language()).get(many);
  const translated = typeof found === 'object' ? (found[pluralOf(n)] ?? found.other) : found;
  return filled(translated ?? (n === 1 ? one : many), { n: figures(n), ...values });
}

export interface FiguresOptions {
  /** digits after the decimal point, at most; 2 unless given */
  digits?: number;
  /** just as many digits after the point */
  fixed?: boolean;
  /** thousands apart: '20,000' */
  grouped?: boolean;
}

/** A number of points or words as the reader writes it: '2.5' is '2,5' in French. Values of code stay as code has them. */
export function figures(x: number, { digits = 2, fixed = false, grouped = false }: FiguresOptions = {}): string {
  const format = new Intl.NumberFormat(language(), {
    maximumFractionDigits: digits,
    minimumFractionDigits: fixed ? digits : 0,
    useGrouping: grouped,
  }).format(x);
  return /[1-9]/.test(format) ? format : format.replace('-', ''); // what is rounded to 0 has no sign
}

/** '85.3 %' of a share of 0.853, '85,3 %' in French. */
export function percents(share: number, digits = 1): string {
  return say('{n} %', { n: figures(100 * share, { digits, fixed: true }) });
}

function pluralOf(n: number): Intl.LDMLPluralRule {
  return new Intl.PluralRules(language()).select(n);
}

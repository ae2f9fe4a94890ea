/**
 * Texts in the language of the reader, wherever the code runs: `say('{n} of {all} cases passed.', { n, all })`. The English text is the key;
 * one without a translation stays English. This file reads nothing: in Node `say.ts` tells it where translations are, and in the page of a
 * widget the kernel has handed them over.
 */
import { filled, type Values } from './english';

/**
 * A translated text, or its forms by the plural categories of the language ('one', 'few', 'many', 'other'; see Intl.PluralRules).
 * A place `{name}` is filled with the value of that name, as in the English text.
 */
export type Translation = string | Partial<Record<Intl.LDMLPluralRule, string>>;

/** Where texts come from. */
export interface Source {
  language(): string;
  find(english: string): Translation | undefined;
}

let source: Source = { language: () => 'en', find: () => undefined };

export function speakFrom(next: Source): void {
  source = next;
}

/**
 * The text in the reader's language.
 * @param text English; `{name}` is a place for a value
 * @param values by name
 */
export function say<Text extends string>(text: Text, ...[values]: Values<Text>): string {
  const found = source.find(text);
  return filled(typeof found === 'string' ? found : text, values);
}

/**
 * As `say`, for a text that depends on a number: `sayCount(3, '{n} point', '{n} points')`. The messages have it below the English plural,
 * in the forms that their language has.
 */
export function sayCount(n: number, one: string, many: string, values: Record<string, string | number> = {}): string {
  const found = source.find(many);
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
  const format = new Intl.NumberFormat(source.language(), {
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
  return new Intl.PluralRules(source.language()).select(n);
}

/**
 * Texts that figures put together, in the language of the reader. An alternative text is a list of lists: 'Losses: SGD from 2.2 to 0.7; Adam
 * from 2 to 0.3.' It is taken apart until a piece is a text of the catalogue; pieces that are none stay.
 */
import type { Catalog } from './catalog';
import { patternFinder } from './patterns';

/** Places that may hold lists, numbers alone, or a text that is none of ours: words that a network read. All others hold one piece. */
const lists = /^(list|place|rawText)$/;
const numbers = /^(n|m|x|y|all)$/;
const isRaw = (place: string): boolean => place.startsWith('raw');

const find = patternFinder({
  leastLetters: 2,
  holds: (place) => {
    if (lists.test(place)) return '.*?';
    if (isRaw(place)) return /^raw(List|Other)$/.test(place) ? '(?:(?!; |: |\\. \\p{L}).)*?' : '(?:(?!; |: ).)*?';
    return numbers.test(place) ? '(?:(?!\\p{L}{2}|; ).)*?' : '(?:(?![;:,] |\\. \\p{L}|<br>|\\n).)*?';
  },
});

type Shape = readonly RegExp[];

/** Each has before, a group of its own, inside and after: letters of a markup, white space and marks, the full stop. */
const around: Shape = [
  /^(<(\w+)(?: [^>]*)?>)(.*)(<\/\2>)$/s,
  /^(\s+|[✓✗+] |<span [^>]*>■<\/span> )()(.+)()$/su,
  /^()()(.+?)(\s+|\.)$/s,
];

/** The same for a piece that is no list: a number behind it, with its unit and its spread. */
const aroundPiece: Shape = [
  /^()()(.*\p{L}.*?)( \([^()\p{L}]+\))$/su,
  /^()()(.*\p{L}.*?)( [+−±-]?\d[\d.,−e+–]*(?: (?:%|M|s|ms|µs|kB|MB|min))?(?: ± [\d.]+)?)$/su,
];

/** Lines and sentences. */
const paragraphs = [/(<br>|\n|<extra><\/extra>)/, /(?<=[^.\s][.?!])( )(?=[\p{L}"(])/u];

/** From the outermost to the innermost; in brackets they part nothing. */
const separators = [/(; )(?![^()]*\))/, /( · )/, /(: )(?![^()]*\))/, /(, )(?![^()]*\))/];

export function sayParts(text: string, catalog: Catalog): string {
  if (!/\p{L}/u.test(text)) return text;
  return (
    find(text, catalog, (value, place) => (isRaw(place) ? value : sayParts(value, catalog))) ??
    split(text, paragraphs, catalog) ??
    inside(text, around, catalog) ??
    split(text, separators, catalog) ??
    inside(text, aroundPiece, catalog) ??
    bracketed(text, catalog) ??
    text
  );
}

function split(text: string, by: Shape, catalog: Catalog): string | undefined {
  const separator = by.find((one) => one.test(text));
  if (!separator) return undefined;
  const parts = text.split(separator);
  return parts.map((part, i) => (i % 2 === 0 ? sayParts(part, catalog) : sayBetween(part, catalog))).join('');
}

/** What stands between two pieces: a colon has a space before it in French. */
export function sayBetween(separator: string, catalog: Catalog): string {
  const found = catalog.get(separator);
  return typeof found === 'string' ? found : separator;
}

function inside(text: string, shapes: Shape, catalog: Catalog): string | undefined {
  for (const shape of shapes) {
    const [, before, , piece, after] = shape.exec(text) ?? [];
    if (piece !== undefined) return `${before}${sayParts(piece, catalog)}${after}`;
  }
  return undefined;
}

function bracketed(text: string, catalog: Catalog): string | undefined {
  const [, outside, within] = /^(.*) \(([^()]*)\)$/s.exec(text) ?? [];
  return within === undefined ? undefined : `${sayParts(outside, catalog)} (${sayParts(within, catalog)})`;
}

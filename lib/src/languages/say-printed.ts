/**
 * Lines that a cell prints, in the language of the reader. Only a line that is as a whole a text of `translations/CODE/printed/lines.json`,
 * with its places filled, is said; any other one, such as a student's own, stays byte for byte.
 */
import { format } from 'node:util';
import type { Catalog } from './catalog';
import { cellsOf, findPrinted, inMarks, isNumber, isRaw, linesOf } from './printed-texts';
import { language } from './say';
import { sayParts } from './say-parts';

/**
 * The printed text with its known lines in the language of the reader; the very text where none is known.
 * @param otherwise what to do with the other lines; they stay unless given
 */
export function sayPrinted(text: string, otherwise = (line: string): string => line): string {
  const catalog = linesOf(language());
  if (catalog.size === 0) return text;
  const heights = heightsOf(catalog);
  const lines = text.split('\n');
  const said: string[] = [];
  for (let i = 0; i < lines.length; ) {
    const { height, words } = knownAt(i, lines, heights, catalog) ?? { height: 1, words: otherwise(lines[i]) };
    said.push(words);
    i += height;
  }
  return said.join('\n');
}

/** The text of the catalogue that begins with a line, said, and how many lines it has; the highest that fits. */
function knownAt(line: number, lines: string[], heights: number[], catalog: Catalog) {
  for (const height of heights) {
    const words = findPrinted(lines.slice(line, line + height).join('\n'), catalog, sayPlace);
    if (words !== undefined) return { height, words };
  }
  return undefined;
}

/** How many lines the texts of a catalogue have, the most first. */
function heightsOf(catalog: Catalog): number[] {
  return [...new Set([...catalog.keys()].map((text) => text.split('\n').length))].sort((a, b) => b - a);
}

function sayPlace(value: string, place: string): string {
  if (isRaw(place)) return value;
  // a list of numbers is kept apart as one in brackets is
  if (place === 'numbers') return inMarks(`[${value}]`).slice(1, -1);
  if (isNumber(place)) return inMarks(value);
  const words = value.trimEnd();
  const said = inMarks(sayParts(words, cellsOf(language())));
  // columns stay columns, and are wider: most languages need more letters than English
  return words === value ? said : said.padEnd(Math.ceil(1.3 * value.length));
}

/** `console.log` that says what it is given; formats (`%s`) and objects go to the original one untouched. */
export function sayingLog(log: (...values: unknown[]) => void): (...values: unknown[]) => void {
  return (...values) => {
    const text = values.every(isPlain) && !isFormat(values) ? format(...values) : undefined;
    const said = text === undefined ? undefined : sayPrinted(text);
    if (said === undefined || said === text) log(...values);
    else log(said);
  };
}

const isPlain = (value: unknown): boolean => isWord(value) || (Array.isArray(value) && value.every(isWord));

const isWord = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

const isFormat = ([first, ...rest]: unknown[]): boolean =>
  rest.length > 0 && typeof first === 'string' && /%[sdifjoOc%]/.test(first);

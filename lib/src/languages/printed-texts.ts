/**
 * What cells of notebooks print and show as tables, in another language: `translations/CODE/printed/`. `lines.json` has the lines of
 * `console.log`, `heads.json` captions and names of columns, `cells.json` words of cells and pieces of lines.
 */
import { join } from 'node:path';
import { type Catalog, figureCatalogOf, once, readMessages } from './catalog';
import { patternFinder } from './patterns';
import { language } from './say';
import { marksOf, sayNumbers } from './say-numbers';
import { translationsFolder } from './translations';

const lines = new Map<string, Catalog>();
const heads = new Map<string, Catalog>();
const cells = new Map<string, Catalog>();

/** Lines have a catalogue of their own: a line that is none of them is somebody else's. */
export function linesOf(language: string): Catalog {
  return once(lines, language, () => readPrinted(language, 'lines'));
}

export function headsOf(language: string): Catalog {
  return once(heads, language, () => readPrinted(language, 'heads'));
}

/** A table often says what a figure beside it says: where `cells.json` says nothing else, texts of figures are those of cells, too. */
export function cellsOf(language: string): Catalog {
  return once(cells, language, () => new Map([...figureCatalogOf(language), ...readPrinted(language, 'cells')]));
}

/** As in texts of figures: `{n}` and its like hold a number, `{numbers}` several, `{rawWord}` what stays, `{list}` a list, any other place one piece. */
export const isNumber = (place: string): boolean => /^([nmxy]\d?|all|numbers)$/.test(place);
export const isRaw = (place: string): boolean => place.startsWith('raw');

const digit = '(?=[^\\p{L}\\n]*[\\d∞])';

/** Finds a line or a head, as a whole. No place goes on in the next line. */
export const findPrinted = patternFinder({
  leastLetters: 2,
  holds: (place) => {
    if (place === 'numbers') return `${digit}(?:(?!\\p{L}{2}|; )[^\\n])+?`;
    if (isNumber(place)) return `${digit} *(?:(?!\\p{L}{2}|; |  )[^\\n])+?`;
    if (isRaw(place)) return '[^\\n]+?';
    // with the spaces behind it, which pad it to the width of a column
    return `${place === 'list' ? '[^\\n]' : '(?:(?![;:,] |\\. \\p{L})[^\\n])'}+? *`;
  },
});

/** The text with its numbers as the reader writes them. */
export function inMarks(text: string): string {
  return sayNumbers(text, marksOf(language())).replace(/(?<=\d) (?=%)/g, '\u00a0');
}

function readPrinted(language: string, name: string): Catalog {
  return readMessages(join(translationsFolder, language, 'printed', `${name}.json`));
}

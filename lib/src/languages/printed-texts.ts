/**
 * What cells of notebooks print and show as tables, in another language: `translations/CODE/printed/`. `lines.json` has the lines of
 * `console.log`, `heads.json` captions and names of columns, `cells.json` words of cells and pieces of lines.
 */
import { join } from 'node:path';
import { type Catalog, figureCatalogOf, once, readMessages } from './catalog';
import { patternFinder } from './patterns';
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

/** As in texts of figures: `{n}` and its like hold numbers, `{rawWord}` what stays, `{list}` a list, any other place one piece. */
export const isNumber = (place: string): boolean => /^([nmxy]\d?|all|numbers)$/.test(place);
export const isRaw = (place: string): boolean => place.startsWith('raw');

/** Finds a line or a head, as a whole. No place goes on in the next line. */
export const findPrinted = patternFinder({
  holds: (place) => {
    if (isNumber(place)) return '(?=[^\\p{L}\\n]*[\\d∞])(?:(?!\\p{L}{2}|; )[^\\n])+?';
    if (isRaw(place)) return '[^\\n]+?';
    // with the spaces behind it, which pad it to the width of a column
    return `${place === 'list' ? '[^\\n]' : '(?:(?![;:,] |\\. \\p{L})[^\\n])'}+? *`;
  },
});

function readPrinted(language: string, name: string): Catalog {
  return readMessages(join(translationsFolder, language, 'printed', `${name}.json`));
}

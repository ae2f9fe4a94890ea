/** A finished table in the language of the reader: its caption, names of columns, words of cells, and the marks of its numbers. */
import { type Catalog, figureCatalogOf } from './catalog';
import { cellsOf, findPrinted, headsOf } from './printed-texts';
import { language } from './say';
import { marksOf, sayNumbers } from './say-numbers';
import { sayParts } from './say-parts';
import { english } from './translations';

/** All that a table shows, as text. */
export interface TableTexts {
  caption?: string;
  columns: { name: string; cells: string[]; numeric: boolean }[];
}

/** @returns the very table for a reader of English, else one with translated texts; what has no translation stays English */
export function sayTable<Table extends TableTexts>(table: Table): Table {
  if (language() === english.code) return table;
  const [heads, figures, marks] = [headsOf(language()), figureCatalogOf(language()), marksOf(language())];
  const inMarks = (text: string): string => sayNumbers(text, marks).replace(/(?<=\d) (?=%)/g, '\u00a0');
  const columns = table.columns.map((column) => ({
    ...column,
    name: inMarks(sayHead(column.name, heads, figures)),
    cells: column.cells.map((cell) => {
      if (column.numeric) return inMarks(cell);
      return holdsData(column.name, heads) ? cell : sayCell(cell, cellsOf(language()), inMarks);
    }),
  }));
  if (table.caption === undefined) return { ...table, columns };
  const known = findPrinted(table.caption, heads, inMarks);
  return { ...table, columns, caption: inMarks(known ?? sayParts(table.caption, figures)) };
}

/** A name is known as a whole or not at all: 'sortie shape' helps nobody. */
function sayHead(name: string, heads: Catalog, figures: Catalog): string {
  const known = findPrinted(name, heads, (value) => value) ?? figures.get(name);
  return typeof known === 'string' ? known : name;
}

/** Sentences that a network read, keys of code: `heads.json` has such a column as 'english: {rawCells}'. */
const holdsData = (column: string, heads: Catalog): boolean => heads.has(`${column}: {rawCells}`);

function sayCell(cell: string, cells: Catalog, inMarks: (text: string) => string): string {
  const said = sayParts(cell, cells);
  // a list of numbers is kept apart as one in brackets is
  return /^[\d.,\s−-]+, [\d.,\s−-]+$/.test(said) ? inMarks(`[${said}]`).slice(1, -1) : inMarks(said);
}

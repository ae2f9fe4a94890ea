/** A finished table in the language of the reader: its caption, names of columns, words of cells, and the marks of its numbers. */
import { type Catalog, figureCatalogOf } from './catalog';
import { cellsOf, findPrinted, headsOf, inMarks } from './printed-texts';
import { language } from './say';
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
  const [heads, figures, words] = [headsOf(language()), figureCatalogOf(language()), cellsOf(language())];
  const columns = table.columns.map((column) => ({
    ...column,
    name: inMarks(sayHead(column.name, heads, figures)),
    cells: column.cells.map((cell) => {
      if (column.numeric) return inMarks(cell);
      return holdsData(column.name, heads) ? cell : sayCell(cell, words);
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

function sayCell(cell: string, words: Catalog): string {
  const said = sayParts(cell, words);
  // a list of numbers is kept apart as one in brackets is
  return /^[\d.,\s−-]+, [\d.,\s−-]+$/.test(said) ? inMarks(`[${said}]`).slice(1, -1) : inMarks(said);
}

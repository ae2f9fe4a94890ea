/** How sections are searched: the book's maker and its pages must agree on it. */
import type { Options } from 'minisearch';

export interface SearchEntry {
  /** below the folder of the site */
  url: string;
  title: string;
  chapter: string;
  text: string;
  code: string;
}

/** 'Réseau' and 'reseau' are the same word to those who search. */
export const plainTerm = (term: string): string =>
  term
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

export const indexOptions: Options<SearchEntry> = {
  idField: 'url',
  fields: ['title', 'text', 'code'],
  storeFields: ['title', 'chapter', 'url', 'text'],
  processTerm: plainTerm,
  searchOptions: {
    boost: { title: 4, code: 0.4 },
    prefix: true,
    fuzzy: (term) => (term.length > 5 ? 0.15 : false),
    combineWith: 'AND',
  },
};

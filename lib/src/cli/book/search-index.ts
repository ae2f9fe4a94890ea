/** The index that pages search, made when the book is made. */
import MiniSearch from 'minisearch';
import { indexOptions, type SearchEntry } from './search-options';
import type { Section } from './sections';

/** A script that hands the index of one language to the page: a page that was opened as a file may not fetch data. */
export function searchScript(language: string, entries: SearchEntry[]): string {
  const index = new MiniSearch<SearchEntry>(indexOptions);
  index.addAll(entries);
  return `convolabBook.index(${JSON.stringify(language)},${JSON.stringify(index)});\n`;
}

/** @param page address of the chapter below the folder of the site */
export function entriesOf(sections: Section[], chapter: string, page: string): SearchEntry[] {
  return sections.map(({ id, level, title, text, code }) => ({
    url: level === 1 ? page : `${page}#${id}`,
    title,
    chapter,
    text: text.replace(/\s+/g, ' ').trim(),
    code,
  }));
}

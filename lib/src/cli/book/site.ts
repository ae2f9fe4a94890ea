/** Puts the pages of a book together. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { inLanguage, say } from '../../languages/say';
import { english, type Language } from '../../languages/translations';
import { writeAssets } from './assets';
import { type ChapterPage, chapterPage } from './chapter-page';
import type { BookChapter } from './chapters';
import { contentsPage, type ListedChapter } from './contents-page';
import { exercisesPage } from './exercises-page';
import { type Book, fileOf, type Page, type Place, pageHtml, seenFrom } from './frame';
import { licencesPage } from './licences-page';
import { entriesOf, searchScript } from './search-index';
import { markFile } from './site-folder';

export interface SiteChapter extends BookChapter {
  /** HTML of its cells from nbconvert, by language; those of a language that was not executed have the outputs of the English chapter */
  cells: ReadonlyMap<string, string>;
  /** languages whose outputs are their own */
  executed: ReadonlySet<string>;
}

export interface SiteOptions {
  languages: Language[];
  version: string;
}

/** Writes a whole site into an empty folder. */
export function writeSite(folder: string, chapters: SiteChapter[], { languages, version }: SiteOptions): void {
  const write = (file: string, content: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  };
  const pages = new Map(languages.map(({ code }) => [code, readChapters(chapters, code)]));
  const stamp = writeAssets(folder, pages.get(english.code)?.[0]?.highlight ?? '');
  const places = new Map([...pages].map(([code, read]) => [code, placesOf(code, read, pages.get(english.code) ?? [])]));
  const book: Book = { version, places, stamp };

  for (const { code } of languages) {
    const own = pages.get(code) ?? [];
    const listed = listedChapters(own, pages.get(english.code) ?? []);
    const around = (file: string): Pick<Page, 'file' | 'language' | 'others' | 'previous' | 'next'> => ({
      file,
      language: code,
      others: languages.filter((other) => other.code !== code).map((other) => elsewhere(other, file, places)),
      ...neighbours(file, places.get(code) ?? []),
    });
    const [contents, exercises, licences] = [
      fileOf(code, 'index'),
      fileOf(code, 'exercises'),
      fileOf(code, 'licences'),
    ];
    inLanguage(code, () => {
      const simple = (file: string, title: string, body: string): void =>
        write(file, pageHtml({ ...around(file), title, body }, book));
      simple(contents, 'ConvoLab', contentsPage(contents, listed, exercises));
      simple(exercises, say('Exercises'), exercisesPage(chapters.flatMap((chapter) => exercisesIn(chapter, code))));
      simple(licences, say('Licences'), licencesPage(version));
    });
    for (const { place, body, sections, figures, figureFolder } of own) {
      const title = sections[0]?.title ?? place.title;
      write(place.file, pageHtml({ ...around(place.file), title, body, sections }, book));
      for (const [name, content] of figures) write(`${figureFolder}/${name}`, content);
    }
    const entries = own.flatMap(({ place, sections }) => entriesOf(sections, place.title, place.file));
    write(`assets/search-${code}.js`, searchScript(code, entries));
  }
  write(
    markFile,
    `${JSON.stringify({ version, languages: languages.map(({ code }) => code), chapters: chapters.map(({ name }) => name) })}\n`,
  );
}

function readChapters(chapters: SiteChapter[], language: string): ChapterPage[] {
  const pageOf = (path: string, from: string): string | undefined => {
    const name = posix.basename(path, '.ipynb');
    const chapter = chapters.find((one) => one.name === name);
    if (!chapter || !path.endsWith('.ipynb')) return undefined;
    const folder = path.split('/')[0];
    if (folder === 'exercises') return seenFrom(from, `${fileOf(language, 'exercises')}#${name}`);
    const has = chapter.cells.has(language) ? language : english.code;
    return folder === 'notebooks' ? seenFrom(from, fileOf(has, name)) : undefined;
  };
  return chapters.flatMap(({ name, cells, executed }) => {
    const html = cells.get(language);
    if (html === undefined) return [];
    const file = fileOf(language, name);
    const outputs = executed.has(language) ? language : english.code;
    return [chapterPage(html, { name, file, language, outputs, pageOf: (path) => pageOf(path, file) })];
  });
}

/** Chapters and other pages of a language: where a chapter is not translated, the English one has its place. */
function placesOf(language: string, own: ChapterPage[], all: ChapterPage[]): Place[] {
  const page = (name: string, title: string): Place => ({ file: fileOf(language, name), title, language });
  return inLanguage(language, () => [
    page('index', say('Contents')),
    ...listedChapters(own, all),
    page('exercises', say('Exercises')),
    page('licences', say('Licences')),
  ]);
}

function listedChapters(own: ChapterPage[], all: ChapterPage[]): ListedChapter[] {
  return all.map((chapter) => {
    const { place, sections } = own.find(({ name }) => name === chapter.name) ?? chapter;
    return { ...place, sections };
  });
}

/** The same page in another language; the contents of that language where it has none. */
function elsewhere({ code, name }: Language, file: string, places: Book['places']): Page['others'][number] {
  const same = fileOf(code, posix.basename(file, '.html'));
  const isThere = (places.get(code) ?? []).some((place) => place.file === same);
  return { code, name, file: isThere ? same : fileOf(code, 'index') };
}

function neighbours(file: string, places: readonly Place[]): Pick<Page, 'previous' | 'next'> {
  const at = places.findIndex((place) => place.file === file);
  return at < 0 ? {} : { previous: places[at - 1], next: places[at + 1] };
}

function exercisesIn({ name, exercises }: BookChapter, language: string) {
  const has = exercises.has(language) ? language : english.code;
  const path = exercises.get(has);
  const shown = has === english.code ? `exercises/${name}.ipynb` : `exercises/${has}/${name}.ipynb`;
  return path === undefined ? [] : [{ name, path, shown, language: has }];
}

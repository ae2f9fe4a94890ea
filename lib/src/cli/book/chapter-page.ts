/** The content of a chapter's page, from what nbconvert makes of the notebook. */
import { posix } from 'node:path';
import { inLanguage, say } from '../../languages/say';
import { english } from '../../languages/translations';
import { attribute, elements, find, hasClass, inner, type Parent, readPage, setAttribute } from './dom';
import { takeFigures } from './figures';
import { renderFormulas } from './formulas';
import { type Place, seenFrom } from './frame';
import { leadLinks } from './links';
import { type Section, takeSections } from './sections';

export interface ChapterPage {
  name: string;
  place: Place;
  body: string;
  sections: Section[];
  /** files of the figures, which lie in `figureFolder` below the site */
  figures: Map<string, string>;
  figureFolder: string;
  /** style of highlighted code */
  highlight: string;
}

export interface ChapterSource {
  name: string;
  /** of the page, below the site */
  file: string;
  language: string;
  /** language of what the code prints and draws */
  outputs: string;
  /** the address of the page for a file of the course, if it has one */
  pageOf(path: string): string | undefined;
}

export function chapterPage(html: string, source: ChapterSource): ChapterPage {
  const { name, file, language } = source;
  const page = readPage(html);
  const main = find(page, ({ tagName }) => tagName === 'main') ?? page;
  const style = find(page, (element) => attribute(element, 'id') === 'book-highlight');
  const figureFolder = `figures/${name}`;
  const figures = takeFigures(main, `${seenFrom(file, figureFolder)}/`);
  const { sections, moved } = takeSections(
    main,
    inLanguage(language, () => say('Link to')),
  );
  const folder = language === english.code ? 'notebooks' : posix.join('notebooks', language);
  leadLinks(main, { folder, moved, pageOf: source.pageOf });
  renderFormulas(main);
  nameLanguage(main, source);
  const title = shortTitle(sections[0]?.title ?? name);
  return {
    name,
    place: { file, title, language },
    body: inner(main).replace(/\n\s*\n+/g, '\n'),
    sections,
    figures,
    figureFolder,
    highlight: style ? highlightOnly(textIn(style)) : '',
  };
}

/** '2 · Fundamentals: convolution, activation' is '2 · Fundamentals' in a list of chapters. */
export const shortTitle = (title: string): string => title.replace(/\s*:.*$/, '');

/** For screen readers, which pronounce by language: what was printed is in that of the run, figures and instruments are in that of the page. */
function nameLanguage(main: Parent, { language, outputs }: ChapterSource): void {
  if (outputs === language) return;
  for (const element of elements(main)) {
    if (hasClass(element, 'jp-OutputArea')) setAttribute(element, 'lang', outputs);
    const isSaid = element.tagName === 'figure' || attribute(element, 'data-convolab-widget') !== undefined;
    if (isSaid) setAttribute(element, 'lang', language);
  }
}

const textIn = (element: Parent): string =>
  element.childNodes.map((node) => ('value' in node ? node.value : '')).join('');

/** nbconvert's style has much for pages that we do not make: the colours of code are what is used. */
function highlightOnly(style: string): string {
  return (style.match(/^[^\n{}]*\.highlight[^\n{}]*\{[^}]*\}/gm) ?? []).join('\n');
}

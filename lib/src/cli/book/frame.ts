/** What every page of the book has around its content: head, navigation, search, footer. */
import { posix } from 'node:path';
import { escapeHtml } from '../../display/html';
import { inLanguage, say } from '../../languages/say';
import { english } from '../../languages/translations';
import type { Section } from './sections';

export interface Place {
  /** below the folder of the site: 'fr/02-fundamentals.html' */
  file: string;
  title: string;
  language: string;
}

export interface Page extends Place {
  /** HTML of the content; every address in it is as this page sees it */
  body: string;
  /** for the table of contents; the first one is the page itself */
  sections?: Section[];
  /** the page in other languages, or where to go instead */
  others: { code: string; name: string; file: string }[];
  previous?: Place;
  next?: Place;
}

export interface Book {
  version: string;
  /** chapters and other pages, by language, in the order of reading */
  places: ReadonlyMap<string, readonly Place[]>;
  /** stands behind addresses of scripts and styles, so that no browser takes an old one for a new page */
  stamp: string;
}

/** Nothing may be fetched from elsewhere, whatever a notebook holds. `file:` is for pages that are opened as files. */
const policy = [
  "default-src 'none'",
  "img-src 'self' data: blob: file:",
  "font-src 'self' data: file:",
  "media-src 'self' data: blob: file:",
  "style-src 'self' 'unsafe-inline' file:",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob: file:",
  'worker-src blob:',
].join('; ');

/** English pages lie at the top of the site, those of another language in a folder. */
export const fileOf = (language: string, name: string): string =>
  language === english.code ? `${name}.html` : `${language}/${name}.html`;

/** The address of a file of the site as a page of it sees it. */
export const seenFrom = (page: string, file: string): string => posix.relative(posix.dirname(page), file);

export function pageHtml(page: Page, book: Book): string {
  return inLanguage(page.language, () => framed(page, book));
}

/** Before the page is drawn: the reader's choice of light or dark, and that there is script. */
const early =
  "document.documentElement.classList.add('script');try{document.documentElement.dataset.theme=localStorage.getItem('convolab-theme')||''}catch{}";

function framed(page: Page, book: Book): string {
  const to = (file: string): string => seenFrom(page.file, file);
  const contents = fileOf(page.language, 'index');
  const indices = [page.language, ...[...book.places.keys()].filter((code) => code !== page.language)];
  const setting = {
    root: to('index.html').replace(/index\.html$/, ''),
    plotly: to('assets/plotly.min.js'),
    indices: indices.map((code) => ({ code, script: `${to(`assets/search-${code}.js`)}?v=${book.stamp}` })),
    found: say('Sections found: {n}', { n: '{n}' }),
    nothing: say('Nothing found. Try another word.'),
    failed: say('The search could not be loaded.'),
  };
  return `<!DOCTYPE html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="generator" content="ConvoLab ${escapeHtml(book.version)}">
<link rel="icon" href="data:,">
<title>${escapeHtml(page.title === 'ConvoLab' ? page.title : `${page.title} · ConvoLab`)}</title>
<link rel="stylesheet" href="${to('assets/katex.css')}">
<link rel="stylesheet" href="${to('assets/book.css')}?v=${book.stamp}">
${page.others.map(({ code, file }) => `<link rel="alternate" hreflang="${code}" href="${to(file)}">`).join('\n')}
<script>${early}</script>
</head>
<body>
<a class="skip" href="#content">${say('Skip to the content')}</a>
<header class="bar">
<button type="button" class="menu needs-script" aria-label="${say('Chapters')}" aria-expanded="false" aria-controls="book-chapters"><span aria-hidden="true">☰</span> <span class="word">${say('Chapters')}</span></button>
<a class="brand" href="${to(contents)}">ConvoLab</a>
<button type="button" class="find needs-script" aria-label="${say('Search')}" aria-expanded="false" aria-controls="book-search"><span aria-hidden="true">⌕</span></button>
<form class="search needs-script" role="search" action="#">
<label class="unseen" for="book-search">${say('Search the book')}</label>
<input id="book-search" type="search" placeholder="${say('Search')}" autocomplete="off" spellcheck="false">
<div id="book-results" hidden></div>
<p class="unseen" id="book-found" role="status"></p>
</form>
${page.others.map(({ code, name, file }) => `<a class="language" lang="${code}" hreflang="${code}" href="${to(file)}">${escapeHtml(name)}</a>`).join('\n')}
<button type="button" class="theme needs-script" title="${say('Light or dark')}" aria-label="${say('Light or dark')}"><span aria-hidden="true">◐</span></button>
</header>
<div class="frame">
<nav class="chapters" id="book-chapters" aria-label="${say('Chapters')}">
<ul>
${(book.places.get(page.language) ?? []).map((place) => `<li>${navLink(place, page)}</li>`).join('\n')}
</ul>
</nav>
${tableOfContents(page.sections ?? [])}
<main id="content" tabindex="-1">
${page.sections ? page.body.replace('</h1>', `</h1>${howToRun(to(contents))}`) : page.body}
${pager(page)}
</main>
</div>
<footer>
<p>ConvoLab ${escapeHtml(book.version)} · <a href="${to(fileOf(page.language, 'licences'))}">${say('MIT licence; licences of data and programs')}</a></p>
</footer>
<script type="application/json" id="book-setting">${JSON.stringify(setting).replace(/</g, '\\u003c')}</script>
<script src="${to('assets/book.js')}?v=${book.stamp}"></script>
</body>
</html>
`;
}

/** Chapters tell readers to run their cells, which a page cannot. */
const howToRun = (contents: string): string =>
  `<p class="note">${say('You see what the code prints and draws.')} <a href="${contents}#run">${say('To run and change it, start the course.')}</a></p>`;

function navLink(place: Place, page: Page): string {
  const here = place.file === page.file ? ' aria-current="page"' : '';
  const isForeign = place.language !== page.language;
  const lang = isForeign ? ` lang="${place.language}" hreflang="${place.language}"` : '';
  const note = isForeign ? ` <span class="note">${say('in English')}</span>` : '';
  return `<a href="${seenFrom(page.file, place.file)}"${here}${lang}>${escapeHtml(place.title)}</a>${note}`;
}

/** Open on wide screens, where it stands beside the text; a script sees to that. */
function tableOfContents([, ...sections]: Section[]): string {
  const listed = sections.filter(({ level }) => level === 2 || level === 3);
  if (listed.length === 0) return '';
  const lines = listed.map(
    ({ id, level, title }) => `<li class="level-${level}"><a href="#${id}">${escapeHtml(title)}</a></li>`,
  );
  return `<nav class="contents" aria-label="${say('On this page')}">
<details><summary>${say('On this page')}</summary>
<ul>
${lines.join('\n')}
</ul>
</details>
</nav>`;
}

function pager(page: Page): string {
  const link = (place: Place | undefined, name: string, rel: string): string =>
    place === undefined
      ? ''
      : `<a rel="${rel}" href="${seenFrom(page.file, place.file)}"${place.language === page.language ? '' : ` lang="${place.language}"`}><span class="note" lang="${page.language}">${name}</span> ${escapeHtml(place.title)}</a>`;
  const links = `${link(page.previous, say('Previous'), 'prev')}${link(page.next, say('Next'), 'next')}`;
  return links === '' ? '' : `<nav class="pager" aria-label="${say('Previous and next')}">${links}</nav>`;
}

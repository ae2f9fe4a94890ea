/** The search over all sections of the book, in all of its languages: that of the page first. */
import MiniSearch, { type AsPlainObject, type SearchResult } from 'minisearch';
import { indexOptions, plainTerm, type SearchEntry } from '../search-options';
import { loadScript, type Setting } from './setting';

const indices = new Map<string, MiniSearch<SearchEntry>>();
const most = 12;

/** Called by the script of an index. */
export function receiveIndex(language: string, index: AsPlainObject): void {
  indices.set(language, MiniSearch.loadJS<SearchEntry>(index, indexOptions));
}

type Found = SearchResult & SearchEntry;

export function search(setting: Setting): void {
  const form = document.querySelector<HTMLFormElement>('form.search');
  const input = form?.querySelector('input');
  const list = document.getElementById('book-results');
  const status = document.getElementById('book-found');
  if (!form || !input || !list || !status) return;
  const load = (): Promise<unknown> => Promise.all(setting.indices.map(({ script }) => loadScript(script)));
  const links = (): HTMLAnchorElement[] => [...list.querySelectorAll('a')];
  const close = (): void => {
    list.hidden = true;
  };

  const show = async (): Promise<void> => {
    const words = input.value.trim();
    if (words === '') {
      status.textContent = '';
      return close();
    }
    list.hidden = false;
    try {
      await load();
    } catch {
      status.textContent = setting.failed;
      list.replaceChildren(paragraph(setting.failed));
      return;
    }
    if (words !== input.value.trim()) return; // the reader has typed on meanwhile
    const groups = setting.indices.map(({ code }) => ({ code, found: sectionsWith(words, code) }));
    const count = groups.reduce((sum, { found }) => sum + found.length, 0);
    const says = count === 0 ? setting.nothing : setting.found.replace('{n}', String(count));
    status.textContent = says;
    list.replaceChildren(
      paragraph(says),
      ...groups.flatMap(({ code, found }) => group(found, code, words, setting.root)),
    );
  };

  input.addEventListener('focus', () => void load().catch(() => undefined));
  input.addEventListener('input', () => void show());
  input.addEventListener('focus', () => void show());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void show().then(() => links()[0]?.click());
  });
  form.addEventListener('keydown', (event) => {
    const all = [input, ...links()];
    const at = all.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === 'Escape') {
      input.focus(); // which opens the list
      close();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      all.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % all.length)?.focus();
    }
  });
  list.addEventListener('click', ({ target }) => {
    if ((target as Element).closest('a')) close();
  });
  document.addEventListener('click', ({ target }) => {
    if (!form.contains(target as Node)) close();
  });
  document.addEventListener('keydown', (event) => {
    const isWriting = (event.target as Element).closest('input, textarea, select, [data-convolab-widget]');
    if (event.key !== '/' || isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
}

/** All words; if no section has all of them, those that have one. */
function sectionsWith(words: string, code: string): Found[] {
  const index = indices.get(code);
  if (!index) return [];
  const all = index.search(words);
  return (all.length > 0 ? all : index.search(words, { combineWith: 'OR' })).slice(0, most) as Found[];
}

function group(found: Found[], language: string, words: string, root: string): HTMLElement[] {
  if (found.length === 0) return [];
  const list = document.createElement('ul');
  list.lang = language;
  for (const { url, title, chapter, text, terms } of found) {
    const link = document.createElement('a');
    link.href = `${root}${url}`;
    link.hreflang = language;
    const name = document.createElement('strong');
    name.append(...marked(title, terms));
    const where = document.createElement('span');
    where.className = 'note';
    where.textContent = title.startsWith(chapter) ? '' : chapter;
    const part = document.createElement('span');
    part.className = 'excerpt';
    part.append(...marked(excerpt(text, words, terms), terms));
    link.append(name, ' ', where, part);
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
  }
  return [list];
}

/** Words around the first one that was found. */
function excerpt(text: string, words: string, terms: string[]): string {
  const plain = plainTerm(text);
  const places = [words, ...terms].map((word) => plain.indexOf(plainTerm(word))).filter((place) => place >= 0);
  const start = Math.max(0, (places[0] ?? 0) - 50);
  const from = start === 0 ? 0 : text.indexOf(' ', start) + 1;
  const isWhole = text.length <= from + 150;
  const part = isWhole ? text.slice(from) : text.slice(from, text.lastIndexOf(' ', from + 150));
  return `${from > 0 ? '… ' : ''}${part}${isWhole ? '' : ' …'}`;
}

/** The text with the found words in `mark`. */
function marked(text: string, terms: string[]): (string | HTMLElement)[] {
  return text.split(/([\p{L}\p{N}]+)/u).map((part) => {
    if (!terms.includes(plainTerm(part))) return part;
    const mark = document.createElement('mark');
    mark.textContent = part;
    return mark;
  });
}

function paragraph(text: string): HTMLElement {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
}

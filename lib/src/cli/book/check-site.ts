/** Looks whether everything in a built site leads somewhere: links, places, pictures, scripts, what the search finds. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { say, sayCount } from '../../languages/say';
import { UserError } from '../../project';
import { attribute, type Element, elements, readPage } from './dom';
import { filesUnder } from './files-under';
import { markFile } from './site-folder';

export interface SiteReport {
  pages: number;
  /** links and files that were looked at */
  looked: number;
  /** one sentence each */
  problems: string[];
}

/** '37 pages, 5120 links and files looked at.' */
export function lookedAt({ pages, looked }: Pick<SiteReport, 'pages' | 'looked'>): string {
  return sayCount(
    pages,
    '{n} page, {looked} links and files looked at.',
    '{n} pages, {looked} links and files looked at.',
    {
      looked,
    },
  );
}

interface PageFound {
  places: Set<string>;
  targets: { what: string; address: string }[];
  problems: string[];
}

/** @throws UserError if the folder holds no book */
export function checkSite(folder: string): SiteReport {
  if (!existsSync(join(folder, markFile)))
    throw new UserError(`There is no book in ${folder}. Make one: npm run book.`);
  const files = new Set(filesUnder(folder));
  const pages = new Map(
    [...files].filter((file) => file.endsWith('.html')).map((file) => [file, readFound(folder, file)]),
  );
  const problems: string[] = [];
  let looked = 0;
  const look = (from: string, what: string, address: string): void => {
    looked++;
    const problem = problemWith(from, address);
    if (problem) problems.push(say('{from}: {what} {address}: {problem}.', { from, what, address, problem }));
  };
  const problemWith = (from: string, address: string): string | undefined => {
    if (/^[a-z][a-z+.-]*:|^\/\//i.test(address)) return say('it leaves the site');
    if (address.startsWith('/')) return say('it begins at the root of the server');
    const [path, place] = address.replace(/\?[^#]*/, '').split('#');
    const target = path === '' ? from : posix.join(posix.dirname(from), decodeURI(path));
    if (!files.has(target)) return say('there is no such file');
    if (place && !pages.get(target)?.places.has(decodeURIComponent(place))) return say('the page has no such place');
    return statSync(join(folder, target)).size === 0 ? say('the file is empty') : undefined;
  };
  for (const [file, { targets, problems: own }] of pages) {
    problems.push(...own.map((problem) => say('{file}: {problem}.', { file, problem })));
    for (const { what, address } of targets) look(file, what, address);
  }
  for (const style of [...files].filter((file) => file.endsWith('.css'))) {
    const addresses = readFileSync(join(folder, style), 'utf8').matchAll(/url\(["']?(?!data:)([^"')]+)/g);
    for (const [, address] of addresses) look(style, say('the file'), address);
  }
  for (const index of [...files].filter((file) => /^assets\/search-\w+\.js$/.test(file))) {
    const found = readFileSync(join(folder, index), 'utf8').matchAll(/"url":"([^"]+)"/g);
    for (const [, address] of found) look(index, say('the section'), `../${address}`);
  }
  return { pages: pages.size, looked, problems };
}

/** Elements that load what they name; a link only leads there, so it may lead out of the site. */
const loading: Record<string, string> = {
  img: 'src',
  script: 'src',
  iframe: 'src',
  source: 'src',
  video: 'src',
  audio: 'src',
  link: 'href',
};

function readFound(folder: string, file: string): PageFound {
  const found: PageFound = { places: new Set(), targets: [], problems: [] };
  for (const element of elements(readPage(readFileSync(join(folder, file), 'utf8')))) {
    const id = attribute(element, 'id');
    if (id !== undefined && found.places.has(id)) found.problems.push(say('two elements have the id {id}', { id }));
    if (id !== undefined) found.places.add(id);
    lookAt(element, found);
  }
  return found;
}

function lookAt(element: Element, { targets, problems }: PageFound): void {
  const href = attribute(element, 'href');
  if (element.tagName === 'a' && href !== undefined && !/^(https?|mailto):/.test(href))
    targets.push({ what: say('the link'), address: href });
  const loaded = attribute(element, loading[element.tagName] ?? '');
  if (loaded !== undefined && !/^(data|blob):/.test(loaded))
    targets.push({ what: say('{tag} loads', { tag: element.tagName }), address: loaded });
  const figure = attribute(element, 'data-figure');
  if (figure !== undefined) targets.push({ what: say('the figure'), address: figure });
  if (element.tagName === 'img' && !attribute(element, 'alt'))
    problems.push(say('a picture has no text for those who do not see it'));
}

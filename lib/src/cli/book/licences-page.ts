/** Whose work is on these pages, and on which terms. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type CatalogFile, type CatalogSet, catalog } from '../../datasets/catalog';
import { escapeHtml } from '../../display/html';
import { say } from '../../languages/say';
import { projectRoot, UserError } from '../../project';

/** Packages of which something is in the pages. */
const programs = {
  'plotly.js-dist-min': 'Plotly.js',
  katex: 'KaTeX',
  minisearch: 'MiniSearch',
  preact: 'Preact',
} as const;

/** HTML of the page, in the language of the work; licences are quoted as they are. */
export function licencesPage(version: string): string {
  return `<h1>${say('Licences')}</h1>
<p>${say('ConvoLab {version}, the course with its texts, code and figures, is under the MIT licence.', { version })}</p>
${quoted(readFileSync(join(projectRoot, 'LICENSE'), 'utf8'))}
<h2>${say('Pictures and data')}</h2>
<p>${say('The figures show photographs, texts and measurements of these sets, and what networks made of them.')}</p>
<ul lang="en">
${catalog().map(setLine).join('\n')}
</ul>
<h2>${say('Programs in these pages')}</h2>
${Object.entries(programs).map(programLine).join('\n')}`;
}

function setLine({ name, title, licence, creator, files }: CatalogSet): string {
  const file = join(projectRoot, 'data', name, 'LICENSE');
  const text = existsSync(file) ? quoted(readFileSync(file, 'utf8'), name) : '';
  const own = files.filter((one) => one.licence !== undefined);
  const credits = own.length === 0 ? '' : `<ul>${own.map(credit).join('')}</ul>`;
  return `<li><strong>${escapeHtml(title)}</strong>: ${escapeHtml(`${creator}, ${licence}`)}.${text}${credits}</li>`;
}

/** What CC BY asks for: title, maker, licence, where it is from, what was changed. */
function credit({ path, title, creator, licence, source, changes }: CatalogFile): string {
  const words = [title ?? path, creator && `by ${creator}`, licence, changes].filter(Boolean).join(', ');
  const link = /^https?:\/\/\S+$/.test(source ?? '')
    ? ` <a href="${escapeHtml(source ?? '')}" rel="noopener noreferrer">${escapeHtml(source ?? '')}</a>`
    : '';
  return `<li>${escapeHtml(words)}${link}</li>`;
}

function programLine([name, title]: [string, string]): string {
  const folder = packageFolder(name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = ['LICENSE', 'LICENSE.txt'].map((one) => join(folder, one)).find(existsSync);
  const text = file === undefined ? '' : readFileSync(file, 'utf8');
  return `<p><strong>${title}</strong> ${escapeHtml(`${version}, ${license}`)}.</p>${quoted(text, title)}`;
}

/** Where npm has put a package, also one whose `exports` hide its files. */
export function packageFolder(name: string): string {
  const candidates = createRequire(__filename).resolve.paths(name) ?? [];
  const folder = candidates.map((path) => join(path, name)).find((path) => existsSync(join(path, 'package.json')));
  if (folder === undefined)
    throw new UserError(`The npm package ${name} is not installed. Run npm start -- --setup-only.`);
  return folder;
}

function quoted(text: string, name = ''): string {
  const summary = name === '' ? say('Text of the licence') : say('Text of the licence of {name}', { name });
  return `<details class="licence"><summary>${escapeHtml(summary)}</summary><pre lang="en">${escapeHtml(text.trim())}</pre></details>`;
}

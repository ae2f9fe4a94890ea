/** A small book without kernel and nbconvert: cells as our template for nbconvert writes them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SiteChapter, writeSite } from '../../../lib/src/cli/book/site';
import { notebookOf } from '../../notebooks/try-out';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="9" height="9"/></svg>';

export const markdown = (id: string, html: string): string =>
  `<div id="cell-id=${id}" class="jp-Cell jp-MarkdownCell"><div class="jp-RenderedHTMLCommon jp-RenderedMarkdown">${html}</div></div>`;

export const heading = (level: number, title: string): string =>
  `<h${level} id="${title.replace(/\s/g, '-')}">${title}<a class="anchor-link" href="#${title}">¶</a></h${level}>`;

export const code = (id: string, source: string, outputs = ''): string =>
  `<div id="cell-id=${id}" class="jp-Cell jp-CodeCell"><div class="highlight hl-typescript"><pre>${source}</pre></div><div class="jp-OutputArea">${outputs}</div></div>`;

export const figure = (alt: string): string =>
  `<figure class="jp-OutputArea-output"><img alt="${alt}" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}"><script type="application/json">{"data": [], "layout": {"title": "two  spaces \\u003c"}}</script></figure>`;

export const cellsOf = (...cells: string[]): string =>
  `<style id="book-highlight">pre { line-height: 125%; }\n.highlight .k { color: red }\nbody { x: y }</style><main>${cells.join('\n')}</main>`;

const names: Record<string, Record<string, string>> = {
  en: { one: '1 · One: the first', two: '2 · Two: the second', section: '1.1 Edges & corners' },
  fr: { one: '1 · Un : le premier', section: '1.1 Bords et coins détectés' },
};

function firstChapter(language: string): string {
  const { one, section } = names[language];
  const up = language === 'en' ? '../' : '../../';
  const exercises = language === 'en' ? 'exercises' : `exercises/${language}`;
  return cellsOf(
    markdown('title', `${heading(1, one)}<p>What $a_1 &lt; b$ says, and <code>$x$</code>.</p>`),
    code('setup', "import { conv2d } from 'convolab';"),
    markdown(
      'edges',
      `${heading(2, section)}<p>See <a href="${up}${exercises}/01-one.ipynb">1.1</a>.</p>${heading(3, 'More')}<p>text</p>`,
    ),
    code('draw', 'show(filters)', figure('A bar')),
    markdown(
      'links',
      `<p><a href="02-two.ipynb">two</a> <a href="https://example.org/">far</a> <a href="${up}docs/secret.md">not here</a> <a href="#More">up</a></p>`,
    ),
  );
}

export class MadeUpBook {
  readonly folder = mkdtempSync(join(tmpdir(), 'convolab-book-'));
  readonly site = join(this.folder, 'site');

  /** Two chapters; the second one is not in French. */
  write(): this {
    const exercises = join(this.folder, '01-one.ipynb');
    writeFileSync(
      exercises,
      JSON.stringify(notebookOf(['md:# 1 · One: exercises', 'md:## 1.1 · Find edges (4 points)'])),
    );
    const chapter = (name: string, cells: Record<string, string>, paths: Record<string, string> = {}): SiteChapter => ({
      name,
      cells: new Map(Object.entries(cells)),
      notebooks: new Map(),
      exercises: new Map(Object.entries(paths)),
      executed: new Set(['en']),
    });
    const second = cellsOf(
      markdown('title', heading(1, names.en.two)),
      markdown('pool', `${heading(2, '2.1 Pooling')}<p>Max.</p>`),
    );
    const chapters = [
      chapter('01-one', { en: firstChapter('en'), fr: firstChapter('fr') }, { en: exercises }),
      chapter('02-two', { en: second }),
    ];
    const languages = [
      { code: 'en', name: 'English' },
      { code: 'fr', name: 'Français' },
    ];
    writeSite(this.site, chapters, { languages, version: '1.2.3' });
    return this;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

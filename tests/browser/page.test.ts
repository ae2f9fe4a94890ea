import assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { type Notebook, notebooksIn, readNotebook, sourceOf } from '../../lib/src/cli/notebook/find';
import { formulasFile, prepareFormulas } from '../../lib/src/cli/page/formulas';
import { notebookPage } from '../../lib/src/cli/page/html';
import { coursePython, pythonVariables } from '../../lib/src/cli/python';
import { projectRoot, stateFolder, writeWhole } from '../../lib/src/project';
import { executedCopy } from '../notebooks/executed-copy';
import { formulasIn } from '../notebooks/formulas';
import { notebookOf, TryOutFolder } from '../notebooks/try-out';
import { launchChromium, openPage, withoutChromium } from './chromium';
import { allPictures, screenshots } from './pictures';

const devices: Record<string, BrowserContextOptions> = {
  light: { viewport: { width: 1100, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1100, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, colorScheme: 'light', isMobile: true },
};

/** What a reader sees of a page that was opened as a file. */
async function look(browser: Browser, file: string, device: BrowserContextOptions, screenshot?: string) {
  const { page, errors, requests } = await openPage(browser, device);
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(
    () => (globalThis as unknown as { document: { fonts: { ready: Promise<unknown> } } }).document.fonts.ready,
  );
  const seen = await page.evaluate(`({
    pictures: [...document.querySelectorAll('.jp-OutputArea-output img')].map((picture) => ({
      alt: picture.alt, width: picture.naturalWidth, drawn: picture.complete && picture.naturalWidth > 0 })),
    formulas: document.querySelectorAll('.katex').length,
    wrong: [...document.querySelectorAll('.katex-error')].map((formula) => formula.textContent),
    fonts: document.fonts.check('16px KaTeX_Main') && document.fonts.check('italic 16px KaTeX_Math'),
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ground: getComputedStyle(document.body).backgroundColor,
    title: document.title,
    text: document.body.innerText,
  })`);
  if (screenshot) await page.screenshot({ path: join(screenshots, screenshot), fullPage: allPictures });
  await page.context().close();
  return { errors, requests, ...(seen as Seen) };
}

interface Seen {
  pictures: { alt: string; width: number; drawn: boolean }[];
  formulas: number;
  wrong: string[];
  fonts: boolean;
  wider: number;
  ground: string;
  title: string;
  text: string;
}

describe('pages of notebooks in Chromium', { skip: withoutChromium }, () => {
  let browser: Browser;
  let folder: TryOutFolder;
  before(async () => {
    folder = new TryOutFolder();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    folder?.remove();
  });

  for (const name of notebooksIn(join(projectRoot, 'notebooks'))) {
    test(`the page of ${name} shows every figure and formula without network`, { timeout: 600_000 }, async () => {
      const origin = join(projectRoot, 'notebooks', `${name}.ipynb`);
      const executed = readNotebook(join(projectRoot, await executedCopy(`notebooks/${name}.ipynb`)));
      const file = join(stateFolder, 'pages', `${name}.html`);
      writeWhole(file, await notebookPage(executed, origin));

      const outputs = executed.cells.flatMap((cell) => (cell.outputs ?? []) as { data?: Record<string, unknown> }[]);
      const figures = outputs.filter(({ data }) => data?.['image/svg+xml'] !== undefined).length;
      const formulas = executed.cells
        .filter((cell) => cell.cell_type === 'markdown')
        .flatMap((cell) => formulasIn(sourceOf(cell))).length;
      assert.ok(figures > 0 && formulas > 0);
      for (const [device, options] of Object.entries(devices)) {
        const seen = await look(browser, file, options, `page-${name}-${device}.png`);
        assert.deepEqual(
          { requests: seen.requests, errors: seen.errors, wrong: seen.wrong },
          { requests: [], errors: [], wrong: [] },
        );
        assert.ok(seen.pictures.length >= figures, `${seen.pictures.length} of ${figures} figures`);
        assert.deepEqual(
          seen.pictures.filter((picture) => !picture.drawn || picture.alt.length < 10),
          [],
        );
        assert.ok(seen.formulas >= formulas, `${seen.formulas} of ${formulas} formulas`);
        assert.ok(seen.fonts, 'the fonts of the formulas are missing');
        assert.equal(seen.wider, 0, `on ${device} the page is wider than the screen`);
      }
    });
  }

  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="60"><rect width="900" height="60" fill="#0072B2"/></svg>';
  function tryOut(): Notebook {
    const markdown = [
      '# A page & its <parts>',
      'Inline $a_1 < b_2$, price \\$5 and code `$x$`.',
      '$$\\frac{1}{1 + e^{-x}}$$',
      '\\begin{align}\nx &= 1 \\\\\ny &= 2\n\\end{align}',
      '![far](https://example.org/far.png)',
    ].join('\n\n');
    const notebook = notebookOf([`md:${markdown}`, `const line = '${'long '.repeat(60)}';`]) as Notebook;
    notebook.cells[1].outputs = [
      {
        output_type: 'display_data',
        data: { 'image/svg+xml': svg, 'application/vnd.plotly.v1+json': {}, 'text/plain': 'bar' },
        metadata: { 'image/svg+xml': { alt: 'A "blue" bar' } },
      },
      { output_type: 'stream', name: 'stdout', text: 'done\n' },
    ];
    return notebook;
  }

  test('a page fetches nothing, even if the notebook asks for it', async () => {
    const file = join(folder.path, 'far.html');
    writeFileSync(file, await notebookPage(tryOut(), join(folder.path, 'far.ipynb')));
    const light = await look(browser, file, devices.light);
    assert.deepEqual(light.requests, []);
    assert.deepEqual(
      light.pictures.map(({ alt, width }) => [alt, width]),
      [['A "blue" bar', 900]],
    );
    assert.equal(light.title, 'A page & its <parts>');
    assert.deepEqual([light.formulas, light.wrong], [3, []]);
    assert.ok(light.text.includes('price $5 and code $x$') && light.text.includes('done'), light.text);
    const dark = await look(browser, file, devices.dark);
    assert.notEqual(dark.ground, light.ground);
    assert.equal((await look(browser, file, devices.phone)).wider, 0);
  });

  test('plain jupyter nbconvert makes the same page with our template', async () => {
    prepareFormulas();
    const notebook = join(folder.path, 'plain.ipynb');
    writeFileSync(notebook, JSON.stringify(tryOut()));
    const options = [
      '--to',
      'html',
      '--template',
      'convolab',
      '--TemplateExporter.extra_template_basedirs=lib/nbconvert',
    ];
    execFileSync(coursePython(), ['-m', 'jupyter', 'nbconvert', ...options, '--log-level', 'ERROR', notebook], {
      cwd: projectRoot,
      env: pythonVariables(),
    });
    const seen = await look(browser, join(folder.path, 'plain.html'), devices.light);
    assert.deepEqual([seen.requests, seen.formulas, seen.wrong, seen.pictures.length], [[], 3, [], 1]);
    assert.ok(formulasFile.includes('.venv'));
  });
});

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { makeBook } from '../../lib/src/cli/book/build';
import { editionsOf } from '../../lib/src/cli/book/chapters';
import { TryOutFolder } from '../notebooks/try-out';
import { launchChromium, openPage, type WatchedPage, withoutChromium } from './chromium';
import { bring, swipeUp } from './finger';
import { screenshots } from './pictures';
import { poolingPlay } from './widgets/pooling';

const code = [
  "import { convolutionSteps, show, widget } from 'convolab';",
  'await show(convolutionSteps([[0, 1, 1], [0, 1, 1], [0, 0, 0]], [[1, 0], [0, -1]]));',
  poolingPlay.source,
  `const line = '${'long '.repeat(60)}';`,
];
const long = `$$${Array.from({ length: 40 }, (_, i) => `x_{${i}}`).join(' + ')}$$`;

const english = [
  `md:# 1 · Small: a first chapter\n\nA sum $\\sum_i w_i x_i$ and **Exercise**: [\`exercises\`](../exercises/01-small.ipynb).\n\n${long}`,
  code[0],
  code[1],
  'md:## 1.1 Pooling\n\nThe window moves; [the next chapter](02-end.ipynb) ends.\n\n### Invariance\n\nA zebra stays a zebra.',
  code[2],
  code[3],
];
const french = english.map((cell) =>
  cell
    .replace('# 1 · Small: a first chapter', '# 1 · Petit : un premier chapitre')
    .replace('## 1.1 Pooling', '## 1.1 Le pooling')
    .replace('A zebra stays a zebra', 'Un zèbre reste un zèbre')
    .replace('../exercises', '../../exercises'),
);
const second = ['md:# 2 · End: nothing more\n\nThe end.'];

describe('the book in Chromium', { skip: withoutChromium }, () => {
  let browser: Browser;
  let folder: TryOutFolder;
  let site: string;
  let server: Server;
  let address: string;

  before(async () => {
    folder = new TryOutFolder();
    site = join(folder.path, 'site');
    const paths = [folder.write('01-small', english), folder.write('02-end', second)];
    folder.write(join('fr', '01-small'), french);
    folder.write(join('exercises', '01-small'), ['md:# 1 · Small: exercises', 'md:## 1.1 · Add (2 points)']);
    const chapters = paths.map((path, i) => ({
      name: ['01-small', '02-end'][i],
      notebooks: editionsOf(path),
      exercises:
        i === 0 ? new Map([['en', join(folder.path, 'exercises', '01-small.ipynb')]]) : new Map<string, string>(),
    }));
    const nothing = (): void => undefined;
    const { signal } = new AbortController();
    const report = await makeBook(chapters, {
      out: site,
      timeout: 120,
      signal,
      tell: nothing,
      now: nothing,
      folder: join(folder.path, 'kept'),
    });
    assert.deepEqual(report.problems, []);

    // As a teacher's server may have it: below some path.
    server = createServer((request, response) => {
      const path = decodeURI(new URL(request.url ?? '', 'http://x').pathname)
        .replace(/^\/some\/path\//, '')
        .replace(/(^|\/)$/, '$1index.html');
      const file = join(site, path);
      if (!request.url?.startsWith('/some/path/') || !existsSync(file)) return response.writeHead(404).end();
      const type = { html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' }[
        path.split('.').at(-1) ?? ''
      ];
      return response.writeHead(200, { 'content-type': type ?? 'application/octet-stream' }).end(readFileSync(file));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/path/`;
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    server?.close();
    folder?.remove();
  });

  const fromDisk = (file: string): string => pathToFileURL(join(site, file)).href;
  async function open(where: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
    const watched = await openPage(browser, { viewport: { width: 1100, height: 900 }, ...options }, address);
    await watched.page.goto(where);
    return watched;
  }
  async function close({ page, errors, requests }: WatchedPage): Promise<void> {
    assert.deepEqual({ errors, requests }, { errors: [], requests: [] });
    await page.context().close();
  }

  for (const [place, at] of [
    ['a disk', fromDisk],
    ['a server, below a path', (file: string) => address + file],
  ] as const) {
    test(`from ${place}: search leads to a section, the language switch to the same place`, async () => {
      const watched = await open(at('index.html'));
      const { page } = watched;
      await page.keyboard.press('/');
      await page.keyboard.type('zebra');
      const found = page.locator('#book-results a');
      await found.first().waitFor();
      assert.match((await found.first().textContent()) ?? '', /Invariance.*zebra/);
      assert.match((await page.locator('#book-found').textContent()) ?? '', /^Sections found: [12]$/);
      await page.keyboard.press('Enter');
      await page.waitForURL(/01-small\.html#cell-3-2$/);
      assert.ok(await page.getByRole('heading', { name: /^Invariance/ }).isVisible());

      await page.waitForFunction('window.scrollY > 40');
      await clickWhereItIs(page, page.getByRole('link', { name: 'Français' }));
      await page.waitForURL(/fr\/01-small\.html#cell-3-2$/);
      await page.getByRole('searchbox').fill('zèbre');
      await found.first().waitFor();
      assert.match((await found.first().getAttribute('href')) ?? '', /fr\/01-small\.html#cell-3-2$/);
      await page.getByRole('searchbox').fill('qqqqqq');
      await page.getByText('Rien trouvé.').last().waitFor();
      await close(watched);
    });
  }

  test('figures are live, formulas are set, a widget works', async () => {
    const watched = await open(fromDisk('01-small.html'));
    const { page } = watched;
    const figure = page.locator('figure[data-figure]');
    await figure.scrollIntoViewIfNeeded();
    await figure.locator('.live svg.main-svg').first().waitFor();
    assert.equal(await figure.locator('img').isVisible(), false);
    assert.ok((await page.locator('.katex').count()) >= 2);
    assert.equal(await page.locator('.katex-error').count(), 0);
    assert.ok(await page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px KaTeX_Main'))"));
    await poolingPlay.play(page.locator('[data-convolab-widget]'), page);
    await close(watched);
  });

  test('a French page has its widget in French', async () => {
    const watched = await open(fromDisk('fr/01-small.html'));
    const widget = watched.page.locator('[data-convolab-widget]');
    await widget.getByRole('button', { name: 'Effacer' }).click();
    await widget.getByRole('button', { name: "Déplacer d'un pixel" }).waitFor();
    await close(watched);
  });

  test('without script there are pictures, chapters and contents', async () => {
    const watched = await open(fromDisk('01-small.html'), { javaScriptEnabled: false });
    const { page } = watched;
    const picture = page.locator('figure img');
    await picture.scrollIntoViewIfNeeded();
    assert.ok(((await picture.boundingBox())?.height ?? 0) > 50);
    assert.ok(await page.getByRole('link', { name: '2 · End' }).first().isVisible());
    assert.equal(await page.getByRole('searchbox').isVisible(), false);
    await close(watched);
  });

  for (const [width, colorScheme] of [
    [390, 'dark'],
    [820, 'light'],
    [1440, 'light'],
  ] as const) {
    test(`at a width of ${width} nothing scrolls sideways, and nothing keeps readers out`, async () => {
      const watched = await open(fromDisk('01-small.html'), { viewport: { width, height: 844 }, colorScheme });
      const { page } = watched;
      await page.locator('figure .live svg.main-svg').first().waitFor();
      for (const file of ['01-small.html', 'index.html', 'exercises.html', 'licences.html']) {
        if (file !== '01-small.html') await page.goto(fromDisk(file));
        assert.equal(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), 0, file);
        assert.deepEqual(await seriousObstacles(page), [], file);
        await page.screenshot({
          path: join(screenshots, `book-${file.replace('.html', '')}-${width}-${colorScheme}.png`),
        });
      }
      await close(watched);
    });
  }

  test('on a phone a finger scrolls the page over a live figure', async () => {
    const watched = await open(fromDisk('01-small.html'), {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const { page } = watched;
    const figure = page.locator('figure .live');
    await figure.locator('svg.main-svg').first().waitFor();
    await bring(figure);
    const box = await figure.boundingBox();
    assert.ok(box);
    await swipeUp(page, { x: 150, y: box.y + 150 });
    await close(watched);
  });

  test('on a phone the chapters come when they are asked for, and dark is kept', async () => {
    const watched = await open(address, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const { page } = watched;
    const chapters = page.getByRole('navigation', { name: 'Chapters' });
    await page.goto(`${address}01-small.html`);
    assert.equal(await chapters.isVisible(), false);
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.getByRole('button', { name: 'Light or dark' }).tap();
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.getByRole('button', { name: 'Chapters' }).tap();
    await chapters.getByRole('link', { name: '2 · End' }).tap();
    await page.waitForURL(/02-end\.html$/);
    assert.equal(await ground(), dark);
    await close(watched);
  });
});

/** As a hand does: Playwright's own click would scroll the page to where the bar belongs without sticking. */
async function clickWhereItIs(page: Page, link: Locator): Promise<void> {
  const box = await link.boundingBox();
  assert.ok(box);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

async function seriousObstacles(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    type Found = { violations: { id: string; impact: string; help: string; nodes: { html: string }[] }[] };
    const { axe } = globalThis as unknown as { axe: { run(settings: object): Promise<Found> } };
    const { violations } = await axe.run({ preload: false }); // it would fetch the styles, which a page may not
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    return serious.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`,
    );
  });
}

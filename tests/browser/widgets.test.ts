import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Frame, Page } from 'playwright-core';
import { executeNotebook } from '../../lib/src/cli/notebook/execute';
import { readNotebook } from '../../lib/src/cli/notebook/find';
import { notebookPage } from '../../lib/src/cli/page/html';
import { coursePython, pythonVariables } from '../../lib/src/cli/python';
import { projectRoot, writeWhole } from '../../lib/src/project';
import { widgets } from '../../lib/src/widgets';
import { TryOutFolder } from '../notebooks/try-out';
import { openPage, withoutChromium } from './chromium';
import { assertAllRan, openNotebook, patience } from './figures-drawn';
import { bring, swipeUp } from './finger';
import { inJupyterLab } from './in-jupyterlab';
import { chooseTheme, openedCells, runAll, showCell } from './notebook-panel';
import { writeNotebookWebview } from './notebook-webview';
import { screenshots } from './pictures';
import { activationsPlay } from './widgets/activations';
import { attentionPlay } from './widgets/attention';
import { augmentationPlay } from './widgets/augmentation';
import { backpropPlay } from './widgets/backprop';
import { boxesPlay } from './widgets/boxes';
import { convolution } from './widgets/convolution';
import { controlsAreLarge, fingersScroll, focusIsSeen, keysAreTold } from './widgets/hands';
import { seriousObstacles, statusIsNear, treeIsNamed, wideIsReached } from './widgets/heard';
import { latentSpacePlay } from './widgets/latent-space';
import { lenetPlay } from './widgets/lenet';
import { statusOf } from './widgets/play';
import { playgroundPlay } from './widgets/playground';
import { poolingPlay } from './widgets/pooling';
import { racePlay } from './widgets/race';
import { receptiveFieldPlay } from './widgets/receptive-field';
import { wholePictures } from './widgets/still';

const plays = [
  activationsPlay,
  attentionPlay,
  augmentationPlay,
  backpropPlay,
  boxesPlay,
  convolution,
  latentSpacePlay,
  lenetPlay,
  playgroundPlay,
  poolingPlay,
  racePlay,
  receptiveFieldPlay,
];
const sources = ["import { widget } from 'convolab';", ...plays.map(({ source }) => source)];

test('every widget is tried', () => {
  assert.deepEqual(plays.map(({ name }) => name).sort(), Object.keys(widgets).sort());
});

/** In pixels of the page, from the top of an accent to the bottom of a g: a text of 7 pixels. */
const leastLetters = 8;

interface Box {
  left: number;
  right: number;
  height: number;
  width: number;
}
interface Shown {
  textContent: string | null;
  getBoundingClientRect(): Box;
  closest(selector: string): Shown | null;
}
interface Host {
  shadowRoot: { querySelectorAll(selector: string): Iterable<Shown> };
}

/** Words and numbers in pictures that are smaller than an eye can read. */
function tooSmallTexts(element: unknown, least: number): string[] {
  const texts = [...(element as Host).shadowRoot.querySelectorAll('.picture text')];
  return texts.flatMap((text) => {
    const { height } = text.getBoundingClientRect();
    return text.textContent?.trim() && height < least ? [`${text.textContent}: ${height.toFixed(1)}`] : [];
  });
}

/** Controls and pictures that do not fit, but for those in a frame that scrolls. */
function partsOutside(element: unknown): string[] {
  const parts = [...(element as Host).shadowRoot.querySelectorAll('button, input, select, .picture, p')];
  return parts.flatMap((part) => {
    const { left, right } = part.getBoundingClientRect();
    return (left < 0 || right > 390) && !part.closest('.wide') ? [`${part.textContent} ${left} ${right}`] : [];
  });
}

describe('widgets in Chromium', { skip: withoutChromium }, () => {
  const opened = inJupyterLab();
  const folder = new TryOutFolder();
  const notebook = folder.write('widgets', sources);
  after(() => folder.remove());
  const openFile = async (file: string) => {
    const watched = await openPage(opened.browser, { viewport: { width: 1100, height: 900 } });
    await watched.page.goto(pathToFileURL(file).href);
    return watched;
  };
  const playAll = async (page: Page, shownIn: Page | Frame = page) => {
    for (const [i, { play }] of plays.entries()) await play(shownIn.locator('[data-convolab-widget]').nth(i), page);
    assert.deepEqual(await seriousObstacles(shownIn), []);
    for (const widget of await shownIn.locator('[data-convolab-widget]').all()) await treeIsNamed(widget);
  };

  test('in JupyterLab, light and dark', { timeout: patience }, async () => {
    const { page, errors, requests } = await openNotebook(opened, relative(projectRoot, notebook));
    const cells = await runAll(page, patience);
    assertAllRan(cells);
    for (const theme of ['Light', 'Dark'] as const) {
      await chooseTheme(page, theme);
      for (const [i, { name, play }] of plays.entries()) {
        const cell = await showCell(page, i + 1);
        const widget = page.locator(`${cell} [data-convolab-widget]`);
        await widget.getByRole('status').waitFor();
        if (theme === 'Light') await play(widget, page);
        await widget.screenshot({ path: join(screenshots, `widget-${name}-${theme.toLowerCase()}.png`) });
      }
      assert.deepEqual(await seriousObstacles(page), [], theme);
    }
    // Keys that were meant for a widget are no commands of JupyterLab's.
    assert.equal((await openedCells(page)).length, sources.length);
    assert.deepEqual({ errors, requests }, { errors: [], requests: [] });
    await page.context().close();
  });

  test('on an exported page, from a file', { timeout: patience }, async () => {
    const save = join(folder.path, 'executed.ipynb');
    assert.ok((await executeNotebook(notebook, { save })).ok);
    const file = join(folder.path, 'widgets.html');
    writeWhole(file, await notebookPage(readNotebook(save), notebook));
    const { page, errors, requests } = await openFile(file);
    await playAll(page);
    assert.deepEqual({ errors, requests }, { errors: [], requests: [] });
    await page.context().close();
  });

  test('on a page by nbconvert with its own template, without a network', { timeout: patience }, async () => {
    const command = ['-m', 'nbconvert', '--to=html', '--output=plain.html', '--log-level=ERROR', 'executed.ipynb'];
    execFileSync(coursePython(), command, { cwd: folder.path, env: pythonVariables(), stdio: 'pipe' });
    const { page, errors, requests } = await openFile(join(folder.path, 'plain.html'));
    await playAll(page);
    // The template asks for MathJax and the like; a widget asks for nothing, and misses nothing.
    const notOurs = /^https:\/\/(cdnjs\.cloudflare\.com|cdn\.jsdelivr\.net|unpkg\.com)\//;
    assert.deepEqual(
      requests.filter((address) => !notOurs.test(address)),
      [],
    );
    assert.deepEqual(
      errors.filter((error) => !/ERR_FAILED|dynamically imported module/.test(error)),
      [],
    );
    await page.context().close();
  });

  test('in a frame, as VS Code shows outputs: keys stay in the widget, and what was set outlives a new rendering', {
    timeout: patience,
  }, async () => {
    const file = writeNotebookWebview(folder.path, readNotebook(join(folder.path, 'executed.ipynb')));
    const { page, errors, requests } = await openFile(file);
    const frame = page.frames()[1];
    const statuses = async () => {
      const shown = await frame.locator('[data-convolab-widget]').all();
      return Promise.all(shown.map((widget) => statusOf(widget)));
    };
    await playAll(page, frame);
    await frame.locator('input').first().focus();
    for (const key of ['Control+s', 'Escape', 'F1']) await page.keyboard.press(key);
    await page.waitForFunction("keysOfNotebook.at(-1) === 'F1'"); // they come as messages, one after the other
    const keys = (await page.evaluate('keysOfNotebook')) as string[];
    assert.deepEqual([...new Set(keys)].sort(), ['Ctrl+Control', 'Ctrl+s', 'Escape', 'F1', 'Tab']);

    const before = await statuses();
    await frame.evaluate('outputs.forEach((_, i) => renderOutput(i))');
    assert.deepEqual(await statuses(), before);
    assert.deepEqual({ errors, requests }, { errors: [], requests: [] });
    await page.context().close();
  });

  test('on a phone nothing is wider than the page, each word can be read, and a finger scrolls the page over what is only pointed at', {
    timeout: patience,
  }, async () => {
    const { page, errors } = await openPage(opened.browser, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await page.goto(pathToFileURL(join(folder.path, 'widgets.html')).href);
    const shown = page.locator('[data-convolab-widget]');
    await shown.last().getByRole('status').waitFor();
    assert.equal(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), 0);
    for (const [i, { name }] of plays.entries()) {
      const small = await shown.nth(i).evaluate(tooSmallTexts, leastLetters);
      assert.deepEqual(small, [], name);
      const wide = await shown.nth(i).evaluate(partsOutside);
      assert.deepEqual(wide, [], name);
    }
    const panel = page.locator('[data-panel=section]');
    await bring(panel);
    const box = await panel.boundingBox();
    assert.ok(box);
    await swipeUp(page, { x: box.x + 120, y: box.y + box.height / 2 });
    await panel.tap({ position: { x: 100, y: box.height - 22 } });
    assert.match(await statusOf(shown.filter({ has: panel })), /of the input sees 1×1 pixels/);
    await controlsAreLarge(page);
    assert.deepEqual(await seriousObstacles(page), []);
    await wideIsReached(page);
    await fingersScroll(page);
    await statusIsNear(page);
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  test('keys reach all that a mouse does, and are told where the focus is', { timeout: patience }, async () => {
    const { page, errors } = await openFile(join(folder.path, 'widgets.html'));
    await focusIsSeen(page, ['rgb(34, 34, 34)', 'rgb(255, 255, 255)']);
    await focusIsSeen(page, ['rgb(221, 221, 221)', 'rgb(17, 17, 17)']);
    await keysAreTold(page);
    assert.deepEqual(errors, []);
    await page.context().close();
    const small = await openPage(opened.browser, { viewport: { width: 390, height: 844 } });
    await small.page.goto(pathToFileURL(join(folder.path, 'widgets.html')).href);
    await keysAreTold(small.page);
    await small.page.context().close();
  });

  test('in the picture without script no text is cut off', { timeout: patience }, async () => {
    const { page } = await openPage(opened.browser);
    await page.goto(pathToFileURL(join(folder.path, 'widgets.html')).href);
    assert.equal(await wholePictures(page), plays.length);
    await page.context().close();
  });

  test('without script there is a picture with its text', { timeout: patience }, async () => {
    const { page } = await openPage(opened.browser, { javaScriptEnabled: false });
    await page.goto(pathToFileURL(join(folder.path, 'widgets.html')).href);
    assert.equal(await page.locator('[data-convolab-widget] img').count(), plays.length);
    for (let i = 0; i < plays.length; i++) {
      const picture = page.locator('[data-convolab-widget] img').nth(i);
      const box = await picture.boundingBox();
      assert.ok(box && box.width > 100 && box.height > 50, JSON.stringify(box));
      assert.ok(((await picture.getAttribute('alt')) ?? '').length > 40);
    }
    await page.context().close();
  });
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { openClass } from '../../lib/src/grading/classroom/class-folder';
import { classOverview } from '../../lib/src/grading/dashboard/class-overview';
import { dashboardPage } from '../../lib/src/grading/dashboard/dashboard-page';
import { studentFeedback } from '../../lib/src/grading/feedback/class-feedback';
import { studentPage } from '../../lib/src/grading/feedback/student-page';
import { type ClassResults, classResults } from '../../lib/src/grading/results/class-results';
import { madeUpClass } from '../grading/made-up-class';
import { fillRoom } from '../grading/made-up-room';
import { launchChromium, openPage, withoutChromium } from './chromium';
import { allPictures, screenshots } from './pictures';

const devices: Record<string, BrowserContextOptions> = {
  light: { viewport: { width: 1100, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1100, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, colorScheme: 'light', isMobile: true },
};

interface Seen {
  wider: number;
  ground: string;
  broken: number;
  weakest: number;
  text: string;
}

/** The least contrast of a text on its ground (WCAG 2.1), and what else can be measured of a page. */
const measures = `(() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map((x) => x / 255).map((x) => (x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (!/, 0\\)$/.test(colour) && !/rgba\\(.*0\\.\\d+\\)/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const contrasts = [...document.querySelectorAll('body *')]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '') && getComputedStyle(one).opacity === '1')
    .map((one) => [light(getComputedStyle(one).color), light(groundOf(one))].sort((a, b) => b - a))
    .map(([a, b]) => (a + 0.05) / (b + 0.05));
  const pictures = [...document.querySelectorAll('img')];
  return {
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ground: getComputedStyle(document.body).backgroundColor,
    broken: pictures.filter((picture) => !picture.complete || picture.naturalWidth === 0).length,
    weakest: Math.min(...contrasts),
    text: document.body.innerText,
  };
})()`;

describe('pages of a class in Chromium', { skip: withoutChromium }, () => {
  const classesBefore = process.env.CONVOLAB_CLASSES;
  const people = madeUpClass().slice(0, 16);
  let folder: string;
  let browser: Browser;
  let results: ClassResults;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'class-pages-'));
    process.env.CONVOLAB_CLASSES = folder;
    await fillRoom('3a', people);
    const room = openClass('3a');
    results = await classResults(room);
    room.store.close();
    browser = await launchChromium();
  });

  after(async () => {
    if (classesBefore === undefined) delete process.env.CONVOLAB_CLASSES;
    else process.env.CONVOLAB_CLASSES = classesBefore;
    await browser?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  async function look(name: string, html: string, says: RegExp): Promise<void> {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, html);
    for (const [device, options] of Object.entries(devices)) {
      const { page, errors, requests } = await openPage(browser, options);
      let dialogs = 0;
      page.on('dialog', (dialog) => {
        dialogs++;
        return dialog.dismiss();
      });
      await page.goto(pathToFileURL(file).href);
      const seen = (await page.evaluate(measures)) as Seen;
      await page.screenshot({ path: join(screenshots, `${name}-${device}.png`), fullPage: allPictures });
      assert.deepEqual({ errors, requests, dialogs }, { errors: [], requests: [], dialogs: 0 });
      assert.equal(seen.wider, 0, `${name} is ${seen.wider} pixels too wide (${device})`);
      assert.equal(seen.broken, 0);
      assert.ok(seen.weakest >= 4.5, `${name}, ${device}: contrast ${seen.weakest}`);
      assert.equal(seen.ground, device === 'dark' ? 'rgb(23, 24, 26)' : 'rgb(255, 255, 255)');
      assert.match(seen.text, says);
      await page.context().close();
    }
  }

  for (const kind of ['wrong', 'hostile', 'late'] as const) {
    test(`the feedback for somebody of the kind "${kind}" runs nothing and is readable everywhere`, async () => {
      const [student] = people.filter((one) => one.kind === kind);
      const html = studentPage(studentFeedback(results, student, new Date('2027-03-01')));
      await look(`feedback-${kind}`, html, /2\.1 Convolution from scratch/);
    });
  }

  test("the teacher's dashboard runs nothing and is readable everywhere", async () => {
    await look('dashboard', await dashboardPage(classOverview(results)), /Similar answers/);
  });
});

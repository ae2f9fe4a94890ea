const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { gzipSync } = require('node:zlib');
const { setUp } = require('../../setup/set-up.js');
const { SetupError } = require('../../setup/setup-error.js');
const { remedy } = require('../../setup/remedies.js');
const { writeWhole } = require('../../setup/write-whole.js');
const { findChromium } = require('../../testing/chromium.js');
const { busyNow, busyWarning } = require('../busy.js');
const { plain } = require('../table.js');
const { firstPicture, framesPerSecond, penStrokes } = require('./measure.js');
const { page, tableOf } = require('./report.js');
const { subjects } = require('./subjects.js');

const ROOT = path.resolve(__dirname, '..', '..', '..');
const ROUNDS = 7;
const STROKES = 300;
const MOVING = 4000;

const HELP = `npm run bench:widgets              measures each live instrument in Chromium
npm run bench:widgets -- --docs    also writes docs/widget-benchmark.md and docs/results/widgets.json
npm run bench:widgets -- --help    shows this`;

/** `npm run bench:widgets`: size, first picture, answer to a pen stroke and frames a second of the live instruments. */
async function benchWidgets(args) {
  try {
    const unknown = args.find((arg) => !['--docs', '--help', '-h'].includes(arg));
    if (unknown)
      throw new SetupError(
        `npm run bench:widgets does not know '${unknown}': npm run bench:widgets -- --help lists what it knows.`,
      );
    if (args.includes('--help') || args.includes('-h')) return console.log(HELP);
    await setUp({ root: ROOT, again: 'npm run bench:widgets' });
    await measureAll(args.includes('--docs'));
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}

async function measureAll(docs) {
  const busy = await busyNow();
  if (busyWarning(busy)) console.log(busyWarning(busy));
  const executablePath = findChromium(process.env);
  if (!executablePath) throw new SetupError(`There is no Chromium or Chrome. Install one with: ${remedy('chromium')}`);
  const { chromium } = require('playwright-core');
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'convolab-widgets-'));
  const widgets = [];
  try {
    for (const subject of await subjects(ROOT)) {
      const file = path.join(folder, `${subject.name}.html`);
      writeWhole(file, subject.html);
      widgets.push(await measured(browser, subject, pathToFileURL(file).href));
      console.log(`${subject.name} is measured`);
    }
    const report = { date: new Date().toISOString(), busy, chromium: browser.version(), rounds: ROUNDS, widgets };
    console.log(`\n${plain(tableOf(report))}`);
    const text = `${JSON.stringify(report, null, 1)}\n`;
    writeWhole(path.join(ROOT, '.convolab', 'bench', 'widgets.json'), text);
    if (!docs) return;
    writeWhole(path.join(ROOT, 'docs', 'widget-benchmark.md'), page(report));
    writeWhole(path.join(ROOT, 'docs', 'results', 'widgets.json'), text);
  } finally {
    await browser.close();
    fs.rmSync(folder, { recursive: true });
  }
}

async function measured(browser, { name, script, moves, draws }, file) {
  return {
    name,
    bytes: Buffer.byteLength(script),
    zipped: gzipSync(script).length,
    firstPicture: await firstPicture(browser, file, ROUNDS),
    ...(draws && { strokes: await penStrokes(browser, file, STROKES) }),
    ...(moves && { frames: await framesPerSecond(browser, file, MOVING) }),
  };
}

module.exports = { benchWidgets };

const path = require('node:path');
const { machine } = require('../experiments/machine.js');
const { duration } = require('../setup/progress.js');
const { SetupError } = require('../setup/setup-error.js');
const { setUp } = require('../setup/set-up.js');
const { writeWhole } = require('../setup/write-whole.js');
const { updateCatalog } = require('../../data/recipes/catalog.js');
const { CHAPTERS } = require('./chapters.js');
const { chosen } = require('./options.js');

const ROOT = path.resolve(__dirname, '..', '..');

const LINES = Object.entries(CHAPTERS).flatMap(([chapter, list]) => [
  `  chapter ${chapter}`,
  ...list.map(({ name, about }) => `    ${name.padEnd(22)}${about}`),
]);

const HELP = `npm run checkpoints -- NAME …

  trains networks anew whose weights come with the course, and writes them to data/checkpoints

${LINES.join('\n')}

  06, 07, all         those of a chapter, or all of them

Ctrl-C stops it: weights that are not trained to the end are not written.`;

async function checkpoints(args) {
  try {
    const wanted = chosen(args, CHAPTERS);
    if (!wanted) return console.log(HELP);
    await setUp({ root: ROOT, again: 'npm run checkpoints' });
    const course = require(path.join(ROOT, 'lib', 'dist'));
    const { name: engine } = await course.engineReady();
    for (const one of wanted) await make(course, one, machine(engine));
  } catch (error) {
    const expected = error instanceof SetupError || ['UserError', 'DownloadError'].includes(error.name);
    console.error(expected ? error.message : error);
    process.exitCode = 1;
  }
}

/** Trains one, writes its weights with what was measured, and brings the catalogue up to date. */
async function make(course, { name, about, model: build, train }, on) {
  const started = Date.now();
  const model = build(course);
  console.log(`${name}: ${course.parameterCount(model).toLocaleString('en')} parameters`);
  const measures = await train(course, model, { report: (line) => console.log(`  ${line}`) });
  const words = Object.entries(measures).map(([what, value]) => `${what} ${Number(value.toPrecision(4))}`);
  const seconds = Math.round((Date.now() - started) / 1000);
  const metadata = { about, measured: words.join(', '), seconds: `${seconds}`, machine: on };
  const bytes = await course.checkpointBytes(model, metadata);
  model.dispose();
  writeWhole(path.join(ROOT, 'data', 'checkpoints', `${name}.safetensors`), bytes);
  updateCatalog();
  console.log(`${name}: ${words.join(', ')}; ${(bytes.length / 1e6).toFixed(2)} MB, ${duration(1000 * seconds)}`);
}

module.exports = { checkpoints };

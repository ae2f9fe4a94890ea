const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { duration } = require('../setup/progress.js');
const { SetupError } = require('../setup/setup-error.js');
const { setUp } = require('../setup/set-up.js');
const { readJson, writeWhole } = require('../setup/write-whole.js');
const { CHAPTERS } = require('./chapters.js');
const { measure } = require('./measure.js');
const { chosen } = require('./options.js');
const { holdOut, select } = require('./selection.js');

const ROOT = path.resolve(__dirname, '..', '..');

const HELP = `npm run experiments -- CHAPTER [OPTIONS]

  measures the large experiments of a chapter over several seeds; its notebook shows the results

  01              chapter 1: a fully connected network and LeNet-5 on images that are moved
  03              chapter 3: choices of an architecture, LeNet-5 and a small VGG on Fashion-MNIST
  --again         measures anew what was measured before
  --ship          writes the results that come with the course, docs/results, not those of this machine

Ctrl-C stops it: what is measured by then stays, and the next call goes on from there.`;

/** Measures what is missing, and saves after each experiment. */
async function experiments(args) {
  try {
    const options = chosen(args, Object.keys(CHAPTERS));
    if (!options) return console.log(HELP);
    await setUp({ root: ROOT, again: 'npm run experiments' });
    for (const chapter of options.chapters) await measureChapter(chapter, options);
  } catch (error) {
    console.error(error instanceof SetupError || error.name === 'UserError' ? error.message : error);
    process.exitCode = 1;
  }
}

async function measureChapter(chapter, { again, ship }) {
  const course = require(path.join(ROOT, 'lib', 'dist'));
  const { experiments: list, seeds, selection: how } = CHAPTERS[chapter];
  const { name: engine } = await course.engineReady();
  const data = {
    train: await course.fashionMnist({ part: 'train' }),
    test: await course.fashionMnist({ part: 'test' }),
  };
  const [own, shipped] = course.resultFiles(chapter);
  const file = ship ? shipped : own;
  const results = {
    chapter,
    machine: `${os.cpus()[0]?.model.trim() ?? 'unknown processor'}, ${os.availableParallelism()} threads, ${engine}`,
    ...(again ? nothing() : whatIsIn(file)),
  };
  const save = () => writeWhole(file, `${JSON.stringify(results, null, 2)}\n`);
  const parts = holdOut(data.train, how.heldOut);

  /** @returns {Promise<object | undefined>} the recipe to measure; nothing if it was stopped */
  async function chosenRecipe(experiment) {
    const { name, recipes } = experiment;
    if (recipes.length === 1) return recipes[0];
    const known = results.selections.find((one) => one.name === name);
    const measureHeldOut = async (recipe) => {
      const measured = await measure(course, recipe, how.seeds, parts);
      if (measured) console.log(`  held out, ${inWords({ name: `${name}, ${recipe.recipe}`, ...measured })}`);
      return measured;
    };
    const selection = await select(experiment, known, measureHeldOut, (state) => {
      const entry = { trainedOn: parts.train.count, measuredOn: parts.test.count, ...state };
      results.selections = [...results.selections.filter((one) => one.name !== name), entry];
      save();
    });
    return selection && recipes.find(({ recipe }) => recipe === selection.chosen);
  }

  // what an older version measured has no recipe: measured anew
  const isThere = ({ group, name }) => results.groups[group]?.some((one) => one.name === name && one.recipe);
  const missing = list.filter((one) => !isThere(one));
  console.log(`${chapter}: ${list.length} experiments, ${missing.length} to measure with ${seeds.length} seeds each`);
  const started = Date.now();
  for (const [i, experiment] of missing.entries()) {
    const { group, name } = experiment;
    const recipe = await chosenRecipe(experiment);
    const measured = recipe && (await measure(course, recipe, seeds, data));
    if (!measured) {
      console.log(`Stopped. ${i} of ${missing.length} are measured; the same command goes on from here.`);
      process.exitCode = 130;
      return;
    }
    const entry = { name, recipe: recipe.recipe, ...measured };
    const others = (results.groups[group] ?? []).filter((one) => one.name !== name);
    results.groups[group] = [...others, entry];
    save();
    const left = ((Date.now() - started) / (i + 1)) * (missing.length - i - 1);
    console.log(`[${i + 1}/${missing.length}] ${inWords(entry)}${left > 0 ? `, about ${duration(left)} left` : ''}`);
  }
  console.log(`Results: ${path.relative(process.cwd(), file)}`);
}

/** @returns {{ selections: object[], groups: Record<string, object[]> }} */
function nothing() {
  return { selections: [], groups: {} };
}

/** What was measured before. */
function whatIsIn(file) {
  if (!fs.existsSync(file)) return nothing();
  const { groups, selections = [] } = readJson(file) ?? {};
  if (!groups) throw new SetupError(`${file} cannot be read: delete it, or measure everything anew with --again.`);
  return { selections, groups };
}

function inWords({ name, accuracy, seconds }) {
  const percent = (share) => (100 * share).toFixed(1);
  const range = `${percent(accuracy.min)} to ${percent(accuracy.max)}`;
  return `${name}: ${percent(accuracy.mean)} % (${range}), ${seconds} s a training`;
}

module.exports = { experiments };

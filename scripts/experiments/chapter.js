const path = require('node:path');
const { duration } = require('../setup/progress.js');
const { writeWhole } = require('../setup/write-whole.js');
const { imageSets } = require('./data.js');
const { machine } = require('./machine.js');
const { measure } = require('./measure.js');
const { holdOut, select } = require('./selection.js');
const { inOrder, isResultOf, keptResults } = require('./stored-results.js');

/**
 * Measures the experiments of one chapter that have no results yet.
 * @param {{ root: string, name: string, experiments: import('./measure.js').Experiment[], seeds: number[],
 *   selection: { heldOut: number, seeds: number[] } }} chapter
 * @param {{ again: boolean, ship: boolean, group?: string }} options
 */
async function measureChapter({ root, name: chapter, experiments, seeds, selection: how }, { again, ship, group }) {
  const course = require(path.join(root, 'lib', 'dist'));
  const { name: engine } = await course.engineReady();
  const sets = imageSets(course);
  const [own, shipped] = course.resultFiles(chapter);
  const file = ship ? shipped : own;
  const wanted = [];
  for (const one of experiments.filter((each) => group === undefined || each.group === group)) {
    const data = await sets(one.data);
    if (typeof data === 'string') console.log(`${one.name}: left out. ${data}`);
    else wanted.push(one);
  }
  const results = {
    chapter,
    machine: machine(engine),
    ...keptResults(file, again ? wanted : [], again && group === undefined),
  };
  const save = () => writeWhole(file, `${JSON.stringify(results, null, 2)}\n`);

  /** @returns {Promise<object | undefined>} the recipe to measure; nothing if it was stopped */
  async function chosenRecipe({ name, recipes }, data) {
    if (recipes.length === 1) return recipes[0];
    const known = results.selections.find((one) => one.name === name);
    const parts = holdOut(data.train, how.heldOut);
    const measureHeldOut = async (recipe) => {
      const measured = await measure(course, recipe, how.seeds, parts);
      if (measured) console.log(`  held out, ${inWords({ name: `${name}, ${recipe.recipe}`, ...measured })}`);
      return measured;
    };
    const selection = await select({ name, recipes }, known, measureHeldOut, (state) => {
      const entry = { trainedOn: parts.train.count, measuredOn: parts.test.count, ...state };
      results.selections = [...results.selections.filter((one) => one.name !== name), entry];
      save();
    });
    return selection && recipes.find(({ recipe }) => recipe === selection.chosen);
  }

  // what was measured by another recipe, or with other settings, is measured anew
  const isThere = (experiment) => results.groups[experiment.group]?.some((entry) => isResultOf(entry, experiment));
  const missing = wanted.filter((one) => !isThere(one));
  console.log(`${chapter}: ${wanted.length} experiments, ${missing.length} to measure`);
  const started = Date.now();
  for (const [i, experiment] of missing.entries()) {
    const { group: under, name } = experiment;
    const data = await sets(experiment.data);
    const recipe = await chosenRecipe(experiment, data);
    const measured = recipe && (await measure(course, recipe, experiment.seeds ?? seeds, data));
    if (!measured) {
      const command = again ? 'the same command without --again' : 'the same command';
      console.log(`Stopped. ${i} of ${missing.length} are measured; ${command} goes on from here.`);
      process.exitCode = 130;
      return;
    }
    const entry = { name, recipe: recipe.recipe, ...measured };
    const others = (results.groups[under] ?? []).filter((one) => one.name !== name);
    results.groups[under] = inOrder([...others, entry], experiments);
    save();
    const left = ((Date.now() - started) / (i + 1)) * (missing.length - i - 1);
    console.log(`[${i + 1}/${missing.length}] ${inWords(entry)}${left > 0 ? `, about ${duration(left)} left` : ''}`);
  }
  if (wanted.length > 0) console.log(`Results: ${path.relative(process.cwd(), file)}`);
}

function inWords({ name, accuracy, seconds }) {
  const percent = (share) => (100 * share).toFixed(1);
  const range = `${percent(accuracy.min)} to ${percent(accuracy.max)}`;
  return `${name}: ${percent(accuracy.mean)} % (${range}), ${seconds} s a run`;
}

module.exports = { measureChapter };

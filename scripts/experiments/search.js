const fs = require('node:fs');
const path = require('node:path');
const { SetupError } = require('../setup/setup-error.js');
const { setUp } = require('../setup/set-up.js');
const { writeWhole } = require('../setup/write-whole.js');
const { machine } = require('./machine.js');

const ROOT = path.resolve(__dirname, '..', '..');

const HELP = `npm run experiments:search -- [OPTIONS]

  trains a grid of 168 CNNs, and compares ways to search on that table over ten seeds; chapter 5 shows the results

  --processes N   so many trainings at the same time, each in a process of its own; default: 1
  --again         trains all of them anew
  --ship          writes the results that come with the course, docs/results, not those of this machine

Ctrl-C stops it: what is trained by then stays, and the next call goes on from there.`;

/** What is searched: 7 learning rates, half a power of ten apart, 4 numbers of filters, 2 kernels, 3 depths. */
const spaceOf = ({ logRange, wholeRange, choice }) => ({
  learningRate: logRange(1e-4, 1e-1),
  filters: wholeRange(4, 32, 'log'),
  kernelSize: choice([3, 5]),
  layers: wholeRange(1, 3),
});
const POINTS = { learningRate: 7, filters: 4, layers: 3 };
const EPOCHS = 9;

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** Each method may spend as much as so many whole trainings. */
const TRAININGS = 27;
/** Successive halving begins with 81 configurations: 81 · 1 + 27 · 3 + 9 · 9 epochs are 27 trainings of 9. */
const trialsOf = (method) => (method === 'halving' ? 3 * TRAININGS : TRAININGS);

/** Trains the table, and compares the methods on it. */
async function experimentsOfSearch(args) {
  try {
    const options = optionsIn(args);
    if (!options) return console.log(HELP);
    await setUp({ root: ROOT, again: 'npm run experiments:search' });
    const course = require(path.join(ROOT, 'lib', 'dist'));
    const { name: engine } = await course.engineReady();
    const [table, comparison] = ['table', 'comparison'].map((name) => {
      return course.resultFiles(course.searchResults[name])[options.ship ? 1 : 0];
    });
    if (options.again) fs.rmSync(table, { force: true });
    fs.mkdirSync(path.dirname(table), { recursive: true });
    const study = await course.search(
      {
        space: spaceOf(course),
        method: 'grid',
        points: POINTS,
        trials: 7 * 4 * 2 * 3,
        budget: EPOCHS,
        file: table,
        processes: options.processes,
        onEvent: course.searchLines(),
      },
      path.join(__dirname, 'search-trial.js'),
    );
    if (study.stopped) {
      console.log('Stopped: the same command goes on from here.');
      process.exitCode = 130;
      return;
    }
    const methods = await compare(course, study);
    writeWhole(comparison, `${inLines({ machine: machine(engine), trainings: TRAININGS, methods })}\n`);
    console.log(`Results: ${path.relative(process.cwd(), table)}, ${path.relative(process.cwd(), comparison)}`);
  } catch (error) {
    console.error(error instanceof SetupError || error.name === 'UserError' ? error.message : error);
    process.exitCode = 1;
  }
}

/** All methods on the table, once for each seed. */
async function compare(course, table) {
  const { trial, candidates } = course.trialsFrom(table);
  const compared = [];
  for (const method of ['grid', 'random', 'bayesian', 'halving']) {
    const runs = [];
    for (const seed of SEEDS) {
      const options = { space: table.space, method, trials: trialsOf(method), seed, budget: EPOCHS, candidates };
      const { results } = await course.search(options, trial);
      runs.push({ seed, ...curve(course, results) });
    }
    const last = runs.map(({ best }) => best[best.length - 1]);
    const mean = last.reduce((sum, value) => sum + value, 0) / last.length;
    console.log(`${method}: best accuracy ${(100 * mean).toFixed(2)} %, mean over ${SEEDS.length} seeds`);
    compared.push({ method, runs });
  }
  return compared;
}

/** The best value after each trial that had all epochs, and what was spent by then, in whole trainings. */
function curve(course, results) {
  const isWhole = ({ budget }) => budget === EPOCHS;
  const spent = results.map((_, i) => results.slice(0, i + 1).reduce((sum, { budget }) => sum + budget, 0) / EPOCHS);
  return {
    best: course.bestSoFar(results.filter(isWhole)),
    spent: spent.filter((_, i) => isWhole(results[i])).map((one) => Number(one.toFixed(3))),
  };
}

/** JSON with a line for each run. */
function inLines({ methods, ...rest }) {
  const list = methods.map(({ method, runs }) => {
    const lines = runs.map((run) => `      ${JSON.stringify(run)}`).join(',\n');
    return `    { "method": ${JSON.stringify(method)}, "runs": [\n${lines}\n    ] }`;
  });
  const head = JSON.stringify(rest, null, 2).replace(/\n}$/, '');
  return `${head},\n  "methods": [\n${list.join(',\n')}\n  ]\n}`;
}

function optionsIn(args) {
  const options = { processes: 1, again: false, ship: false };
  const words = [...args];
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--help' || word === '-h') return undefined;
    if (word === '--again') options.again = true;
    else if (word === '--ship') options.ship = true;
    else if (word === '--processes') options.processes = count(words.shift());
    else throw new SetupError(`npm run experiments:search does not know '${word}': --help lists the options.`);
  }
  return options;
}

function count(word) {
  if (Number.isInteger(Number(word)) && Number(word) > 0) return Number(word);
  throw new SetupError('--processes needs a whole number from 1, such as --processes 2.');
}

module.exports = { experimentsOfSearch };

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { duration } = require('../setup/progress.js');
const { SetupError } = require('../setup/setup-error.js');
const { setUp } = require('../setup/set-up.js');
const { readJson, writeWhole } = require('../setup/write-whole.js');
const { CHAPTERS } = require('./chapters.js');
const { chosen } = require('./options.js');

const ROOT = path.resolve(__dirname, '..', '..');

const HELP = `npm run experiments -- CHAPTER [OPTIONS]

  measures the large experiments of a chapter over several seeds; its notebook shows the results

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
  const { experiments: list, seeds } = CHAPTERS[chapter];
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
    groups: again ? {} : groupsIn(file),
  };
  const isThere = ({ group, name }) => results.groups[group]?.some((one) => one.name === name);
  const missing = list.filter((one) => !isThere(one));
  console.log(`${chapter}: ${list.length} experiments, ${missing.length} to measure with ${seeds.length} seeds each`);
  const started = Date.now();
  for (const [i, experiment] of missing.entries()) {
    const measured = await measure(course, experiment, seeds, data);
    if (!measured) {
      console.log(`Stopped. ${i} of ${missing.length} are measured; the same command goes on from here.`);
      process.exitCode = 130;
      return;
    }
    results.groups[experiment.group] = [...(results.groups[experiment.group] ?? []), measured];
    writeWhole(file, `${JSON.stringify(results, null, 2)}\n`);
    const left = ((Date.now() - started) / (i + 1)) * (missing.length - i - 1);
    console.log(`[${i + 1}/${missing.length}] ${inWords(measured)}${left > 0 ? `, about ${duration(left)} left` : ''}`);
  }
  console.log(`Results: ${path.relative(process.cwd(), file)}`);
}

/** @returns one entry of the results; nothing if it was stopped before all seeds were trained */
async function measure(course, { name, epochs, model: build, training }, seeds, { train, test }) {
  let [parameters, macs, seconds, stopped] = [0, 0, 0, false];
  try {
    const accuracy = await course.overSeeds(seeds, async (seed) => {
      const model = build(course, seed);
      const history = await course.fit(model, train, { optimizer: 'adam', epochs, seed, ...training });
      stopped = history.stopped;
      seconds += history.seconds / seeds.length;
      parameters = course.parameterCount(model);
      macs = course.macs(model);
      const { accuracy: reached } = await course.evaluate(model, test);
      model.dispose();
      return reached;
    });
    if (stopped || accuracy.values.length < seeds.length) return undefined;
    return { name, parameters, macs, epochs, accuracy, seconds: Number(seconds.toFixed(1)) };
  } catch (error) {
    if (stopped) return undefined; // in the first seed: overSeeds has nothing to return
    throw error;
  }
}

function groupsIn(file) {
  if (!fs.existsSync(file)) return {};
  const groups = readJson(file)?.groups;
  if (!groups) throw new SetupError(`${file} cannot be read: delete it, or measure everything anew with --again.`);
  return groups;
}

function inWords({ name, accuracy, seconds }) {
  const percent = (share) => (100 * share).toFixed(1);
  const range = `${percent(accuracy.min)} to ${percent(accuracy.max)}`;
  return `${name}: ${percent(accuracy.mean)} % (${range}), ${seconds} s a training`;
}

module.exports = { experiments };

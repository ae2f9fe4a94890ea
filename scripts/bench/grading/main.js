const path = require('node:path');
const { setUp } = require('../../setup/set-up.js');
const { SetupError } = require('../../setup/setup-error.js');
const { writeWhole } = require('../../setup/write-whole.js');
const { NBGRADER_STEP, pythonWithTool } = require('../../testing/teaching.js');
const { busyNow, busyWarning } = require('../busy.js');
const { plain } = require('../table.js');
const { loadCorpus, honestSubmissions } = require('./corpus.js');
const { Nbgrader } = require('./nbgrader.js');
const { Ours } = require('./ours.js');
const { page, tableOf } = require('./report.js');

const ROOT = path.resolve(__dirname, '..', '..', '..');

const HELP = `npm run bench:grading                     grades hostile and honest submissions with ours, and with nbgrader where it is installed
npm run bench:grading -- --with-python    installs nbgrader for it first (0.4 GB)
npm run bench:grading -- --each 5         only the first 5 of each table of hostile submissions
npm run bench:grading -- --docs           also writes docs/grading-benchmark.md and docs/results/grading.json
npm run bench:grading -- --help           shows this`;

/** `npm run bench:grading`: the sandboxed grader beside stock nbgrader, on the same submissions. */
async function benchGrading(args) {
  try {
    const options = parseOptions(args);
    if (options.help) return console.log(HELP);
    await setUp({ root: ROOT, again: 'npm run bench:grading' });
    if (options.withPython) {
      await setUp({ root: ROOT, again: 'npm run bench:grading -- --with-python', steps: [NBGRADER_STEP] });
    }
    await compare(options);
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}

/** @returns {{ help: boolean, withPython: boolean, docs: boolean, each: number }} */
function parseOptions(args) {
  const options = { help: false, withPython: false, docs: false, each: Number.POSITIVE_INFINITY };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--help' || args[i] === '-h') options.help = true;
    else if (args[i] === '--with-python') options.withPython = true;
    else if (args[i] === '--docs') options.docs = true;
    else if (args[i] === '--each' && /^[1-9]\d*$/.test(args[i + 1] ?? '')) options.each = Number(args[++i]);
    else {
      const all = 'npm run bench:grading -- --help lists what it knows.';
      throw new SetupError(`npm run bench:grading does not know '${args[i]}', or wants a number after it: ${all}`);
    }
  }
  return options;
}

async function compare({ each, docs }) {
  const busy = await busyNow();
  if (busyWarning(busy)) console.log(busyWarning(busy));
  const { hostile, leftOut, suite } = loadCorpus(ROOT, each);
  const python = pythonWithTool(ROOT, 'nbgrader');
  const graders = [new Ours(ROOT), ...(python ? [new Nbgrader(ROOT, python, suite)] : [])];
  if (!python) console.log('Ours alone: npm run bench:grading -- --with-python installs nbgrader to compare with.');
  console.log(`${hostile.length} hostile submissions; left out: ${leftOut.map(({ threat }) => threat).join(', ')}`);
  const results = [];
  for (const grader of graders) {
    try {
      results.push(await resultOf(grader, hostile));
    } finally {
      await grader.close();
    }
  }
  const report = { date: new Date().toISOString(), busy, hostile: hostile.length, leftOut, graders: results };
  console.log(`\n${plain(tableOf(report))}`);
  writeWhole(path.join(ROOT, '.convolab', 'bench', 'grading.json'), `${JSON.stringify(report, null, 1)}\n`);
  if (!docs) return;
  if (!python) throw new SetupError('The page compares with nbgrader: add --with-python.');
  writeWhole(path.join(ROOT, 'docs', 'grading-benchmark.md'), page(report));
  writeWhole(path.join(ROOT, 'docs', 'results', 'grading.json'), `${JSON.stringify(report, null, 1)}\n`);
}

/** What a grader makes of all submissions, and its processor time for one honest one. */
async function resultOf(grader, hostile) {
  const outcomes = [];
  for (const [i, submission] of hostile.entries()) {
    const outcome = await grader.grade(submission);
    const undeserved = Math.max(0, (outcome.points ?? 0) - submission.deserved);
    // a break-in earns its points by telling that it got through
    const harm = outcome.harm ?? (undeserved > 0 && submission.table === 'break-ins' ? 'got through' : undefined);
    outcomes.push({ table: submission.table, threat: submission.threat, points: outcome.points, harm, undeserved });
    const words = harm ?? (outcome.points === undefined ? 'not graded' : `${outcome.points} points`);
    console.log(`${grader.name} ${i + 1}/${hostile.length} ${submission.table}, ${submission.threat}: ${words}`);
  }
  const [few, many] = grader.counts;
  const honest = honestSubmissions(many);
  const first = await grader.seconds(honest.slice(0, few));
  const last = await grader.seconds(honest);
  const each = (key) => (last[key] - first[key]) / (many - few);
  return {
    name: grader.name,
    version: grader.version(),
    harmed: outcomes.filter(({ harm }) => harm).length,
    undeservedSubmissions: outcomes.filter(({ undeserved }) => undeserved > 0).length,
    undeservedPoints: outcomes.reduce((sum, { undeserved }) => sum + undeserved, 0),
    notGraded: outcomes.filter(({ points }) => points === undefined).length,
    processorSeconds: each('processor'),
    wallSeconds: each('wall'),
    honest: { few, many },
    outcomes,
  };
}

module.exports = { benchGrading };

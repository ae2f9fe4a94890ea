const os = require('node:os');
const path = require('node:path');
const { SetupError } = require('../setup/setup-error.js');
const { setUp } = require('../setup/set-up.js');
const { MARKS, runStages } = require('./lanes.js');
const { STAGES } = require('./stages.js');

const ROOT = path.resolve(__dirname, '..', '..');

/**
 * `npm test`: what is missing is set up, then every stage runs, also after one that failed; those of different lanes beside each other.
 * `npm run test:full` runs the slow tests as well.
 */
async function test(args) {
  try {
    const full = args[0] === '--full';
    const stages = chosenStages(full ? args.slice(1) : args);
    if (stages.length === 0) return console.log(help());
    await setUp({ root: ROOT, again: full ? 'npm run test:full' : 'npm test' });
    const outcomes = await runStages(stages, { root: ROOT, full, cores: os.availableParallelism() });
    process.exitCode = summarise(outcomes) ? 0 : 1;
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}

/** @returns {object[]} the stages that are named, all of them when none is; none for --help */
function chosenStages(args) {
  if (args.includes('--help') || args.includes('-h')) return [];
  const unknown = args.find((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown) {
    const names = STAGES.map((stage) => stage.name).join(', ');
    throw new SetupError(`npm test does not know '${unknown}': the stages are ${names}.`);
  }
  return args.length > 0 ? STAGES.filter((stage) => args.includes(stage.name)) : STAGES;
}

function help() {
  const lines = STAGES.map(({ name, title }) => `  ${name.padEnd(12)}${title}`);
  return [
    'npm test                 runs every stage',
    'npm run test:full        slow tests as well: trainings to their goals, notebooks on WebAssembly, all chapters live in a browser',
    'npm test -- NAME …       runs these:',
    ...lines,
  ].join('\n');
}

/** @returns {boolean} whether nothing failed */
function summarise(outcomes) {
  console.log(`\n━━ summary ${'━'.repeat(63)}`);
  for (const { title, outcome, note, time } of outcomes) {
    console.log(`${MARKS[outcome]} ${title.padEnd(34)}${time.padStart(12)}${note ? `   ${note}` : ''}`);
  }
  const count = (outcome) => outcomes.filter((one) => one.outcome === outcome).length;
  const skipped = count('skipped');
  console.log(`${count('passed')} passed, ${count('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`);
  return count('failed') === 0;
}

module.exports = { test, chosenStages };

const fs = require('node:fs');
const path = require('node:path');
const { Progress, duration } = require('../setup/progress.js');
const { setUp } = require('../setup/set-up.js');
const { SetupError } = require('../setup/setup-error.js');
const { writeWhole } = require('../setup/write-whole.js');
const { busyNow, busyWarning } = require('./busy.js');
const { ENGINES, enginesHere } = require('./engines.js');
const { HELP, parseOptions } = require('./options.js');
const { plan } = require('./plan.js');
const { PYTHON_STEPS } = require('./python-environments.js');
const { aroundTables, withTables } = require('./readme.js');
const { resultsOf } = require('./results.js');
const { Session } = require('./session.js');
const { plain, tablesOf } = require('./table.js');
const { writeResults } = require('./write-results.js');

const ROOT = path.resolve(__dirname, '..', '..');

/** `npm run bench`: our engines against each other, and against Keras and PyTorch where they are installed. */
async function bench(args) {
  try {
    const options = parseOptions(args);
    if (options.help) return console.log(HELP);
    await setUp({ root: ROOT, again: 'npm run bench' });
    if (options.withPython) {
      await setUp({ root: ROOT, again: 'npm run bench -- --with-python', steps: PYTHON_STEPS });
    }
    process.exitCode = await compare(options);
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}

/**
 * Measures and writes what came out.
 * @param {object} options from `parseOptions`
 * @returns {Promise<number>} the exit status
 */
async function compare(options) {
  if (options.readme) aroundTables(readPage()); // a page without its marks is refused before all the work, not after it
  const engines = enginesHere(ROOT, options.engines);
  introduce(engines, options);
  const busyBefore = await busyNow();
  if (busyWarning(busyBefore)) console.log(busyWarning(busyBefore));
  const folder = path.join(ROOT, '.convolab', 'bench');
  const started = Date.now();
  const progress = new Progress(process.stdout);
  const session = new Session({ engines, parts: plan(options), data: path.join(folder, 'data'), progress });
  const release = stopOnSignals(session);
  try {
    await session.run();
  } finally {
    release();
  }
  const results = resultsOf(session, { ...options, busyBefore });
  for (const table of tablesOf(results)) console.log(`\n${plain(table)}`);
  if (results.measurements.length > 0) console.log('\nExamples per second: median (lowest–highest).');
  if (engines.some(({ name }) => name.startsWith('torch')))
    console.log('× PyTorch: the faster of its two layouts of memory.');
  for (const reason of results.failures) console.log(`✗ ${reason}`);
  await write(results, options, options.to ?? path.join(folder, 'results'));
  console.log(`${session.stopped ? 'Stopped' : 'Done'} after ${duration(Date.now() - started)}.`);
  if (session.stopped) return 130;
  return results.failures.length > 0 ? 1 : 0;
}

function introduce(engines, options) {
  console.log(
    `${engines.map(({ title }) => title).join(' · ')}; ${options.rounds} ${options.rounds === 1 ? 'round' : 'rounds'}`,
  );
  const python = ENGINES.some(({ environment }) => environment && !options.engines);
  if (python && engines.every(({ own }) => own)) {
    console.log('Ours alone: npm run bench -- --with-python installs Keras and PyTorch to compare with.');
  }
}

async function write(results, options, to) {
  if (results.measurements.length === 0) return console.log('Nothing was measured.');
  const pictures = await writeResults(to, results);
  console.log(
    `Written: results.json, results.html and ${Object.keys(pictures).length} SVG to ${path.relative(process.cwd(), to) || '.'}`,
  );
  if (!options.readme) return;
  if (!results.complete) return console.log('README.md stays as it is: the run was not whole.');
  writeWhole(path.join(ROOT, 'README.md'), withTables(readPage(), results, Object.keys(pictures)));
  for (const [name, svg] of Object.entries(pictures)) writeWhole(path.join(ROOT, 'docs', `benchmark-${name}.svg`), svg);
  console.log('Written: the tables in README.md and the pictures in docs/');
}

function readPage() {
  return fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
}

/**
 * Ctrl-C: the measurements so far are kept and written. Once more, later: leave at once. (npm passes the signal of a terminal
 * on, so that one Ctrl-C comes twice.)
 * @returns {() => void} call it when the measuring is over
 */
function stopOnSignals(session) {
  let first;
  const handler = () => {
    if (first && Date.now() - first > 1000) process.exit(130);
    first ??= Date.now();
    session.stop();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, handler);
  // After the first one it goes on to write, which the echo of that one must not end.
  return () => {
    if (!first) for (const signal of signals) process.off(signal, handler);
  };
}

module.exports = { bench, compare };

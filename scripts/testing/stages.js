const fs = require('node:fs');
const path = require('node:path');
const { findProgram } = require('../setup/commands.js');
const { remedy } = require('../setup/remedies.js');
const { findChromium } = require('./chromium.js');
const { runCommand } = require('./run-command.js');
const { installTeachingTools } = require('./teaching.js');
const { runTestFiles } = require('./test-files.js');

/**
 * Each stage is `{ name, title, lane?, run({ root, full, tell }) → Promise<{ outcome: 'passed' | 'failed' | 'skipped', note?: string }> }`:
 * `full` with the slow tests, `tell(text)` shows what it says. Stages of different lanes run beside each other (lanes.js). Kernels, sandboxes and
 * browsers wait for each other much of the time, so those that use them run one test file at a time, each in its lane. The browser
 * looks at what the stage `notebooks` has executed, and the sandboxes of one grader have the users of another, so graders run one at a time.
 */
const STAGES = [
  { name: 'types', title: 'type check', run: checkTypes },
  { name: 'lint', title: 'lint and format', run: lint },
  {
    name: 'unit',
    title: 'unit and structure tests',
    run: ({ root, ...how }) =>
      runTestFiles(root, { ...how, folders: ['tests/unit', 'tests/structure'], without: 'tests/unit/exercises' }),
  },
  {
    name: 'exercises',
    title: 'exercises',
    run: ({ root, ...how }) => runTestFiles(root, { ...how, folders: ['tests/exercises', 'tests/unit/exercises'] }),
  },
  { name: 'grading', title: 'grading', lane: 'teachers', run: testGrading },
  { name: 'queue', title: 'grading by workers', lane: 'teachers', run: testQueue },
  { name: 'teaching', title: 'nbgrader and JupyterHub', lane: 'teachers', run: testTeaching },
  {
    name: 'notebooks',
    title: 'notebooks',
    lane: 'readers',
    run: ({ root, ...how }) => runTestFiles(root, { ...how, folders: ['tests/notebooks'], alone: true }),
  },
  {
    name: 'nodes',
    title: 'other versions of Node',
    lane: 'teachers',
    run: ({ root, tell }) => runTestFiles(root, { tell, folders: ['tests/nodes'], alone: true }),
  },
  {
    name: 'pages',
    title: 'book, pages and widgets in a browser',
    lane: 'teachers',
    run: (how) => testInBrowser(how, (file) => !looksAtExecuted(file)),
  },
  {
    name: 'browser',
    title: 'JupyterLab in a browser',
    lane: 'readers',
    run: (how) => testInBrowser(how, looksAtExecuted),
  },
];

async function checkTypes({ root, tell }) {
  const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const projects = ['lib', 'lib/tsconfig.widgets.json', 'tests'];
  // The compiler uses one core for most of its time.
  const checked = await Promise.all(
    projects.map((project) => runCommand(process.execPath, [compiler, '-p', project, '--noEmit'], { root, tell })),
  );
  return { outcome: checked.every(({ ok }) => ok) ? 'passed' : 'failed' };
}

async function lint({ root, tell }) {
  const biome = path.join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const done = await runCommand(process.execPath, [biome, 'check', '--error-on-warnings'], { root, tell });
  return { outcome: done.ok ? 'passed' : 'failed' };
}

/** Where there is no sandbox, the tests that need one say so and are skipped; with CI=true they fail. */
async function testGrading({ root, full, tell }) {
  if (process.platform === 'linux' && !findProgram('bwrap', process.env)) {
    tell(`There is no bubblewrap to run hostile submissions in. Install it with: ${remedy('bubblewrap')}\n`);
  }
  return runTestFiles(root, { tell, full, folders: ['tests/grading'], alone: true });
}

/** Where a tool cannot be installed, its tests say so and are skipped; with CI=true they fail. */
async function testTeaching({ root, tell }) {
  const complaint = await installTeachingTools(root, { write: tell });
  if (complaint) tell(`${complaint}\n`);
  return runTestFiles(root, { tell, folders: ['tests/teaching'], alone: true });
}

/** Redis and PostgreSQL are started by the tests, which are skipped without them; with CI=true they fail. */
async function testQueue({ root, tell }) {
  const servers = { redis: findProgram('redis-server', process.env), postgresql: hasPostgres() };
  const missing = Object.keys(servers).filter((name) => !servers[name]);
  for (const name of missing) tell(`There is no ${name} to try workers with. Install it with: ${remedy(name)}\n`);
  return runTestFiles(root, { tell, folders: ['tests/queue'], alone: true });
}

/** Debian keeps its programs out of the PATH. */
function hasPostgres() {
  const folder = '/usr/lib/postgresql';
  return fs.existsSync(folder) && fs.readdirSync(folder).some((name) => /^\d+$/.test(name));
}

/** These look at chapters, of which the stage `notebooks` has made executed copies; the other tests with a browser need not wait for them. */
function looksAtExecuted(file) {
  return /\/(page|jupyterlab|live-chapters\.full)\.test\.ts$/.test(file);
}

async function testInBrowser({ root, full, tell }, among) {
  const chromium = findChromium(process.env);
  if (chromium) {
    const env = { CONVOLAB_CHROMIUM: chromium, CONVOLAB_ALL_PICTURES: full ? '1' : '' };
    return runTestFiles(root, { folders: ['tests/browser'], among, alone: true, full, env, tell });
  }
  const ci = process.env.CI === 'true';
  tell(`There is no Chromium or Chrome to test JupyterLab in. Install one with: ${remedy('chromium')}\n`);
  return { outcome: ci ? 'failed' : 'skipped', note: 'no Chromium' };
}

module.exports = { STAGES };

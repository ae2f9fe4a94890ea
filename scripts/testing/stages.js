const fs = require('node:fs');
const path = require('node:path');
const { findProgram } = require('../setup/commands.js');
const { remedy } = require('../setup/remedies.js');
const { findChromium } = require('./chromium.js');
const { runCommand } = require('./run-command.js');
const { installTeachingTools } = require('./teaching.js');
const { runTestFiles } = require('./test-files.js');

/**
 * Each stage is `{ name, title, run(root, full) → Promise<{ outcome: 'passed' | 'failed' | 'skipped', note?: string }> }`,
 * with the slow tests if `full`.
 * Where kernels and browsers run, one test file at a time: they take all cores by themselves.
 */
const STAGES = [
  { name: 'types', title: 'type check', run: checkTypes },
  { name: 'lint', title: 'lint and format', run: lint },
  {
    name: 'unit',
    title: 'unit and structure tests',
    run: (root, full) =>
      runTestFiles(root, { folders: ['tests/unit', 'tests/structure'], without: 'tests/unit/exercises', full }),
  },
  {
    name: 'exercises',
    title: 'exercises',
    run: (root) => runTestFiles(root, { folders: ['tests/exercises', 'tests/unit/exercises'] }),
  },
  { name: 'grading', title: 'grading', run: testGrading },
  { name: 'queue', title: 'grading by workers', run: testQueue },
  { name: 'teaching', title: 'nbgrader and JupyterHub', run: testTeaching },
  {
    name: 'notebooks',
    title: 'notebooks',
    run: (root, full) => runTestFiles(root, { folders: ['tests/notebooks'], alone: true, full }),
  },
  {
    name: 'nodes',
    title: 'other versions of Node',
    run: (root) => runTestFiles(root, { folders: ['tests/nodes'], alone: true }),
  },
  { name: 'browser', title: 'JupyterLab in a browser', run: testInBrowser },
];

async function checkTypes(root) {
  const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  let ok = true;
  for (const project of ['lib', 'lib/tsconfig.widgets.json', 'tests']) {
    const done = await runCommand(process.execPath, [compiler, '-p', project, '--noEmit'], { root });
    ok &&= done.ok;
  }
  return { outcome: ok ? 'passed' : 'failed' };
}

async function lint(root) {
  const biome = path.join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const done = await runCommand(process.execPath, [biome, 'check', '--error-on-warnings'], { root });
  return { outcome: done.ok ? 'passed' : 'failed' };
}

/** Where there is no sandbox, the tests that need one say so and are skipped; with CI=true they fail. */
async function testGrading(root) {
  if (process.platform === 'linux' && !findProgram('bwrap', process.env)) {
    console.log(`There is no bubblewrap to run hostile submissions in. Install it with: ${remedy('bubblewrap')}`);
  }
  return runTestFiles(root, { folders: ['tests/grading'], alone: true });
}

/** Where a tool cannot be installed, its tests say so and are skipped; with CI=true they fail. */
async function testTeaching(root) {
  const complaint = await installTeachingTools(root);
  if (complaint) console.log(complaint);
  return runTestFiles(root, { folders: ['tests/teaching'], alone: true });
}

/** Redis and PostgreSQL are started by the tests, which are skipped without them; with CI=true they fail. */
async function testQueue(root) {
  const servers = { redis: findProgram('redis-server', process.env), postgresql: hasPostgres() };
  const missing = Object.keys(servers).filter((name) => !servers[name]);
  for (const name of missing) console.log(`There is no ${name} to try workers with. Install it with: ${remedy(name)}`);
  return runTestFiles(root, { folders: ['tests/queue'], alone: true });
}

/** Debian keeps its programs out of the PATH. */
function hasPostgres() {
  const folder = '/usr/lib/postgresql';
  return fs.existsSync(folder) && fs.readdirSync(folder).some((name) => /^\d+$/.test(name));
}

async function testInBrowser(root, full) {
  const chromium = findChromium(process.env);
  if (chromium)
    return runTestFiles(root, { folders: ['tests/browser'], alone: true, full, env: { CONVOLAB_CHROMIUM: chromium } });
  const ci = process.env.CI === 'true';
  console.log(`There is no Chromium or Chrome to test JupyterLab in. Install one with: ${remedy('chromium')}`);
  return { outcome: ci ? 'failed' : 'skipped', note: 'no Chromium' };
}

module.exports = { STAGES };

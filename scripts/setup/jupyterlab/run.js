const { spawn } = require('node:child_process');
const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { lastWords } = require('../explain-failure.js');
const { identify, isAlive, signalTree } = require('../processes.js');
const { say } = require('../say.js');
const { SetupError } = require('../setup-error.js');
const { settingsFolder } = require('../steps/jupyterlab-language.js');
const { venvPython } = require('../venv.js');
const { readJson, writeWhole } = require('../write-whole.js');
const { answers } = require('./answers.js');
const { openBrowser } = require('./browser.js');
const { serverEnv, stateOf } = require('./environment.js');
const { choosePort } = require('./port.js');

/** The page that a student sees first: the chapters, with the list of notebooks beside it; of an assignment, what to do. */
function firstPage(root, language) {
  const translated = language && `notebooks/${language.code}/README.md`;
  if (translated && fs.existsSync(path.join(root, translated))) return `/lab/tree/${translated}`;
  return fs.existsSync(path.join(root, 'notebooks')) ? '/lab/tree/notebooks/README.md' : '/lab/tree/README.md';
}

/**
 * Starts JupyterLab and stays until it ends.
 * @param {string} root
 * @param {{ browser: boolean, port?: number, language?: { code: string, lock?: string } }} options `language`: of the reader, unless English
 * @returns {Promise<number>} exit status
 */
async function runJupyterLab(root, { browser, port, language }) {
  const running = await runningServer(root);
  if (running && (!port || port === running.port)) {
    console.log(`${say('JupyterLab of this course is running already:')}\n  ${running.url}`);
    if (browser) openBrowser(root, running.url, process.env);
    return 0;
  }
  const server = await launch(root, await choosePort(port), language);
  stopOnSignals(server.child);
  await untilReady(server);
  writeWhole(recordFile(root), JSON.stringify({ ...identify(server.child.pid), ...server.address }), 0o600);
  const end = say('Ctrl-C in this window ends it. What it logs: {file}', { file: server.log });
  console.log(`\n${say('JupyterLab is running:')}\n  ${server.address.url}\n\n${end}`);
  if (browser) openBrowser(root, server.address.url, process.env);
  const status = await server.ended;
  fs.rmSync(recordFile(root), { force: true });
  if (server.child.asked) console.log(`\n${say('JupyterLab has ended.')}`);
  return server.child.asked ? 0 : status;
}

function recordFile(root) {
  return path.join(stateOf(root), 'running.json');
}

/** A server of an earlier start whose terminal is gone, or that runs in another one. */
async function runningServer(root) {
  const record = readJson(recordFile(root));
  return record && isAlive(record) && (await answers(record)) ? record : undefined;
}

function serverArguments(root, port, language) {
  const asRoot = process.getuid?.() === 0;
  if (asRoot)
    console.log(say('Warning: you are root, so whatever a notebook does, it does as root. Another user is safer.'));
  return [
    path.join(__dirname, 'serve.py'),
    '--no-browser',
    ...(asRoot ? ['--allow-root'] : []),
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.port=${port}`,
    '--ServerApp.port_retries=0',
    `--ServerApp.root_dir=${root}`,
    `--ServerApp.default_url=${firstPage(root, language)}`,
    ...(language?.lock ? [`--LabApp.app_settings_dir=${settingsFolder(root, language.code)}`] : []),
    '--ServerApp.answer_yes=True',
    // The launcher offers TypeScript, and not the Python that happens to run JupyterLab.
    "--KernelSpecManager.allowed_kernelspecs={'tslab'}",
    '--KernelSpecManager.ensure_native_kernel=False',
  ];
}

async function launch(root, port, language) {
  const state = stateOf(root);
  const token = randomBytes(24).toString('hex');
  writeWhole(path.join(state, 'token'), token, 0o600);
  const log = path.join('.convolab', 'jupyter', 'server.log');
  fs.rmSync(path.join(root, log), { force: true });
  const sink = fs.openSync(path.join(root, log), 'w', 0o600);
  // A group of its own: Ctrl-C reaches this process alone, which then ends the server in good order.
  const child = spawn(venvPython(root), serverArguments(root, port, language), {
    cwd: root,
    // the kernels inherit it, so that reports and figures are in the same language
    env: { ...serverEnv(root, process.env), ...(language && { CONVOLAB_LANG: language.code }) },
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', sink, sink],
  });
  fs.closeSync(sink);
  const ended = new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
  const url = `http://127.0.0.1:${port}${firstPage(root, language)}?token=${token}`;
  return { root, child, ended, log, address: { port, token, url } };
}

async function untilReady({ root, child, ended, log, address }) {
  let over = false;
  ended.then(() => {
    over = true;
  });
  const tell = () => console.log(say('JupyterLab is slow to start; what it says: {file}', { file: log }));
  const slow = setTimeout(tell, 30_000);
  while (!(await answers(address))) {
    if (child.asked) process.exit(130);
    if (over)
      throw new SetupError(
        say('JupyterLab did not start. Its last words: {words}', {
          words: lastWords(fs.readFileSync(path.join(root, log), 'utf8')),
        }),
      );
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  clearTimeout(slow);
}

/** The first Ctrl-C lets JupyterLab end its kernels; a second one does not wait. */
function stopOnSignals(child) {
  const stop = () => {
    signalTree(child.pid, child.asked ? 'SIGKILL' : 'SIGTERM');
    child.asked = true;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
}

module.exports = { runJupyterLab, firstPage };

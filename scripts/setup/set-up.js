const path = require('node:path');
const { Commands } = require('./commands.js');
const { checkComputer } = require('./computer.js');
const { Lock } = require('./lock.js');
const { Progress, duration } = require('./progress.js');
const { say, toSay } = require('./say.js');
const { Stamps, fingerprint } = require('./stamps.js');

/** In this order; each step may rely on those before it. */
const STEPS = [
  require('./steps/npm-packages.js'),
  require('./steps/python-environment.js'),
  require('./steps/library.js'),
  require('./steps/page-template.js'),
  require('./steps/typescript-kernel.js'),
  require('./steps/jupyterlab-settings.js'),
  require('./steps/engine.js'),
];

/**
 * Does what is not done yet, and nothing twice.
 *
 * A step is `{ name, title, gigabytes, inputs(context), isThere(context, result), check?(context), work(context, last) }`. It is
 * done when its stamp was made from the same `inputs` and `isThere` finds what it made. What `work` returns is kept in
 * the stamp; its `note` is shown.
 *
 * @param {{ root: string, env?: NodeJS.ProcessEnv, again?: string, steps?: object[], thorough?: boolean, stream?: NodeJS.WriteStream, check?: typeof checkComputer }} options
 *   `thorough`: also what failed before and could be done without; `again`: the command that the reader types again after a failure
 * @throws {SetupError}
 */
async function setUp({
  root,
  thorough = false,
  env = process.env,
  again = 'npm start',
  steps = STEPS,
  stream = process.stdout,
  check = checkComputer,
}) {
  const folder = path.join(root, '.convolab', 'setup');
  const stamps = new Stamps(folder);
  const progress = new Progress(stream);
  const lock = new Lock(path.join(folder, 'lock'));
  const commands = new Commands(lock);
  const tell = (sentence) => progress.say(sentence);
  const detail = (text) => progress.detail(text);
  const context = { root, env, thorough, again, stamps, commands, tell, detail };
  const isDone = (step) => {
    const stamp = stamps.read(step.name);
    return Boolean(stamp) && step.isThere(context, stamp.result) && stamp.key === fingerprint(step.inputs(context));
  };

  if (steps.every(isDone)) return;
  const release = endCleanly(lock, commands, again);
  try {
    await lock.take(tell);
    // Whoever held the lock before may have done it all.
    const pending = steps.filter((step) => !isDone(step));
    if (pending.length === 0) return;
    const started = Date.now();
    const label = (position, title) => `[${position}/${steps.length + 1}] ${say(title)}`;
    progress.begin(label(1, toSay('this computer')));
    progress.end(check(context, pending));
    for (const [index, step] of steps.entries()) {
      if (isDone(step)) continue;
      progress.begin(label(index + 2, step.title));
      const key = fingerprint(step.inputs(context));
      const result = await step.work(context, stamps.begin(step.name));
      stamps.finish(step.name, key, result);
      progress.end(result?.note);
    }
    tell(say('Everything is set up ({time}).', { time: duration(Date.now() - started) }));
  } catch (error) {
    progress.fail();
    throw error;
  } finally {
    release();
  }
}

/**
 * Ctrl-C, a closed terminal or `kill` end the command that runs, free the lock and leave with the usual status.
 * @returns {() => void} call it when the set-up is over
 */
function endCleanly(lock, commands, again) {
  const statuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  const handlers = Object.entries(statuses).map(([signal, status]) => {
    const handler = () => {
      const leave = () => {
        lock.release();
        console.error(`\n${say('Stopped. Run {again} again: it goes on from here.', { again })}`);
        process.exit(status);
      };
      // The engine's installer runs its own commands and hears the signal after us.
      if (!commands.running) setTimeout(leave, 100);
      commands.running?.on('close', leave);
      commands.abort();
      setTimeout(() => commands.abort('SIGKILL'), 2000);
    };
    process.on(signal, handler);
    return [signal, handler];
  });
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
    lock.release();
  };
}

module.exports = { setUp, STEPS };

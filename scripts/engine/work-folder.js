/** Folders in which children work, and what is left of them when a start is killed. */
const { existsSync, mkdirSync, readdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { isRunning } = require('./lock');
const { places } = require('./stamp');

/**
 * Makes the folder in which a child process works, with paths relative to it. If this process is killed, the child may live on
 * a while: once the next call has removed the folder, nothing relative to it can be written any more.
 */
function workFolder(engine) {
  const folder = `${engine}.${process.pid}.part`;
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** What an earlier call that was killed left behind; not what one that still runs is making. */
function removeLeftovers(root) {
  const { state, engine } = places(root);
  for (const folder of [state, engine]) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      const [, pid] = /\.(\d+)\.(?:part|old)$/.exec(name) ?? [];
      // a child that lives on may add a file meanwhile: then it is tried again
      if (pid && !isRunning(Number(pid)))
        rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    }
  }
}

module.exports = { removeLeftovers, workFolder };

/** One installation at a time: a second start waits for the first instead of working in the same folders. */
const { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

/** longer than any installation takes: whoever holds the lock then is some other program with the same process id */
const MINUTES_TO_WAIT = 30;

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Takes the lock if nobody who is alive holds it. @returns whether it was taken */
function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    const fresh = Date.now() - statSync(path).mtimeMs < MINUTES_TO_WAIT * 60e3;
    const holder = Number(readFileSync(path, 'utf8'));
    // an empty file is one that is just being written
    if (fresh && (holder === 0 || isRunning(holder))) return false;
    rmSync(path, { force: true });
  } catch {
    // given up meanwhile
  }
  return false;
}

/**
 * Does `work` while no other process does work under the same lock.
 * @param {string} path of the lock's file
 * @param {() => void} waiting called once if it must wait
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @template T
 */
async function withLock(path, waiting, work) {
  mkdirSync(dirname(path), { recursive: true });
  for (let rounds = 0; !take(path); rounds++) {
    if (rounds === 2) waiting();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

module.exports = { withLock, isRunning };

const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');

/** What is the same for all processes of one run of one machine: after a reboot the old numbers mean nothing. */
function thisBoot() {
  try {
    return `${os.hostname()} ${fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
  } catch {
    return os.hostname();
  }
}

/** When a process began, in the words of this system; '' where it is not known or there is no such process. */
function startOf(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    }
    if (process.platform === 'win32') return '';
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

function exists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * What names one process also later, when its number may be in use again.
 * @returns {{ pid: number, boot: string, started: string }}
 */
function identify(pid) {
  return { pid, boot: thisBoot(), started: startOf(pid) };
}

/** @returns {boolean} whether the process that `identify` described still runs */
function isAlive(identity) {
  return exists(identity.pid) && identity.boot === thisBoot() && identity.started === startOf(identity.pid);
}

/** @returns {boolean} whether a process that was started with `detached`, or one that it started, still runs */
function treeIsAlive(identity) {
  if (process.platform === 'win32' || exists(identity.pid)) return isAlive(identity);
  return identity.boot === thisBoot() && exists(-identity.pid);
}

/** Sends a signal to a process that was started with `detached` (it leads a group) and to all that it started. */
function signalTree(pid, signal) {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // it has ended by itself
  }
}

/** Ends a tree of processes, and comes back when none of it is left. */
async function endTree(identity) {
  signalTree(identity.pid, 'SIGTERM');
  const asked = Date.now();
  while (treeIsAlive(identity)) {
    const waited = Date.now() - asked;
    if (waited > 3000) signalTree(identity.pid, 'SIGKILL');
    // In a container that collects no dead processes they keep their numbers for ever.
    if (waited > 4000) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

module.exports = { identify, isAlive, treeIsAlive, signalTree, endTree };

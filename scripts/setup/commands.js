const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { signalTree } = require('./processes.js');

/** Runs the commands of the set-up, one at a time, each leading a process group of its own so that it can be ended whole. */
class Commands {
  /** @param {{ note(pid?: number): void }} lock is told which command runs */
  constructor(lock) {
    this.lock = lock;
    this.running = undefined;
  }

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
   * @returns {Promise<{ ok: boolean, code: number | null, output: string }>} `output`: both streams as they came, the last 200,000 characters
   */
  run(command, args, { cwd, env = process.env, onLine } = {}) {
    return new Promise((resolve) => {
      // Windows starts .cmd files only through its shell.
      const shell = process.platform === 'win32' && /\.(cmd|bat)$/i.test(command);
      const child = spawn(shell ? `"${command}"` : command, args, {
        cwd,
        env,
        shell,
        detached: process.platform !== 'win32',
        windowsHide: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      const take = (chunk) => {
        output = (output + chunk).slice(-200_000);
        const lines = String(chunk).split(/\r?\n|\r/);
        for (const line of lines) if (line.trim()) onLine?.(line);
      };
      child.stdout.setEncoding('utf8').on('data', take);
      child.stderr.setEncoding('utf8').on('data', take);
      this.running = child;
      if (child.pid) this.lock.note(child.pid);
      child.on('error', (error) => {
        this.running = undefined;
        resolve({ ok: false, code: null, output: `${output}${error.message}` });
      });
      child.on('close', (code) => {
        this.running = undefined;
        this.lock.note(undefined);
        resolve({ ok: code === 0, code, output });
      });
    });
  }

  /** Ends the command that runs now, with all that it started. */
  abort(signal = 'SIGTERM') {
    if (this.running?.pid) signalTree(this.running.pid, signal);
  }
}

/**
 * Looks for a program as a shell would.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} [elsewhere] folders to look in after PATH
 * @returns {string | undefined} its whole path
 */
function findProgram(name, env, elsewhere = []) {
  const windows = process.platform === 'win32';
  const endings = windows ? ['.exe', '.cmd', '.bat'] : [''];
  const folders = (env.PATH ?? env.Path ?? '').split(path.delimiter).filter(Boolean);
  for (const folder of [...folders, ...elsewhere]) {
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      try {
        if (fs.statSync(file).isFile()) {
          fs.accessSync(file, fs.constants.X_OK);
          return file;
        }
      } catch {
        // not here
      }
    }
  }
  return undefined;
}

module.exports = { Commands, findProgram };

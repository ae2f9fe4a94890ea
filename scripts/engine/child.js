/** Runs a command quietly: its output is collected, its whole process group ends when the time is up. */
const { spawn } = require('node:child_process');

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, seconds?: number }} [options]
 * @returns {Promise<{ ok: boolean, output: string, signal: string | null, timedOut: boolean }>}
 */
function runQuietly(command, args, { cwd, env, seconds } = {}) {
  return new Promise((resolve) => {
    const grouped = process.platform !== 'win32';
    const child = spawn(command, args, {
      cwd,
      env,
      detached: grouped,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const stop = () => {
      try {
        if (grouped) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // it has ended by itself
      }
    };
    // in a group of its own the child does not get the terminal's Ctrl-C, so it is handed on
    const interrupted = (signal) => {
      stop();
      process.off(signal, interrupted);
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, interrupted);
    let output = '';
    let timedOut = false;
    const timer =
      seconds &&
      setTimeout(() => {
        timedOut = true;
        stop();
      }, seconds * 1000);
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => (output = (output + text).slice(-20000)));
    const finish = (ok, signal = null) => {
      clearTimeout(timer);
      for (const name of ['SIGINT', 'SIGTERM']) process.off(name, interrupted);
      resolve({ ok, output, signal, timedOut });
    };
    child.on('error', (error) => {
      output += error.message;
      finish(false);
    });
    child.on('close', (status, signal) => finish(status === 0, signal));
  });
}

/** The last line of an output that says something. */
function lastLine(output) {
  return (
    output
      .trim()
      .split('\n')
      .filter((line) => line.trim())
      .at(-1)
      ?.trim() ?? ''
  );
}

/** The line of a compiler's output that says what is wrong. */
function errorLine(output) {
  const line = output.split('\n').find((text) => /error/i.test(text)) ?? lastLine(output);
  return line.trim();
}

module.exports = { errorLine, lastLine, runQuietly };

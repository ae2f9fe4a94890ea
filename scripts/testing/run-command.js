const { spawn } = require('node:child_process');

/** What hangs is ended, so that the stages after it still run. Tests say a word at least once a chapter, however long all of them take. */
const MOST_SILENT_MINUTES = 15;

/**
 * Runs a command, shows what it says as it says it, and keeps it. A command that says nothing for a quarter of an hour is ended.
 * @param {string} command
 * @param {string[]} args
 * @param {{ root: string, env?: Record<string, string>, silentMinutes?: number }} options
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function runCommand(command, args, { root, env = {}, silentMinutes = MOST_SILENT_MINUTES }) {
  return new Promise((resolve) => {
    const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...colours, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    const silence = setTimeout(() => {
      console.log(`This has said nothing for ${silentMinutes} minutes and is ended.`);
      child.kill('SIGKILL');
    }, silentMinutes * 60_000);
    const pass = (to) => (chunk) => {
      silence.refresh();
      output += chunk;
      to.write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', pass(process.stdout));
    child.stderr.setEncoding('utf8').on('data', pass(process.stderr));
    const end = (ok) => {
      clearTimeout(silence);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ ok, output });
    };
    child.on('error', (error) => {
      console.log(error.message);
      end(false);
    });
    child.on('close', (code) => end(code === 0));
    // A kernel that a test left behind may hold the pipes open for ever.
    child.on('exit', (code) => setTimeout(() => end(code === 0), 2000).unref());
  });
}

module.exports = { runCommand };

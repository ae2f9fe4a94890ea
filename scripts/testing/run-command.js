const { spawn } = require('node:child_process');

/** What hangs is ended, so that the stages after it still run. Tests say a word at least once a chapter, however long all of them take. */
const MOST_SILENT_MINUTES = 15;

const show = (text) => process.stdout.write(text);

/**
 * Runs a command, passes on what it says as it says it, and keeps it. A command that says nothing for a quarter of an hour is ended.
 * @param {string} command
 * @param {string[]} args
 * @param {{ root: string, env?: Record<string, string>, silentMinutes?: number, tell?: (text: string) => void }} options
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function runCommand(command, args, { root, env = {}, silentMinutes = MOST_SILENT_MINUTES, tell = show }) {
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
      tell(`This has said nothing for ${silentMinutes} minutes and is ended.\n`);
      child.kill('SIGKILL');
    }, silentMinutes * 60_000);
    const pass = (chunk) => {
      silence.refresh();
      output += chunk;
      tell(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', pass);
    child.stderr.setEncoding('utf8').on('data', pass);
    const end = (ok) => {
      clearTimeout(silence);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ ok, output });
    };
    child.on('error', (error) => {
      tell(`${error.message}\n`);
      end(false);
    });
    child.on('close', (code) => end(code === 0));
    // A kernel that a test left behind may hold the pipes open for ever.
    child.on('exit', (code) => setTimeout(() => end(code === 0), 2000).unref());
  });
}

module.exports = { runCommand };

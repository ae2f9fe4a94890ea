const { spawn } = require('node:child_process');
const readline = require('node:readline');
const { lastWords } = require('../setup/explain-failure.js');
const { signalTree } = require('../setup/processes.js');

/** More than the slowest of them needs for its slowest batch. */
const MOST_SECONDS = 300;

/** One engine in a process of its own. Requests go there as lines of JSON, one at a time, and so come the answers. */
class Worker {
  /** @param {{ title: string, command: string, args: string[], env: NodeJS.ProcessEnv }} engine */
  constructor(engine) {
    this.engine = engine;
    this.said = '';
    this.waiting = undefined;
    this.failure = undefined;
    // A group of its own: Ctrl-C in a terminal reaches the benchmark, which then ends its workers.
    this.child = spawn(engine.command, engine.args, {
      env: engine.env,
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.child.stdin.on('error', () => {}); // it has ended, which 'close' tells
    this.child.stderr.setEncoding('utf8').on('data', (text) => {
      this.said = (this.said + text).slice(-10_000);
    });
    readline.createInterface({ input: this.child.stdout }).on('line', (line) => this.take(line));
    this.child.on('error', (error) => this.fail(error.message));
    this.child.on('close', (code, signal) => {
      this.fail(this.said.trim() ? lastWords(this.said) : `it ended with ${signal ?? code}`);
    });
    this.closed = new Promise((resolve) => this.child.once('close', resolve).once('error', resolve));
    this.ready = this.answer();
    this.ready.catch(() => {}); // whoever awaits it is told
  }

  /**
   * @param {object} request
   * @returns {Promise<object>} its answer
   * @throws {Error} what went wrong, in the worker's own words
   */
  async ask(request) {
    if (this.failure) throw this.failure;
    const answer = this.answer();
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const { error, ...content } = await answer;
    if (error) throw new Error(error);
    return content;
  }

  answer() {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.fail(`it gave no answer for ${MOST_SECONDS} seconds`);
        signalTree(this.child.pid, 'SIGKILL');
      }, MOST_SECONDS * 1000);
      this.waiting = { resolve, reject, timer };
    });
  }

  take(line) {
    try {
      this.settle('resolve', JSON.parse(line));
    } catch {
      this.said += `${line}\n`;
    }
  }

  fail(reason) {
    this.failure ??= new Error(reason);
    this.settle('reject', this.failure);
  }

  settle(how, value) {
    if (!this.waiting) return;
    clearTimeout(this.waiting.timer);
    this.waiting[how](value);
    this.waiting = undefined;
  }

  /** Ends the process, at once if it is at work, and waits until it is gone. */
  async end() {
    const atWork = Boolean(this.waiting);
    this.fail('it was ended');
    this.child.stdin.end();
    if (atWork && this.child.pid) signalTree(this.child.pid, 'SIGKILL');
    const impatient = setTimeout(() => signalTree(this.child.pid, 'SIGKILL'), 3000);
    await this.closed;
    clearTimeout(impatient);
  }
}

module.exports = { Worker };

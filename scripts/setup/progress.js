const { figures, say } = require('./say.js');

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** @returns {string} '0.4 s', '12 s', '2 min 5 s'; as the reader writes it */
function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return say('{s} s', { s: figures(seconds, seconds < 1 ? 1 : 0) });
  const whole = Math.round(seconds);
  return say('{min} min {s} s', { min: Math.floor(whole / 60), s: whole % 60 });
}

/** Shows one step at a time: a line that counts the seconds on a terminal, plain lines in a log. */
class Progress {
  /** @param {NodeJS.WriteStream} stream */
  constructor(stream) {
    this.stream = stream;
    this.live = Boolean(stream.isTTY);
    this.step = undefined;
  }

  /** @param {string} label like '[3/7] Python environment' */
  begin(label) {
    this.step = { label, started: Date.now(), detail: '', frame: 0 };
    if (this.live) {
      this.draw();
      this.step.timer = setInterval(() => this.draw(), 100);
    } else {
      this.stream.write(`${label} …\n`);
      // A log that says nothing for minutes looks dead.
      this.step.timer = setInterval(() => this.stream.write(`${label} … ${this.elapsed()}\n`), 30_000);
    }
    this.step.timer.unref();
  }

  elapsed() {
    return duration(Date.now() - this.step.started);
  }

  draw() {
    const { label, detail } = this.step;
    const frame = FRAMES[this.step.frame++ % FRAMES.length];
    const line = `${frame} ${label} … ${this.elapsed()}${detail ? `  ${detail}` : ''}`;
    this.stream.write(`\r\u001b[K${line.slice(0, Math.max(20, (this.stream.columns ?? 80) - 1))}`);
  }

  /** What the step is doing just now; seen on a terminal only. */
  detail(text) {
    if (this.step) this.step.detail = text.trim();
  }

  /** A line that stays. */
  say(sentence) {
    if (this.live && this.step) this.stream.write('\r\u001b[K');
    this.stream.write(`${sentence}\n`);
  }

  /** @param {string} [note] what came of it */
  end(note) {
    this.close('✓', note);
  }

  fail() {
    if (this.step) this.close('✗', say('failed'));
  }

  close(mark, note) {
    clearInterval(this.step.timer);
    const line = `${mark} ${this.step.label} … ${this.elapsed()}${note ? `  ${note}` : ''}`;
    this.stream.write(`${this.live ? '\r\u001b[K' : ''}${line}\n`);
    this.step = undefined;
  }
}

module.exports = { Progress, duration };

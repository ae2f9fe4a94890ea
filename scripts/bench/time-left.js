const { duration } = require('../setup/progress.js');

/** How long it takes yet: as fast as so far. Work is counted in seconds as they are planned. */
class TimeLeft {
  /** @param {number} planned @param {() => number} [now] milliseconds */
  constructor(planned, now = Date.now) {
    this.planned = planned;
    this.finished = 0;
    this.now = now;
    this.started = now();
  }

  done(seconds) {
    this.finished += seconds;
  }

  /** @returns {string} 'about 3 min left'; '' when too little is done to tell, or all is */
  text() {
    if (this.finished < this.planned / 50 || this.finished >= this.planned) return '';
    const left = ((this.now() - this.started) / this.finished) * (this.planned - this.finished);
    return `about ${left < 90_000 ? duration(Math.max(1000, left)) : `${Math.round(left / 60_000)} min`} left`;
  }
}

module.exports = { TimeLeft };

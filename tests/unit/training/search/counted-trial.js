/**
 * A trial for tests with several processes: writes down who made it in the file COUNTED_TRIALS, and ends its own process with SIGKILL in
 * the first try of trial 4, if KILLED names a file, which it makes. With TOGETHER, waits until so many processes have begun a trial.
 */
const fs = require('node:fs');

module.exports = async ({ x, kind }, { trial, report }) => {
  fs.appendFileSync(process.env.COUNTED_TRIALS, `${trial} ${process.pid}\n`);
  const { KILLED, TOGETHER = 1 } = process.env;
  while (processesSoFar() < Number(TOGETHER)) await new Promise((done) => setImmediate(done));
  if (trial === 4 && KILLED && !fs.existsSync(KILLED)) {
    fs.writeFileSync(KILLED, String(process.pid));
    process.kill(process.pid, 'SIGKILL');
  }
  report(x / 2, 1);
  await new Promise((done) => setImmediate(done));
  return x + (kind === 'b' ? 1 : 0);
};

function processesSoFar() {
  const lines = fs.readFileSync(process.env.COUNTED_TRIALS, 'utf8').trim().split('\n');
  return new Set(lines.map((line) => line.split(' ')[1])).size;
}

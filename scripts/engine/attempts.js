/** What was tried and failed for a lasting reason, so that it is not tried again at each start but once a day. */
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const HOURS_TO_RETRY = 24;
const place = (root) => join(root, '.convolab', 'engine-attempts.json');

function readAll(root) {
  try {
    return JSON.parse(readFileSync(place(root), 'utf8'));
  } catch {
    return {}; // none yet
  }
}

/** @param {string} attempt what is to be tried, with everything that could change its outcome */
function recentFailure(root, attempt) {
  const note = readAll(root)[attempt];
  return note && Date.now() - note.time < HOURS_TO_RETRY * 3600e3 ? note.why : undefined;
}

/** @param {object} why what `recentFailure` will return: in no language, since another reader may start next */
function noteFailure(root, attempt, why) {
  const path = place(root);
  const all = { ...readAll(root), [attempt]: { time: Date.now(), why } };
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.part`;
  writeFileSync(temporary, `${JSON.stringify(all, null, 2)}\n`);
  renameSync(temporary, path);
}

module.exports = { recentFailure, noteFailure };

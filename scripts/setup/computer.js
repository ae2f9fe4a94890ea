const fs = require('node:fs');
const { remedy } = require('./remedies.js');
const { figures, say } = require('./say.js');
const { SetupError } = require('./setup-error.js');

const GIGABYTE = 1e9;

/**
 * What can be known before anything is downloaded: is there room, is there a Python?
 * @param {object} context as the steps get it
 * @param {{ gigabytes: number, check?(context: object): string }[]} pending the steps that are still to be done
 * @returns {string} what was found, in a few words
 * @throws {SetupError}
 */
function checkComputer(context, pending) {
  const needed = pending.reduce((sum, step) => sum + step.gigabytes, 0);
  const free = freeSpace(context.root);
  const complaint = spaceComplaint({ free, needed, again: context.again });
  if (complaint) throw new SetupError(complaint);
  const found = pending.flatMap((step) => (step.check ? [step.check(context)] : []));
  const room = say('{n} GB free', { n: figures(free, free < 10 ? 1 : 0) });
  return [`Node ${process.versions.node}`, ...new Set(found), room].join(', ');
}

/** @returns {number} gigabytes that this user may still write on the disk of a folder */
function freeSpace(folder) {
  const { bavail, bsize } = fs.statfsSync(folder);
  return (bavail * bsize) / GIGABYTE;
}

/** @returns {string} the sentence for a disk that is too full; '' when there is room */
function spaceComplaint({ free, needed, again = 'npm start', platform = process.platform }) {
  if (free >= needed) return '';
  return say(
    'The set-up needs {needed} GB and only {free} GB is free on this disk: make room (for example: {command}) and run {again} again.',
    { needed: figures(needed, 1), free: figures(free, 1), command: remedy('space', platform), again },
  );
}

module.exports = { checkComputer, freeSpace, spaceComplaint };

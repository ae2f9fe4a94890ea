const fs = require('node:fs');
const { remedy } = require('./remedies.js');
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
  return [`Node ${process.versions.node}`, ...new Set(found), `${free.toFixed(free < 10 ? 1 : 0)} GB free`].join(', ');
}

/** @returns {number} gigabytes that this user may still write on the disk of a folder */
function freeSpace(folder) {
  const { bavail, bsize } = fs.statfsSync(folder);
  return (bavail * bsize) / GIGABYTE;
}

/** @returns {string} the sentence for a disk that is too full; '' when there is room */
function spaceComplaint({ free, needed, again = 'npm start', platform = process.platform }) {
  if (free >= needed) return '';
  return `The set-up needs ${needed.toFixed(1)} GB and only ${free.toFixed(1)} GB is free on this disk: make room (for example: ${remedy('space', platform)}) and run ${again} again.`;
}

module.exports = { checkComputer, freeSpace, spaceComplaint };

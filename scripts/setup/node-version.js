// Old Nodes read this file too: nothing newer than ES2015 here.
// biome-ignore lint/style/useNodejsImportProtocol: old Nodes do not know it
const path = require('path');
const remedy = require('./remedies.js').remedy;
const say = require('./say.js').say;

/** The lowest Node that the course works with, from package.json ("engines": { "node": ">=20.0.0" }). */
function lowestNode() {
  const range = require(path.join(__dirname, '..', '..', 'package.json')).engines.node;
  return /(\d+)\.(\d+)\.(\d+)/.exec(range)[0];
}

/** @returns {boolean} whether version `a` comes before version `b`, both like '20.11.0' or 'v20.11.0' */
function isBefore(a, b) {
  const left = a.replace(/^v/, '').split('.').map(Number);
  const right = b.replace(/^v/, '').split('.').map(Number);
  for (let i = 0; i < 3; i++) {
    if (left[i] !== right[i]) return left[i] < right[i];
  }
  return false;
}

/** The sentence for a Node that is too old, or '' when it will do. */
function complaint(version, lowest, platform) {
  if (!isBefore(version, lowest)) return '';
  const wanted = lowest.split('.').slice(0, 2).join('.');
  const current = version.replace(/^v/, '');
  return say('Node {wanted} or newer is needed, and this is Node {current}. Install one with: {command}', {
    wanted,
    current,
    command: remedy('node', platform),
  });
}

function exitIfTooOld() {
  const sentence = complaint(process.versions.node, lowestNode(), process.platform);
  if (sentence) {
    console.error(sentence);
    process.exit(1);
  }
}

module.exports = { lowestNode, isBefore, complaint, exitIfTooOld };

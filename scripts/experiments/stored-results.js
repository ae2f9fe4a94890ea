const fs = require('node:fs');
const { SetupError } = require('../setup/setup-error.js');
const { readJson } = require('../setup/write-whole.js');

/**
 * What was measured before, without the experiments that are to be measured anew.
 * @param {string} file
 * @param {{ name: string }[]} anew
 * @param {boolean} isAll whether nothing of the chapter needs to be kept, so that a damaged file is no hindrance
 * @returns {{ selections: object[], groups: Record<string, object[]> }}
 * @throws SetupError for a file that cannot be read
 */
function keptResults(file, anew, isAll) {
  if (!fs.existsSync(file)) return { selections: [], groups: {} };
  const { groups, selections = [] } = readJson(file) ?? {};
  if (!groups && isAll) return { selections: [], groups: {} };
  if (!groups) throw new SetupError(`${file} cannot be read: delete it, or measure everything anew with --again.`);
  const names = new Set(anew.map(({ name }) => name));
  const kept = (list) => list.filter(({ name }) => !names.has(name));
  return {
    selections: kept(selections),
    groups: Object.fromEntries(Object.entries(groups).map(([group, list]) => [group, kept(list)])),
  };
}

/** Entries as the chapter lists them, whenever each was measured. */
function inOrder(entries, experiments) {
  const place = ({ name }) => experiments.findIndex((one) => one.name === name);
  return entries.sort((a, b) => place(a) - place(b));
}

module.exports = { inOrder, keptResults };

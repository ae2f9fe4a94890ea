const fs = require('node:fs');
const { isDeepStrictEqual } = require('node:util');
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

/**
 * Whether a result was measured by a recipe of the experiment, with the settings that it has now.
 * @param {{ name: string, recipe?: string, given?: object }} entry
 * @param {import('./measure.js').Experiment} experiment
 */
function isResultOf({ name, recipe, given }, experiment) {
  const isBy = (one) => one.recipe === recipe && isDeepStrictEqual(one.given ?? given, given);
  return name === experiment.name && experiment.recipes.some(isBy);
}

/** Entries as the chapter lists them, whenever each was measured. */
function inOrder(entries, experiments) {
  const place = ({ name }) => experiments.findIndex((one) => one.name === name);
  return entries.sort((a, b) => place(a) - place(b));
}

module.exports = { inOrder, isResultOf, keptResults };

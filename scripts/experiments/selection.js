/**
 * The training images in two parts: the first to train on, the last to compare recipes on.
 * @param {{ count: number, take(range: object): object }} train
 * @param {number} share of the held-out part, 0 … 1
 */
function holdOut(train, share) {
  const from = train.count - Math.round(share * train.count);
  return { train: train.take({ count: from }), test: train.take({ from }) };
}

/**
 * Chooses among an experiment's recipes. Those that `known` has are not measured again.
 * @param {{ name: string, recipes: { recipe: string }[] }} experiment
 * @param {{ candidates: object[] } | undefined} known what was measured before
 * @param {(recipe: object) => Promise<{ epochs: number, accuracy: object } | undefined>} measureHeldOut
 * @param {(selection: object) => void} save is given each state
 * @returns {Promise<object | undefined>} one entry of the results' selections; nothing if it was stopped
 */
async function select({ name, recipes }, known, measureHeldOut, save) {
  const selection = { name, candidates: known?.candidates ?? [] };
  for (const recipe of recipes) {
    if (selection.candidates.some((one) => one.recipe === recipe.recipe)) continue;
    const measured = await measureHeldOut(recipe);
    if (!measured) return undefined;
    const { epochs, accuracy } = measured;
    selection.candidates.push({ recipe: recipe.recipe, epochs, accuracy });
    save(selection);
  }
  selection.chosen = best(selection.candidates);
  save(selection);
  return selection;
}

/** @returns {string} the recipe with the highest mean; of equals, the first */
function best(candidates) {
  const [first, ...others] = candidates;
  return others.reduce((top, one) => (one.accuracy.mean > top.accuracy.mean ? one : top), first).recipe;
}

module.exports = { holdOut, select };

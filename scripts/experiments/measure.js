const { trainAndMeasure } = require('./train-and-measure.js');

/**
 * @typedef {{ train: object, test: object }} Data labelled images to train on, and others to measure on
 * @typedef {(course: object, seed: number, data: Data) => Promise<{ accuracy: number, stopped?: boolean, seconds?: number } & object>} Trial
 *   one run from a seed to what it measured; `seconds` where not the whole run counts, and other numbers by their names
 * @typedef {{ recipe: string, given?: object, trial: Trial }} TriedRecipe `given`: facts for the results, such as the number of images
 * @typedef {import('./train-and-measure.js').TrainedRecipe} TrainedRecipe one way to build and train a model
 * @typedef {TrainedRecipe | TriedRecipe} Recipe
 * @typedef {{ group: string, name: string, data?: import('./data.js').SetName, seeds?: number[], recipes: Recipe[] }} Experiment
 *   with several recipes, the one that does best on held-out training images is measured; data: the embedded Fashion-MNIST unless named
 */

/**
 * Measures a recipe over several seeds, on images that it was not trained on.
 * @param {Recipe} recipe
 * @param {number[]} seeds
 * @param {Data} data
 * @returns {Promise<object | undefined>} what is fixed, the accuracies, the seconds of one run and other measured numbers over the seeds;
 *   nothing if it was stopped before all seeds were run
 */
async function measure(course, recipe, seeds, data) {
  const { given, epochs, trial } = recipe.trial ? recipe : trainAndMeasure(recipe);
  const runs = [];
  let stopped = false;
  try {
    const accuracy = await course.overSeeds(seeds, async (seed) => {
      const started = Date.now();
      const { stopped: ended = false, ...measured } = await trial(course, seed, data);
      stopped ||= ended;
      runs.push({ seconds: (Date.now() - started) / 1000, ...measured });
      return measured.accuracy;
    });
    if (stopped || accuracy.values.length < seeds.length) return undefined;
    const { fixed, lists, spreads } = await summary(course, seeds, runs);
    const seconds = Number((runs.reduce((total, run) => total + run.seconds, 0) / runs.length).toFixed(1));
    return { ...(given && { given }), ...fixed, ...(epochs && { epochs }), accuracy, seconds, ...spreads, ...lists };
  } catch (error) {
    if (stopped) return undefined; // in the first seed: overSeeds has nothing to return
    throw error;
  }
}

/** Sizes are the same for each seed, `shifted` has one value for each, and any other number becomes a spread over them in `measures`. */
async function summary(course, seeds, runs) {
  const { accuracy: _, seconds: __, parameters, macs, shifted, ...others } = runs[0];
  const measures = {};
  for (const name of Object.keys(others)) {
    measures[name] = await course.overSeeds(seeds, async (seed) => runs[seeds.indexOf(seed)][name]);
  }
  const lists = shifted?.map(({ pixels }, i) => ({ pixels, values: runs.map((run) => run.shifted[i].value) }));
  return {
    fixed: parameters === undefined ? {} : { parameters, macs },
    lists: lists ? { shifted: lists } : {},
    spreads: Object.keys(measures).length > 0 ? { measures } : {},
  };
}

module.exports = { measure };

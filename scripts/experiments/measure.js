/**
 * Trains a model over several seeds and measures each on images that it was not trained on.
 * @param {import('./03-building-cnns.js').Recipe} recipe
 * @param {{ train: object, test: object }} data
 * @returns {Promise<object | undefined>} its size, its accuracies and the seconds of one training; nothing if it was stopped
 *   before all seeds were trained
 */
async function measure(course, { epochs, model: build, training }, seeds, { train, test }) {
  let [parameters, macs, seconds, stopped] = [0, 0, 0, false];
  try {
    const accuracy = await course.overSeeds(seeds, async (seed) => {
      const model = build(course, seed);
      const history = await course.fit(model, train, { optimizer: 'adam', epochs, seed, ...training(course) });
      stopped = history.stopped;
      seconds += history.seconds / seeds.length;
      parameters = course.parameterCount(model);
      macs = course.macs(model);
      const { accuracy: reached } = await course.evaluate(model, test);
      model.dispose();
      return reached;
    });
    if (stopped || accuracy.values.length < seeds.length) return undefined;
    return { parameters, macs, epochs, accuracy, seconds: Number(seconds.toFixed(1)) };
  } catch (error) {
    if (stopped) return undefined; // in the first seed: overSeeds has nothing to return
    throw error;
  }
}

module.exports = { measure };

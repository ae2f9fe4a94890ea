/**
 * Trains a model over several seeds and measures each on images that it was not trained on.
 * @param {import('./03-building-cnns.js').Recipe} recipe
 * @param {{ train: object, test: object }} data
 * @returns {Promise<object | undefined>} its size, its accuracies and the seconds of one training; nothing if it was stopped
 *   before all seeds were trained
 */
async function measure(course, { epochs, model: build, training, shifts = [] }, seeds, { train, test }) {
  let [parameters, macs, seconds, stopped] = [0, 0, 0, false];
  const shifted = shifts.map((pixels) => ({ pixels, values: [] }));
  try {
    const accuracy = await course.overSeeds(seeds, async (seed) => {
      const model = build(course, seed);
      const history = await course.fit(model, train, { optimizer: 'adam', epochs, seed, ...training(course) });
      stopped = history.stopped;
      seconds += history.seconds / seeds.length;
      parameters = course.parameterCount(model);
      macs = course.macs(model);
      const { accuracy: reached } = await course.evaluate(model, test);
      for (const { pixels, values } of shifted) values.push(await accuracyAfterShift(course, model, test, pixels));
      model.dispose();
      return reached;
    });
    if (stopped || accuracy.values.length < seeds.length) return undefined;
    const measured = { parameters, macs, epochs, accuracy, seconds: Number(seconds.toFixed(1)) };
    return shifted.length > 0 ? { ...measured, shifted } : measured;
  } catch (error) {
    if (stopped) return undefined; // in the first seed: overSeeds has nothing to return
    throw error;
  }
}

/** With all images moved to the right by so many pixels; zeros come in. */
async function accuracyAfterShift(course, model, test, pixels) {
  const { tf } = course;
  const { xs, ys } = test.tensors();
  const moved = tf.tidy(() => {
    const [, , width] = xs.shape;
    const kept = xs.slice([0, 0, 0, 0], [-1, -1, width - pixels, -1]);
    return tf.pad(kept, [
      [0, 0],
      [0, 0],
      [pixels, 0],
      [0, 0],
    ]);
  });
  const { accuracy } = await course.evaluate(model, { xs: moved, ys });
  tf.dispose([xs, ys, moved]);
  return accuracy;
}

module.exports = { measure };

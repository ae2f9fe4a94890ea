/**
 * @typedef {{ recipe: string, epochs: number, training(course: object): object, model(course: object, seed: number): object,
 *   shifts?: number[] }} TrainedRecipe one way to build and train a model; shifts: by how many pixels test images are moved, too
 */

/**
 * @param {TrainedRecipe} recipe
 * @returns {{ epochs: number, trial: import('./measure.js').Trial }} the training of a model, then its accuracies
 */
function trainAndMeasure({ epochs, model: build, training, shifts = [] }) {
  const trial = async (course, seed, { train, test }) => {
    const model = build(course, seed);
    const history = await course.fit(model, train, { optimizer: 'adam', epochs, seed, ...training(course) });
    const measured = {
      parameters: course.parameterCount(model),
      macs: course.macs(model),
      stopped: history.stopped,
      seconds: history.seconds,
      accuracy: (await course.evaluate(model, test)).accuracy,
    };
    if (shifts.length > 0) measured.shifted = [];
    for (const pixels of shifts) {
      measured.shifted.push({ pixels, value: await accuracyAfterShift(course, model, test, pixels) });
    }
    model.dispose();
    return measured;
  };
  return { epochs, trial };
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

module.exports = { trainAndMeasure };

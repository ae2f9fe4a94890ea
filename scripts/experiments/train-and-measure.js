/** What counts where an explosion has left no number: no probability at all for the right class, which is taken for 0.0000001. */
const WORST_LOSS = -Math.log(1e-7);
/** So many training images are measured, as many as there are test images: the gap between the two does not cost a second training. */
const MEASURED = 2000;

/**
 * @typedef {{ recipe: string, given?: object, epochs: number, training(course: object): object,
 *   model(course: object, seed: number): object, images?: number, shifts?: number[], isGapMeasured?: boolean, mayExplode?: boolean
 * }} TrainedRecipe one way to build and train a model
 *   images: how many of the training images, all unless given; shifts: by how many pixels test images are moved, too;
 *   isGapMeasured: also the loss on the test images and the accuracy on training images; mayExplode: an infinite loss is a result, too
 */

/**
 * @param {TrainedRecipe} recipe
 * @returns {{ given?: object, epochs: number, trial: import('./measure.js').Trial }} the training of a model, then its accuracies
 */
function trainAndMeasure({ given, images, model: build, shifts = [], isGapMeasured, ...recipe }) {
  const trial = async (course, seed, { train, test }) => {
    const model = build(course, seed);
    const learntFrom = images ? train.take({ count: images }) : train;
    const end = await endOfTraining(course, model, learntFrom, { ...recipe, seed });
    const { accuracy, loss } = await course.evaluate(model, test);
    const measured = { ...end, parameters: course.parameterCount(model), macs: course.macs(model), accuracy };
    if (isGapMeasured) {
      const some = learntFrom.take({ count: Math.min(MEASURED, learntFrom.count) });
      measured.loss = Number.isFinite(loss) ? loss : WORST_LOSS;
      measured.trainAccuracy = (await course.evaluate(model, some)).accuracy;
    }
    if (shifts.length > 0) measured.shifted = [];
    for (const pixels of shifts) {
      measured.shifted.push({ pixels, value: await accuracyAfterShift(course, model, test, pixels) });
    }
    model.dispose();
    return measured;
  };
  return { given, epochs: recipe.epochs, trial };
}

/** An explosion is a result where it may happen: the model is measured as it then is. */
async function endOfTraining(course, model, images, { epochs, training, seed, mayExplode }) {
  const started = Date.now();
  try {
    const options = { optimizer: 'adam', epochs, seed, ...training(course) };
    const { stopped, seconds } = await course.fit(model, images, options);
    return { stopped, seconds };
  } catch (error) {
    if (!mayExplode || error.name !== 'UserError' || !error.message.startsWith('The loss became')) throw error;
    return { seconds: (Date.now() - started) / 1000 };
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

module.exports = { trainAndMeasure };

/** So often each image is seen, unless the training ends before. */
const EPOCHS = 40;
/** Of the few images, for early stopping to look at. */
const HELD_OUT = 0.2;
/** A weight below is as good as none. */
const TINY = 1e-3;

/**
 * A CNN that has many more weights than images, trained long.
 * @param {{ imagesPerClass: number, l1?: number, l2?: number, dropout?: number, patience?: number }} how patience: stops early
 */
async function regularized(course, seed, { train, test }, { imagesPerClass, patience, ...choices }) {
  const few = train.perClass(imagesPerClass, seed);
  const model = course.cnn({ ...choices, seed });
  const history = await course.fit(model, few, {
    epochs: EPOCHS,
    batchSize: 32,
    optimizer: 'adam',
    learningRate: 0.001,
    seed,
    ...(patience && { validation: HELD_OUT, earlyStopping: { patience } }),
  });
  const { accuracy, loss: testLoss } = await course.evaluate(model, test);
  const { accuracy: trainAccuracy } = await course.evaluate(model, few);
  const weights = model.getWeights().flatMap((weight) => (weight.rank > 1 ? Array.from(weight.dataSync()) : []));
  const epochs = history.loss.length;
  const bestEpoch = history.bestEpoch === undefined ? epochs : history.bestEpoch + 1;
  model.dispose();
  return {
    accuracy,
    trainAccuracy,
    gap: trainAccuracy - accuracy,
    testLoss,
    epochs,
    bestEpoch,
    meanWeight: weights.reduce((sum, weight) => sum + Math.abs(weight), 0) / weights.length,
    tinyWeights: weights.filter((weight) => Math.abs(weight) < TINY).length / weights.length,
    seconds: history.seconds,
    stopped: history.stopped && !(epochs - bestEpoch >= patience), // early stopping is no interrupt
  };
}

module.exports = { regularized };

/**
 * One trial of chapter 5's search, in a process of its own or in the caller's: trains a CNN for so many epochs on the first 1,000 images
 * of Fashion-MNIST, and measures it on the last 2,000 training images, after epochs 1, 3, 9 …
 * @param {{ learningRate: number, filters: number, kernelSize: number, layers: number }} configuration
 * @param {{ budget: number, report(value: number, budget: number): void, signal: AbortSignal }} trial the budget is in epochs
 * @returns {Promise<number>} accuracy on the held-out images, 0 … 1
 */
module.exports = async ({ learningRate, filters, kernelSize, layers }, { budget, report, signal }) => {
  const course = require('../../lib/dist');
  await course.engineReady();
  const all = await course.fashionMnist({ part: 'train' });
  const [train, heldOut] = [all.take({ count: 1000 }), all.take({ from: 8000 })];
  const model = course.cnn({ filters, kernelSize, depth: layers, seed: 1 });
  let accuracy = 0;
  const onEvent = async (event) => {
    if (event.type !== 'epoch' || !isMeasured(event.epoch + 1, budget)) return;
    accuracy = (await course.evaluate(model, heldOut)).accuracy;
    report(accuracy, event.epoch + 1);
  };
  try {
    await course.fit(model, train, { optimizer: 'adam', learningRate, epochs: budget, seed: 1, signal, onEvent });
    return accuracy;
  } finally {
    model.dispose();
  }
};

/** Powers of three, and the last epoch. */
const isMeasured = (epoch, last) => epoch === last || [1, 3, 9, 27, 81].includes(epoch);

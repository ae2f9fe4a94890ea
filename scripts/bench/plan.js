const MODELS = require('./models.json');

const BATCH_SIZE = 64;
const MODES = ['train', 'infer'];

/** How the first model's speed changes: one of the two varies, the other stays as it is. */
const BATCH_SIZES = [4, 16, 64, 256];
const IMAGE_SIZES = [14, 28, 56, 112];

/** Examples in memory: as many as two thousand, as much as 32 MB, but two batches at least. */
const MOST_EXAMPLES = 2048;
const MOST_BYTES = 32 * 2 ** 20;

/**
 * What is measured, in this order: each model as it is, then the first one at other batch and image sizes.
 * @param {{ models: string[], quick: boolean, rounds: number }} options
 * @returns {{ model: string, settings: { model: string, imageSize: number, batchSize: number, count: number, rounds: number, seconds: number, main: boolean }[] }[]}
 *   `seconds`: how long one measurement shall take; `count`: examples in memory
 */
function plan({ models, quick, rounds }) {
  return models.map((model) => {
    const { size } = MODELS[model];
    const main = setting({
      model,
      imageSize: size,
      batchSize: BATCH_SIZE,
      rounds,
      seconds: quick ? 0.4 : 1.5,
      main: true,
    });
    if (quick || model !== Object.keys(MODELS)[0]) return { model, settings: [main] };
    const other = (change) => setting({ ...main, ...change, rounds: Math.min(3, rounds), seconds: 0.8, main: false });
    const batches = BATCH_SIZES.filter((batchSize) => batchSize !== BATCH_SIZE).map((batchSize) =>
      other({ batchSize }),
    );
    const images = IMAGE_SIZES.filter((imageSize) => imageSize !== size).map((imageSize) => other({ imageSize }));
    return { model, settings: [main, ...batches, ...images] };
  });
}

function setting(values) {
  const { model, imageSize, batchSize } = values;
  const bytes = 4 * imageSize ** MODELS[model].dimensions * MODELS[model].channels;
  const batches = Math.floor(Math.min(MOST_EXAMPLES, MOST_BYTES / bytes) / batchSize);
  return { ...values, count: Math.max(2, batches) * batchSize };
}

/** @returns {string} 'CNN, batch 64, 28×28' */
function nameOf({ model, imageSize, batchSize }) {
  const { title, dimensions } = MODELS[model];
  return `${title}, batch ${batchSize}, ${dimensions === 1 ? `${imageSize} steps` : `${imageSize}×${imageSize}`}`;
}

module.exports = { plan, nameOf, MODES };

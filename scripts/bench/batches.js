/**
 * What it costs to make batches ready, as a share of training: `node scripts/bench/batches.js [model] [engine] [rounds] [batches]`, where
 * engine is native, wasm (as many threads as there are cores) or wasm-1. A model of models.json trains in each way of `waysOf`; in each
 * round the same number of batches is made alone right before. `reading` is what `fit` asks of a step: its loss, and what its
 * accuracy needs.
 */
const path = require('node:path');
const { startEngine } = require('./certain-engine.js');
const { makeData } = require('./data.js');
const MODELS = require('./models.json');
const { median } = require('./statistics.js');
const { buildNetwork, inputShape, CLASSES } = require('./workers/tfjs-models.js');

const LIBRARY = path.resolve(__dirname, '..', '..', 'lib', 'dist');
const from = (...names) => require(path.join(LIBRARY, ...names));
const BATCH = 64;

async function main([model = 'lenet5', engine = 'native', rounds = '9', batches = '16']) {
  const description = MODELS[model];
  if (!description) throw new Error(`There is no model "${model}". There is: ${Object.keys(MODELS).join(', ')}.`);
  const tf = await startEngine(engine);
  const count = BATCH * Number(batches);
  const { images, labels } = makeData(description, description.size, count);
  const shape = inputShape(description, description.size);
  const xs = tf.tensor(images, [count, ...shape]);
  const ys = tf.tidy(() => tf.oneHot(tf.tensor1d([...labels], 'int32'), CLASSES).toFloat());
  const rows = [];
  for (const [name, way] of Object.entries(waysOf(tf, description, { images, labels, shape, xs, ys }))) {
    const network = buildNetwork(tf, description, description.size);
    await way.train(network);
    const shares = { wall: [], processor: [] };
    const training = [];
    for (let round = 0; round < Number(rounds); round++) {
      const alone = await timed(() => way.prepare(count));
      const whole = await timed(() => way.train(network));
      for (const kind of Object.keys(shares)) shares[kind].push(alone[kind] / whole[kind]);
      training.push((1e3 * whole.wall * BATCH) / count);
    }
    rows.push({
      training: name,
      'ms a step': median(training).toFixed(1),
      'share of the time': percent(median(shares.wall)),
      'of processor time': percent(median(shares.processor)),
    });
    network.optimizer.dispose();
    network.dispose();
  }
  console.log(`${description.title}, ${engine}, batches of ${BATCH}`);
  console.table(rows);
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** Trainings of one epoch, each with what makes its batches ready. */
function waysOf(tf, { dimensions }, { images, labels, shape, xs, ys }) {
  const { fit, augment, ...augmentations } = from('training', 'index.js');
  const { exampleSource } = from('training', 'examples.js');
  const options = { epochs: 1, batchSize: BATCH };
  const ways = {
    'model.fit, shuffled': {
      train: (network) => network.fit(xs, ys, { ...options, shuffle: true, verbose: 0, yieldEvery: 'never' }),
      prepare: (count) =>
        eachBatch(count, (indices) => {
          const rows = tf.tensor1d(indices, 'int32');
          tf.dispose([rows, tf.gather(xs, rows), tf.gather(ys, rows)]);
        }),
    },
  };
  const add = (name, examples, augmentation) => {
    const source = exampleSource(examples, 'examples');
    ways[name] = {
      train: (network) => fit(network, examples, { ...options, augment: augmentation }),
      prepare: (count) =>
        eachBatch(count, (indices) => {
          const batch = source.batch(indices);
          tf.dispose([batch, augmentation ? augment(batch, augmentation, 1) : []]);
        }),
    };
  };
  add('fit, tensors', { xs, ys });
  const probabilities = tf.tidy(() => tf.clone(tf.slice(ys, 0, BATCH)));
  const labelsOfBatch = tf.tidy(() => tf.clone(tf.slice(ys, 0, BATCH)));
  const loss = tf.scalar(1);
  ways['fit, tensors: reading'] = {
    train: ways['fit, tensors'].train,
    prepare: (count) => eachBatch(count, () => [loss, labelsOfBatch, probabilities].map((tensor) => tensor.dataSync())),
  };
  if (dimensions !== 2) return ways;
  const dataset = imageDataset(images, labels, shape);
  add('fit, data set', dataset);
  const { randomFlip, randomShift, randomRotation, randomBrightness, addNoise } = augmentations;
  add('fit, data set, flip', dataset, [randomFlip()]);
  add('fit, data set, flip and shift', dataset, [randomFlip(), randomShift({ pixels: 2 })]);
  add('fit, data set, rotation', dataset, [randomRotation()]);
  add('fit, data set, brightness', dataset, [randomBrightness()]);
  add('fit, data set, noise', dataset, [addNoise()]);
  return ways;
}

function imageDataset(images, labels, [height, width, channels]) {
  const { ImageDataset } = from('datasets', 'image-dataset.js');
  const classNames = Array.from({ length: CLASSES }, (_, i) => `class ${i}`);
  const pixels = Uint8Array.from(images, (value) => Math.round(255 * value));
  return new ImageDataset({ name: 'made', classNames, height, width, channels, pixels, labels });
}

/** In another order than that of the memory. */
function eachBatch(count, make) {
  const order = Array.from({ length: count }, (_, i) => (i * 7919) % count);
  for (let at = 0; at < count; at += BATCH) make(order.slice(at, at + BATCH));
}

/** @returns {Promise<{ wall: number, processor: number }>} seconds */
async function timed(work) {
  const [begin, used] = [process.hrtime.bigint(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(used);
  return { wall: Number(process.hrtime.bigint() - begin) / 1e9, processor: (user + system) / 1e6 };
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

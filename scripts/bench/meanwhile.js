/**
 * Whether a second thread should make the next batch ready while the engine learns from this one:
 * `node scripts/bench/meanwhile.js [model] [engine] [rounds] [batches]`, where engine is native, wasm or wasm-1. The same steps from batches
 * that are as they are, that are augmented in turn, and that a worker augments meanwhile, on an engine of its own; rounds are interleaved.
 */
const path = require('node:path');
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');
const { makeData } = require('./data.js');
const { startEngine } = require('./certain-engine.js');
const MODELS = require('./models.json');
const { median } = require('./statistics.js');
const { buildNetwork, inputShape, CLASSES } = require('./workers/tfjs-models.js');

const LIBRARY = path.resolve(__dirname, '..', '..', 'lib', 'dist');
const from = (...names) => require(path.join(LIBRARY, ...names));
const BATCH = 64;

const AUGMENTATIONS = {
  'flip and shift': ({ randomFlip, randomShift }) => [randomFlip(), randomShift({ pixels: 2 })],
  noise: ({ addNoise }) => [addNoise()],
};

async function main([model = 'lenet5', engine = 'native', rounds = '7', batches = '16']) {
  const description = MODELS[model];
  if (!description) throw new Error(`There is no model "${model}". There is: ${Object.keys(MODELS).join(', ')}.`);
  const tf = await startEngine(engine);
  const { trainer } = from('training', 'step.js');
  const { losses } = from('training', 'losses.js');
  const shape = inputShape(description, description.size);
  const count = BATCH * Number(batches);
  const { images, labels } = makeData(description, description.size, count);
  const shared = { images: sharedCopy(images), labels: sharedCopy(labels), shape };
  const source = sourceOf(shared);
  const rows = [];
  for (const name of Object.keys(AUGMENTATIONS)) {
    const workers = ['native', 'wasm-1'].map((of) => new AugmentingWorker(of, name, shared));
    const ready = [];
    for (const worker of workers) if (await worker.ready) ready.push(worker);
    const ways = {
      'not augmented': async (i) => source(i),
      'in turn': async (i) => source(i, name),
      ...Object.fromEntries(ready.map((worker) => [`meanwhile, ${worker.engine}`, worker.batches(tf, shape)])),
    };
    const networks = Object.keys(ways).map(() => buildNetwork(tf, description, description.size));
    const trainers = networks.map((network) =>
      trainer(network, network.optimizer, losses.categoricalCrossentropy, undefined),
    );
    const times = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
    for (let round = -1; round < Number(rounds); round++) {
      for (const [w, [way, batchOf]] of Object.entries(ways).entries()) {
        const begin = process.hrtime.bigint();
        let next = batchOf(indices(0, count));
        for (let at = 0; at < count; at += BATCH) {
          const batch = await next;
          if (way.startsWith('meanwhile') && at + BATCH < count) next = batchOf(indices(at + BATCH, count));
          trainers[w].step(batch);
          tf.dispose([batch.xs, batch.ys]);
          if (!way.startsWith('meanwhile') && at + BATCH < count) next = batchOf(indices(at + BATCH, count));
        }
        if (round >= 0) times[way].push((Number(process.hrtime.bigint() - begin) / 1e6) * (BATCH / count));
      }
    }
    const inTurn = times['in turn'];
    for (const [way, values] of Object.entries(times)) {
      const ratio = median(values.map((value, i) => inTurn[i] / value));
      rows.push({
        augmentation: name,
        batches: way,
        'ms a step': median(values).toFixed(2),
        'speed, in turn = 1': ratio.toFixed(3),
      });
    }
    for (const worker of workers) await worker.end();
    tf.dispose(networks.flatMap(({ weights }) => weights.map((weight) => weight.read())));
  }
  console.log(`${description.title}, ${engine}, batches of ${BATCH}, ${rounds} interleaved rounds of ${batches} steps`);
  console.table(rows);
}

/** In another order than that of the memory. */
const indices = (at, count) => Array.from({ length: BATCH }, (_, i) => ((at + i) * 7919) % count);

function sharedCopy(values) {
  const copy = new values.constructor(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}

/** Makes batches of a data set: tensors, augmented or not. */
function sourceOf({ images, labels, shape: [height, width, channels] }) {
  const { augment, ...augmentations } = from('training', 'index.js');
  const { exampleSource } = from('training', 'examples.js');
  const { ImageDataset } = from('datasets', 'image-dataset.js');
  const tf = require('@tensorflow/tfjs');
  const classNames = Array.from({ length: CLASSES }, (_, i) => `class ${i}`);
  const pixels = Uint8Array.from(images, (value) => Math.round(255 * value));
  const plain = Uint8Array.from(labels);
  const dataset = new ImageDataset({ name: 'made', classNames, height, width, channels, pixels, labels: plain });
  const source = exampleSource(dataset, 'examples');
  return (rows, augmentation) => {
    const batch = source.batch(rows);
    if (augmentation === undefined) return batch;
    const changed = augment(batch, AUGMENTATIONS[augmentation](augmentations), 1);
    tf.dispose(batch);
    return changed;
  };
}

class AugmentingWorker {
  constructor(engine, augmentation, shared) {
    this.engine = engine;
    this.worker = new Worker(__filename, { workerData: { engine, augmentation, shared } });
    this.ready = new Promise((resolve) => {
      this.worker.once('message', ({ error }) => {
        if (error) console.log(`No worker on ${engine}: ${error}`);
        resolve(!error);
      });
      this.worker.once('error', (error) => {
        console.log(`No worker on ${engine}: ${error.message}`);
        resolve(false);
      });
    });
  }

  batches(tf, shape) {
    return (rows) =>
      new Promise((resolve) => {
        this.worker.once('message', ({ xs, ys }) => {
          resolve({ xs: tf.tensor(xs, [BATCH, ...shape]), ys: tf.tensor(ys, [BATCH, CLASSES]) });
        });
        this.worker.postMessage(rows);
      });
  }

  end() {
    return this.worker.terminate();
  }
}

async function work({ engine, augmentation, shared }) {
  try {
    const tf = await startEngine(engine);
    const source = sourceOf(shared);
    parentPort.on('message', (rows) => {
      const batch = source(rows, augmentation);
      const [xs, ys] = [batch.xs, batch.ys].map((tensor) => Float32Array.from(tensor.dataSync()));
      tf.dispose([batch.xs, batch.ys]);
      parentPort.postMessage({ xs, ys }, [xs.buffer, ys.buffer]);
    });
    parentPort.postMessage({ ready: true });
  } catch (error) {
    parentPort.postMessage({ error: error.message });
  }
}

if (isMainThread)
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
else work(workerData);

/** TensorFlow.js as a contestant of the benchmark. Its arguments: engine (native, wasm, cpu) and how many threads. */
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');
const { buildNetwork, inputShape, CLASSES } = require('./tfjs-models.js');

const LIBRARY = path.join(__dirname, '..', '..', '..', 'lib', 'dist');
const MODELS = require('../models.json');

/** What libraries print must not get among the answers. */
const answer = (content) => process.stdout.write(`${JSON.stringify(content)}\n`);
for (const name of ['log', 'info', 'debug']) console[name] = console.error;

async function main([engine, threads]) {
  const { tf, versions } = await startEngine(engine, Number(threads));
  answer({ ready: true, versions, threads: Number(threads) });
  const kept = {};
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    try {
      answer(await respond(tf, kept, request));
    } catch (error) {
      answer({ error: error.message.split('\n')[0] });
    }
  }
}

/** The engine as the course runs it, but a certain one and with so many threads. */
async function startEngine(engine, threads) {
  const { candidates } = require(path.join(LIBRARY, 'engine', 'candidates.js'));
  const { load } = require(path.join(LIBRARY, 'engine', 'load.js'));
  const found = candidates().find(({ name, binding }) => name === engine && (name !== 'native' || binding));
  if (!found) throw new Error(`there is no ${engine} engine here`);
  const versions = await load({ ...found, threads });
  return { tf: require('@tensorflow/tfjs'), versions };
}

async function respond(tf, kept, request) {
  const { mode, batchSize } = request;
  const key = [request.model, request.imageSize, batchSize].join();
  if (kept.key !== key) {
    release(kept);
    Object.assign(kept, setUp(tf, request));
    kept.key = key;
  }
  const { examples, times } = passes(request);
  const data = dataOf(kept, examples);
  const processor = process.cpuUsage();
  const started = process.hrtime.bigint();
  const loss =
    mode === 'train'
      ? await train(kept.network, data, batchSize, times)
      : await predict(kept.network, data, batchSize, times);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const { user, system } = process.cpuUsage(processor); // µs, all threads together
  if (loss !== undefined && !Number.isFinite(loss)) throw new Error(`the loss became ${loss}`);
  return {
    examples: examples * times,
    seconds,
    processorSeconds: (user + system) / 1e6,
    examplesPerSecond: (examples * times) / seconds,
    loss,
    parameters: parametersOf(kept.network),
    peakMegabytes: peakMegabytes(),
  };
}

/** The most memory that this process has had. Linux counts the parent's into `maxRSS`, and not into this. */
function peakMegabytes() {
  const { maxRSS } = process.resourceUsage();
  const own = process.platform === 'linux' && /VmHWM:\s+(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'));
  return Math.round(((own ? Number(own[1]) : maxRSS) * 1024) / 1e6);
}

/** @returns {number} of the network that is measured: all engines must have as many */
function parametersOf(network) {
  return network.trainableWeights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
}

/** @param {object} request `description`: of a model that is not one of models.json */
function setUp(tf, { model, description = MODELS[model], imageSize, count, images, labels, logits }) {
  const { buffer } = Uint8Array.from(fs.readFileSync(images));
  const x = tf.tensor(new Float32Array(buffer), [count, ...inputShape(description, imageSize)]);
  const y = tf.tidy(() => tf.oneHot(tf.tensor1d([...fs.readFileSync(labels)], 'int32'), CLASSES).toFloat());
  return { tf, network: buildNetwork(tf, description, imageSize, logits), x, y, slices: new Map() };
}

/** The first examples, cut off once and kept. */
function dataOf({ tf, x, y, slices }, examples) {
  if (!slices.has(examples)) slices.set(examples, [tf.slice(x, 0, examples), tf.slice(y, 0, examples)]);
  return slices.get(examples);
}

function release(kept) {
  const { tf, network, x, y, slices } = kept;
  for (const name of Object.keys(kept)) delete kept[name];
  if (!network) return;
  tf.dispose([x, y, ...slices.values()]);
  network.optimizer.dispose();
  network.dispose();
}

/** How `steps` batches go over the data: so many examples, so many times. */
function passes({ steps, batchSize, count }) {
  const most = Math.floor(count / batchSize);
  if (steps <= most) return { examples: steps * batchSize, times: 1 };
  return { examples: most * batchSize, times: Math.round(steps / most) };
}

async function train(network, [x, y], batchSize, times) {
  const { history } = await network.fit(x, y, { epochs: times, batchSize, verbose: 0, yieldEvery: 'never' });
  return history.loss.at(-1);
}

async function predict(network, [x], batchSize, times) {
  for (let i = 0; i < times; i++) {
    const outputs = network.predict(x, { batchSize });
    await outputs.data();
    outputs.dispose();
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

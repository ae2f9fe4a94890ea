/**
 * What each speed-up of an engine is worth: `node scripts/bench/overrides.js [model] [rounds] [images] [engine] [head]`, where
 * engine is native, wasm (as many threads as there are cores) or wasm-1, and head is softmax (in the model) or logits (softmax in
 * the loss). Of a model of models.json, one process trains with all of them, one without any and one without each. They take
 * turns, and are compared within each round, so that what else the computer does hits all of them alike.
 */
const fs = require('node:fs');
const path = require('node:path');
const { dataFiles } = require('./data.js');
const { enginesHere } = require('./engines.js');
const MODELS = require('./models.json');
const { median } = require('./statistics.js');
const { Worker } = require('./worker.js');

const ROOT = path.resolve(__dirname, '..', '..');
const BATCH = 64;
/** Linux counts processor time in hundredths of a second. */
const TICK = 0.01;
/** What the caller has switched off stays off everywhere: `CONVOLAB_WITHOUT=step-graph` measures steps one operation at a time. */
const ALWAYS_OFF = process.env.CONVOLAB_WITHOUT ?? '';

async function main([model = 'cnn', rounds = '9', images = '2048', engine = 'native', head = 'softmax']) {
  const { speedUpsOf } = require(path.join(ROOT, 'lib', 'dist', 'engine', 'kernels', 'switches.js'));
  const switches = speedUpsOf(engine === 'native' ? 'native' : 'wasm', true);
  if (!MODELS[model]) throw new Error(`There is no model "${model}". There is: ${Object.keys(MODELS).join(', ')}.`);
  const { size: imageSize } = MODELS[model];
  const folder = path.join(ROOT, '.convolab', 'bench', 'data');
  fs.mkdirSync(folder, { recursive: true });
  const count = Number(images);
  const files = dataFiles(folder, MODELS[model], imageSize, count);
  const request = { ...files, model, imageSize, count, batchSize: BATCH, mode: 'train', logits: head === 'logits' };
  const workers = ['', ...switches, 'all'].map((without) => start(engine, without));
  try {
    for (const worker of workers) {
      await worker.ready;
      await worker.ask({ ...request, steps: 2 }); // makes the model
    }
    const steps = Math.ceil(count / BATCH);
    const speeds = workers.map(() => []);
    const costs = workers.map(() => []);
    for (let round = 0; round < Number(rounds); round++) {
      for (let turn = 0; turn < workers.length; turn++) {
        const i = (turn + round) % workers.length;
        const before = processorSeconds(workers[i]);
        const { examplesPerSecond, examples } = await workers[i].ask({ ...request, steps });
        speeds[i].push(examplesPerSecond);
        costs[i].push((1e6 * (processorSeconds(workers[i]) - before)) / examples);
      }
    }
    console.table(workers.map((worker, i) => row(worker, speeds, costs, i)));
  } finally {
    await Promise.all(workers.map((worker) => worker.end()));
  }
}

function start(engine, without) {
  const [found] = enginesHere(ROOT, [engine]);
  const env = { ...found.env, CONVOLAB_WITHOUT: [ALWAYS_OFF, without].join() };
  return new Worker({ ...found, title: without ? `without ${without}` : 'with all', env });
}

/** @returns {number} that the worker has used so far, all threads together; NaN where the system does not tell */
function processorSeconds({ child }) {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = fs
    .readFileSync(`/proc/${child.pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return TICK * (Number(fields[11]) + Number(fields[12])); // in user mode and in the kernel
}

function row({ engine }, speeds, costs, i) {
  const share = (values) => median(values[i].map((value, round) => value / values[0][round])).toFixed(2);
  return {
    training: engine.title,
    'images/s': Math.round(median(speeds[i])),
    'speed, of all': share(speeds),
    'processor µs/image': Math.round(median(costs[i])),
    'processor, of all': share(costs),
  };
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

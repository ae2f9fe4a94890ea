/**
 * What each speed-up of an engine is worth: `node scripts/bench/overrides.js [model] [rounds] [images] [engine] [head] [names]`, where
 * engine is native, wasm (as many threads as there are cores) or wasm-1, head is softmax (in the model) or logits (softmax in
 * the loss), and names are those of some speed-ups, with commas; without them, all. A name like TF_ENABLE_ONEDNN_OPTS=0 is a variable of the
 * environment, such as TensorFlow's own settings, with which a process has all speed-ups. Of a model of models.json, of `head` or of `relu`, two processes
 * train with all of them, one without any and one without each. They take turns, and are compared with the first within each round, so that
 * what else the computer does hits all of them alike. The second with all shows what is noise. Many short rounds tell more than a
 * few long ones.
 */
const fs = require('node:fs');
const path = require('node:path');
const { dataFiles } = require('./data.js');
const { enginesHere } = require('./engines.js');
const MODELS = require('./models.json');
const { median, medianBetween } = require('./statistics.js');
const { Worker } = require('./worker.js');

const ROOT = path.resolve(__dirname, '..', '..');
/** Little more than one thing each, to see what is worth too little for the others to show: the loss, and ReLU by itself. */
const SMALL = {
  head: { dimensions: 1, size: 8, channels: 1, layers: [{ layer: 'flatten' }] },
  relu: {
    ...{ dimensions: 2, size: 32, channels: 16 },
    layers: [{ layer: 'batchNorm', activation: 'relu' }, { layer: 'globalAveragePool' }],
  },
};
const BATCH = 64;
/** What the caller has switched off stays off everywhere: `CONVOLAB_WITHOUT=step-graph` measures steps one operation at a time. */
const ALWAYS_OFF = process.env.CONVOLAB_WITHOUT ?? '';

async function main([model = 'cnn', rounds = '9', images = '2048', engine = 'native', head = 'softmax', names]) {
  const { speedUpsOf } = require(path.join(ROOT, 'lib', 'dist', 'engine', 'kernels', 'switches.js'));
  const all = speedUpsOf(engine === 'native' ? 'native' : 'wasm', true);
  const switches = names ? names.split(',') : all;
  const unknown = switches.find((name) => !name.includes('=') && !all.includes(name));
  if (unknown) throw new Error(`There is no speed-up "${unknown}" on ${engine}. There is: ${all.join(', ')}.`);
  const models = { ...MODELS, ...SMALL };
  const description = models[model];
  if (!description) throw new Error(`There is no model "${model}". There is: ${Object.keys(models).join(', ')}.`);
  const { size: imageSize } = description;
  const folder = path.join(ROOT, '.convolab', 'bench', 'data');
  fs.mkdirSync(folder, { recursive: true });
  const count = Number(images);
  const files = dataFiles(folder, description, imageSize, count);
  const request = {
    ...files,
    model,
    description,
    imageSize,
    count,
    batchSize: BATCH,
    mode: 'train',
    logits: head === 'logits',
  };
  const workers = ['', '', ...switches, 'all'].map((without) => start(engine, without));
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
        const { examplesPerSecond, examples, processorSeconds } = await workers[i].ask({ ...request, steps });
        speeds[i].push(examplesPerSecond);
        costs[i].push((1e6 * processorSeconds) / examples);
      }
    }
    console.table(workers.map((worker, i) => row(worker, speeds, costs, i)));
  } finally {
    await Promise.all(workers.map((worker) => worker.end()));
  }
}

function start(engine, without) {
  const [found] = enginesHere(ROOT, [engine]);
  const [variable, value] = without.split('=');
  if (value !== undefined) {
    const env = { ...found.env, CONVOLAB_WITHOUT: ALWAYS_OFF, [variable]: value };
    return new Worker({ ...found, title: `with ${without}`, env });
  }
  const env = { ...found.env, CONVOLAB_WITHOUT: [ALWAYS_OFF, without].join() };
  return new Worker({ ...found, title: without ? `without ${without}` : 'with all', env });
}

function row({ engine }, speeds, costs, i) {
  const shares = (values) => values[i].map((value, round) => value / values[0][round]);
  const [from, to] = medianBetween(shares(costs));
  return {
    training: engine.title,
    'images/s': Math.round(median(speeds[i])),
    'speed, of the first': median(shares(speeds)).toFixed(2),
    'processor µs/image': Math.round(median(costs[i])),
    'processor, of the first': median(shares(costs)).toFixed(3),
    '95 %': `${from.toFixed(3)} – ${to.toFixed(3)}`,
  };
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

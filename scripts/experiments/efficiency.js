/**
 * One trained CNN made smaller: pruned and trained on, stored with fewer bits, and as the teacher of a small one. It is the checkpoint of
 * section 7.2, so seeds change the order of retraining and the students' weights, not the large network.
 */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const SPARSITIES = { global: [0.5, 0.8, 0.9, 0.95, 0.98], layer: [0.9, 0.95, 0.98] };
const RETRAINING = 1;
const STUDENT = { filters: 8, denseUnits: 32 };
/** Few images seen often, and many seen less often. */
const LESSONS = [
  { images: 1000, epochs: 20, batchSize: 32, seeds: [1, 2, 3] },
  { images: 10_000, epochs: 4, batchSize: 64, seeds: [1, 2] },
];

const large = (course) => course.loadCheckpoint('fashion-cnn', course.cnn({ seed: 1 }));

/** Accuracy after pruning, at once and after training on with the masks kept. */
async function pruning(course, seed, { train, test }, { sparsity, scope }) {
  const model = await large(course);
  const pruned = course.prune(model, { sparsity, scope });
  const accuracyAtOnce = (await course.evaluate(model, test)).accuracy;
  const { stopped, seconds } = await course.fit(model, train, {
    epochs: RETRAINING,
    optimizer: 'adam',
    learningRate: course.cosineDecay(0.001),
    seed,
    onEvent: pruned.keep(),
  });
  const { accuracy } = await course.evaluate(model, test);
  const left = pruned.layers.reduce((sum, layer) => sum + layer.left, 0);
  pruned.dispose();
  model.dispose();
  return { accuracy, stopped, seconds, accuracyAtOnce, left };
}

/** Accuracy of the int8 file; nothing in it depends on a seed. */
async function quantization(course, { test }, options) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quantized-'));
  const model = await large(course);
  try {
    const file = path.join(folder, 'model.safetensors');
    const bytes = course.saveQuantized(model, file, options);
    const { accuracy } = await course.evaluate(course.loadQuantized(file, model), test);
    return { accuracy, bytes };
  } finally {
    model.dispose();
    fs.rmSync(folder, { recursive: true });
  }
}

/** A small network on labels alone, or with the large one's word. */
async function student(course, seed, { train, test }, { images, epochs, batchSize, temperature }) {
  const model = course.cnn({ ...STUDENT, seed });
  const some = train.take({ count: images });
  const how = { epochs, batchSize, optimizer: 'adam', learningRate: course.cosineDecay(0.004), seed };
  let history;
  if (temperature === undefined) history = await course.fit(model, some, how);
  else {
    const teacher = await large(course);
    history = await course.distil(model, teacher, some, { ...how, temperature });
    teacher.dispose();
  }
  const { accuracy } = await course.evaluate(model, test);
  const sizes = { parameters: course.parameterCount(model), macs: course.macs(model) };
  model.dispose();
  return {
    accuracy,
    stopped: history.stopped,
    seconds: history.seconds,
    ...sizes,
    trainAccuracy: history.accuracy.at(-1),
  };
}

const one = (group, name, recipe, given, trial, seeds) => ({
  group,
  name,
  ...(seeds && { seeds }),
  recipes: [{ recipe, given, trial }],
});

/** @type {import('./measure.js').Experiment[]} */
const efficiency = [
  ...Object.entries(SPARSITIES).flatMap(([scope, sparsities]) =>
    sparsities.map((sparsity) => {
      const given = { sparsity, scope, epochs: RETRAINING };
      const name = `${Math.round(100 * sparsity)} % pruned, ${scope === 'global' ? 'all layers together' : 'each layer alone'}`;
      return one(
        'pruning',
        name,
        'Adam 0.001, half a cosine',
        given,
        (course, seed, data) => pruning(course, seed, data, given),
        [1, 2],
      );
    }),
  ),
  ...[8, 6, 4, 3, 2].flatMap((bits) =>
    ['tensor', 'channel'].flatMap((granularity) =>
      ['symmetric', 'affine'].map((scheme) => {
        const given = { bits, granularity, scheme };
        const name = `${bits} bits, ${scheme}, a scale for each ${granularity}`;
        const trial = (course, _, data) => quantization(course, data, given);
        return one('quantization', name, 'after training', given, trial, [1]);
      }),
    ),
  ),
  ...LESSONS.flatMap(({ seeds, ...lesson }) =>
    [undefined, 4].map((temperature) => {
      const from = `${lesson.images.toLocaleString('en')} images`;
      const name = temperature ? `${from}, taught at temperature ${temperature}` : `${from}, on labels alone`;
      const given = { ...STUDENT, ...lesson, ...(temperature && { temperature }) };
      const trial = (course, seed, data) => student(course, seed, data, given);
      return one('distillation', name, 'Adam 0.004, half a cosine', given, trial, seeds);
    }),
  ),
];

module.exports = { efficiency };

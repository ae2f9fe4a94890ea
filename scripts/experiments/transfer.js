/** What the network is trained on first, and the task that it is then used for. */
const KNOWN = ['T-shirt/top', 'Trouser', 'Dress', 'Sandal', 'Bag'];
const NEW = ['Pullover', 'Coat', 'Shirt', 'Sneaker', 'Ankle boot'];
/** The layer after which the network gets a new head. */
const lastCut = 'flatten';

const LEARNT_FIRST = { epochs: 20, learningRate: 0.003 };
/** Gradual unfreezing: from where on layers learn, in each part of the training. */
const STAGES = ['head', 'block3', 'block2', 'block1'];

/** Clothes as they lie on a table: turned by any angle, not quite in the middle. */
const lying = (course) => [course.randomRotation({ degrees: 180 }), course.randomShift({ pixels: 3 })];
const network = (course, seed) => course.cnn({ depth: 3, classes: KNOWN.length, seed });

/** The new task, as images that lie at an angle of their own for good. */
const tasks = new Map();
function newTask(course, { train, test }) {
  const key = `${train.count} ${test.count}`;
  if (!tasks.has(key)) {
    const [images, unseen] = [train, test].map((set, i) =>
      course.augmentedDataset(set.ofClasses(NEW), lying(course), i + 1),
    );
    tasks.set(key, { train: images, test: unseen });
  }
  return tasks.get(key);
}

/** Weights that know the other five classes, one network for each seed. */
const learnt = new Map();
async function knownWeights(course, seed, { train }) {
  const key = `${train.count} ${seed}`;
  if (!learnt.has(key)) {
    const model = network(course, seed);
    const { epochs, learningRate } = LEARNT_FIRST;
    const { stopped } = await course.fit(model, train.ofClasses(KNOWN), {
      epochs,
      optimizer: 'adam',
      learningRate: course.cosineDecay(learningRate),
      augment: lying(course),
      seed,
    });
    if (stopped) return { stopped };
    learnt.set(
      key,
      model.getWeights().map((weight) => weight.clone()),
    );
    model.dispose();
  }
  return { weights: learnt.get(key) };
}

/** Few images are seen more often: at least some 200 steps. */
const epochsFor = (imagesPerClass) => Math.max(12, Math.round(1200 / imagesPerClass));

/**
 * The new task from few images of each class.
 * @param {object} course
 * @param {number} seed of the first weights, the network that was trained first, the images that are drawn
 * @param {import('./measure.js').Data} data
 * @param {{ imagesPerClass: number, start: 'scratch' | 'pretrained' | 'ImageNet', learningRate: number, optimizer?: string, frozen?: string,
 *   learningRates?: object, isGradual?: boolean, warmUp?: number }} how frozen: up to which layer; warmUp: share of the steps
 */
async function fineTuned(course, seed, data, { imagesPerClass, start, optimizer = 'adam', ...how }) {
  const task = newTask(course, data);
  const few = task.train.perClass(imagesPerClass, seed);
  const epochs = epochsFor(imagesPerClass);
  const training = { epochs, optimizer, batchSize: 32, learningRate: schedule(course, how), seed };
  if (start === 'ImageNet') return onImageNet(course, few, task.test, training);
  const known = start === 'pretrained' ? await knownWeights(course, seed, data) : {};
  if (known.stopped) return { accuracy: 0, stopped: true };
  const body = network(course, seed + 100);
  if (known.weights) body.setWeights(known.weights);
  const model = course.withHead(body, { at: lastCut, classes: NEW.length, seed });
  const before = weightsByLayer(body);
  let stopped = false;
  let seconds = 0;
  const parts = how.isGradual ? STAGES : [undefined];
  for (const from of parts) {
    if (how.frozen) course.freeze(model, how.frozen);
    else if (from) course.setTrainable(model, isFrom(from));
    else course.unfreeze(model);
    const part = {
      ...training,
      epochs: Math.max(1, Math.round(epochs / parts.length)),
      learningRates: how.learningRates,
    };
    const history = await course.fit(model, few, part);
    stopped ||= history.stopped;
    seconds += history.seconds;
  }
  const { accuracy } = await course.evaluate(model, task.test);
  const { accuracy: trainAccuracy } = await course.evaluate(model, few);
  const change = changes(before, weightsByLayer(body));
  body.dispose();
  return { accuracy, trainAccuracy, ...change, seconds, stopped };
}

/** The layers of a stage and of those after it. */
const isFrom = (stage) => {
  const learning = STAGES.slice(0, STAGES.indexOf(stage) + 1);
  return ({ name }) => learning.some((start) => name.startsWith(start));
};

function schedule(course, { learningRate, warmUp }) {
  const falling = course.cosineDecay(learningRate);
  return warmUp ? course.warmUp(warmUp, falling) : falling;
}

/** EfficientNet-Lite0 stays as it is; a dense layer learns on what it gives. */
async function onImageNet(course, few, test, training) {
  const { tf } = course;
  const { extractor, prepare, testFeatures } = await imageNet(course, test);
  const features = await course.featuresOf(extractor, few, { prepare });
  const head = tf.sequential({
    layers: [
      tf.layers.dense({
        units: NEW.length,
        activation: 'softmax',
        inputShape: [features.xs.shape[1]],
        kernelInitializer: tf.initializers.glorotNormal({ seed: training.seed }),
      }),
    ],
  });
  const { stopped, seconds } = await course.fit(head, features, training);
  const { accuracy } = await course.evaluate(head, testFeatures);
  const { accuracy: trainAccuracy } = await course.evaluate(head, features);
  tf.dispose([features.xs, features.ys]);
  head.dispose();
  return { accuracy, trainAccuracy, seconds, stopped };
}

/** The images are enlarged from 28 to so many pixels. */
const ENLARGED = 96;
let extracting;
const tested = new Map();
async function imageNet(course, test) {
  extracting ??= course.loadPretrained('efficientnet-lite0', { inputShape: [ENLARGED, ENLARGED, 3] });
  const loaded = await extracting;
  const extractor = course.featureExtractor(loaded.model, 'avg_pool');
  const prepare = (images) => loaded.prepare(images, 1);
  if (!tested.has(test.count)) tested.set(test.count, await course.featuresOf(extractor, test, { prepare }));
  return { extractor, prepare, testFeatures: tested.get(test.count) };
}

/** @returns {Record<string, number[]>} the kernel of each convolution */
function weightsByLayer(model) {
  const layers = model.layers.filter(({ name }) => /_conv\d+$/.test(name));
  return Object.fromEntries(layers.map((layer) => [layer.name, Array.from(layer.getWeights()[0].dataSync())]));
}

/** ‖W − W₀‖ / ‖W₀‖ of each convolution. */
function changes(before, after) {
  const norm = (values) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return Object.fromEntries(
    Object.entries(after).map(([name, values]) => [
      `change of ${name}`,
      norm(values.map((value, i) => value - before[name][i])) / norm(before[name]),
    ]),
  );
}

module.exports = { fineTuned, lastCut };

/**
 * Trials of section 6.1: detectors trained on scenes of Fashion-MNIST's training items, measured on the same 500 scenes of test items. The
 * accuracy is the share of the objects that are found, with a score of 0.3 and more, the right class and an IoU of at least one half.
 * @typedef {import('./measure.js').Experiment} Experiment
 */

const EPOCHS = 10;
const CROPPED = { scenes: 600, epochs: 4 };
const MEASURED = 500;

/** @param {(images: object, scenes: object, options: object) => object[][]} detect */
async function measured(course, detect) {
  const scenes = await course.scenes({ part: 'test', count: MEASURED });
  const images = scenes.tensor();
  const classes = scenes.classNames.length;
  const started = Date.now();
  const certain = detect(images, scenes, { scoreThreshold: 0.3 });
  const imagesPerSecond = (1000 * MEASURED) / (Date.now() - started);
  const all = detect(images, scenes, { scoreThreshold: 0.01 });
  images.dispose();
  const found = course.meanAveragePrecision(scenes.objects, certain, classes).perClass;
  const right = found.flatMap(({ hits }) => hits).filter(Boolean).length;
  return {
    accuracy: right / scenes.objects.flat().length,
    mAP: course.meanAveragePrecision(scenes.objects, all, classes).mAP,
    mAPStrict: course.meanAveragePrecision(scenes.objects, all, classes, 0.75).mAP,
    imagesPerSecond,
  };
}

async function wholeImages(course, seed, model) {
  const { seconds, stopped } = await course.trainDetector(model, { epochs: EPOCHS, seed });
  const result = await measured(course, (images, _, options) => course.detect(model, images, options));
  const parameters = course.parameterCount(model);
  const macs = course.macs(model);
  model.dispose();
  return { ...result, parameters, macs, seconds, stopped };
}

async function regions(course, seed) {
  const started = Date.now();
  const examples = course.regionExamples(await course.scenes({ count: CROPPED.scenes, seed: `crops ${seed}` }), {
    seed,
  });
  const model = course.regionClassifier({ seed });
  const { stopped } = await course.fit(model, examples, {
    ...{ loss: course.regionLoss, optimizer: 'adam', learningRate: course.cosineDecay(0.003) },
    ...{ epochs: CROPPED.epochs, seed },
  });
  course.tf.dispose([examples.xs, examples.ys]);
  const seconds = (Date.now() - started) / 1000;
  const result = await measured(course, (images, scenes, options) => {
    const proposed = scenes.objects.map((_, i) => course.proposals(scenes.image(i).map((row) => row.map(([g]) => g))));
    return course.detectRegions(model, images, proposed, options);
  });
  const parameters = course.parameterCount(model);
  const macs = course.macs(model); // of one crop
  model.dispose();
  return { ...result, parameters, macs, seconds, stopped };
}

const SEEDS = [1, 2];
const recipe = 'Adam 0.003, half a cosine';

/** @type {Experiment[]} */
const detection = [
  {
    name: 'R-CNN',
    given: { scenes: CROPPED.scenes, epochs: CROPPED.epochs },
    trial: (course, seed) => regions(course, seed),
  },
  {
    name: 'grid, as in YOLO',
    given: { scenes: 2000 * EPOCHS, epochs: 1 },
    trial: (course, seed) => wholeImages(course, seed, course.gridDetector({ seed })),
  },
  {
    name: 'anchors, as in SSD',
    given: { scenes: 2000 * EPOCHS, epochs: 1 },
    trial: (course, seed) => wholeImages(course, seed, course.anchorDetector({ seed })),
  },
].map(({ name, given, trial }) => ({ group: 'detection', name, seeds: SEEDS, recipes: [{ recipe, given, trial }] }));

module.exports = { detection };

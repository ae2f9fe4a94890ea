/**
 * The detectors of section 6.1, trained on scenes of Fashion-MNIST's training items, new ones in each epoch, and measured on scenes of test
 * items.
 * @type {import('./chapters.js').Checkpoint[]}
 */
const EPOCHS = 30;
const CROPPED = { scenes: 800, epochs: 4 };
const MEASURED = 500;

async function train(course, model, { report }) {
  const onEvent = (news) => {
    if (news.type === 'epoch') report(`epoch ${news.epoch + 1} of ${EPOCHS}: loss ${news.losses.detection.toFixed(3)}`);
  };
  await course.trainDetector(model, { epochs: EPOCHS, seed: 1, onEvent });
  return measured(course, model);
}

/** The R-CNN learns from crops of scenes, a crop seen once in each epoch. */
async function trainOnCrops(course, model, { report }) {
  const examples = course.regionExamples(await course.scenes({ count: CROPPED.scenes, seed: 'crops' }));
  await course.fit(model, examples, {
    loss: course.regionLoss,
    optimizer: 'adam',
    learningRate: course.cosineDecay(0.003),
    epochs: CROPPED.epochs,
    seed: 1,
    onEvent: (event) => {
      if (event.type === 'epoch')
        report(`epoch ${event.epoch + 1} of ${CROPPED.epochs}: loss ${event.loss.toFixed(3)}`);
    },
  });
  course.tf.dispose([examples.xs, examples.ys]);
  return measured(course, model, (xs, test, options) => {
    const greyOf = (i) => test.image(i).map((row) => row.map(([grey]) => grey));
    const proposed = test.objects.map((_, i) => course.proposals(greyOf(i)));
    return course.detectRegions(model, xs, proposed, options);
  });
}

const byWholeImages = (course, model) => (xs, _, options) => course.detect(model, xs, options);

async function measured(course, model, detect = byWholeImages(course, model)) {
  const test = await course.scenes({ part: 'test', count: MEASURED });
  const xs = test.tensor();
  const found = detect(xs, test, { scoreThreshold: 0.01 });
  xs.dispose();
  return { mAP: course.meanAveragePrecision(test.objects, found, test.classNames.length).mAP };
}

module.exports = [
  {
    name: 'grid-detector',
    about: 'scenes of clothes: a grid of cells',
    model: (course) => course.gridDetector(),
    train,
  },
  { name: 'anchor-detector', about: 'scenes of clothes: anchors', model: (course) => course.anchorDetector(), train },
  {
    name: 'rcnn-crops',
    about: "scenes of clothes: the R-CNN's network, for crops",
    model: (course) => course.regionClassifier(),
    train: trainOnCrops,
  },
];

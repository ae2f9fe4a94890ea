/**
 * The detectors of section 6.1, trained on scenes of Fashion-MNIST's training items, new ones in each epoch, and measured on scenes of test
 * items.
 * @type {import('./chapters.js').Checkpoint[]}
 */
const EPOCHS = 30;
const MEASURED = 500;

async function train(course, model, { report }) {
  const onEvent = (news) => {
    if (news.type === 'epoch') report(`epoch ${news.epoch + 1} of ${EPOCHS}: loss ${news.losses.detection.toFixed(3)}`);
  };
  await course.trainDetector(model, { epochs: EPOCHS, seed: 1, onEvent });
  return measured(course, model);
}

async function measured(course, model) {
  const test = await course.scenes({ part: 'test', count: MEASURED });
  const xs = test.tensor();
  const found = course.detect(model, xs, { scoreThreshold: 0.01 });
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
];

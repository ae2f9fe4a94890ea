/**
 * Trainings of networks that label pixels, and what they are worth on scenes of items that no network has seen.
 * @typedef {{ rounds: number, rate: number, seed: number, report?: (line: string) => void }} Rounds
 */

const SCENES_A_ROUND = 1500;
const TEST_SCENES = 300;

/**
 * New scenes in each round, as composing them costs less than learning from them: nothing can be learnt by heart. The learning rate falls
 * along half a cosine over all rounds.
 * @param {object} network of `fcn` or `unet`, or the parts of `maskRcnn`
 * @param {Rounds} options
 */
async function trainOnFreshScenes(course, network, { rounds, rate, seed, report = () => undefined }) {
  const optimizer = course.tf.train.adam(rate);
  const decay = course.cosineDecay(rate);
  for (let round = 0; round < rounds; round++) {
    const scenes = await course.scenes({ count: SCENES_A_ROUND, seed: `round ${round} of ${seed}` });
    const options = {
      epochs: 1,
      batchSize: 16,
      optimizer,
      seed: `round ${round} of ${seed}`,
      learningRate: ({ step, steps }) => decay({ step: round * steps + step, steps: rounds * steps }),
    };
    const loss = network.masker
      ? await ofInstances(course, network, scenes, options)
      : await ofPixels(course, network, scenes, options);
    report(`round ${round + 1} of ${rounds}: ${loss}`);
  }
  optimizer.dispose();
}

async function ofPixels(course, model, scenes, options) {
  const examples = course.maskExamples(scenes);
  const { loss } = await course.fit(model, examples, { ...options, loss: course.crossEntropyWithDice() });
  course.tf.dispose([examples.xs, examples.ys]);
  return `loss ${loss[0].toFixed(3)}`;
}

async function ofInstances(course, network, scenes, options) {
  const { losses } = await course.trainMaskRcnn(network, scenes, options);
  return Object.entries(losses)
    .map(([name, [value]]) => `${name} ${value.toFixed(3)}`)
    .join(', ');
}

/** On test scenes: over the pixels of all of them. */
async function maskMeasures(course, model) {
  const test = await course.scenes({ part: 'test', count: TEST_SCENES });
  const images = test.tensor();
  const truth = Array.from({ length: test.count }, (_, i) => test.classMask(i)).flat();
  const started = performance.now();
  const masks = course.segment(model, images).flat();
  const seconds = (performance.now() - started) / 1000;
  images.dispose();
  const { meanIou, pixelAccuracy } = course.maskAgreement(truth, masks, test.classNames.length + 1);
  return { meanIou, pixelAccuracy, imagesPerSecond: test.count / seconds };
}

/** On test scenes: over all items, a missed one with 0; and mask AP. */
async function instanceMeasures(course, network) {
  const test = await course.scenes({ part: 'test', count: TEST_SCENES });
  const images = test.tensor();
  const started = performance.now();
  const all = course.findInstances(network, images, { scoreThreshold: 0.01 });
  const seconds = (performance.now() - started) / 1000;
  images.dispose();
  const truth = test.objects.map((objects, i) => {
    const mask = test.instanceMask(i);
    return objects.map(({ label }, k) => ({ label, mask: mask.map((row) => row.map((at) => Number(at === k + 1))) }));
  });
  const sure = all.map((own) => own.filter(({ score }) => score >= 0.3));
  const ious = truth.flatMap((objects, i) => course.instanceIous(objects, sure[i]));
  const matched = ious.filter((iou) => iou > 0);
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    meanIou: mean(ious),
    meanIouOfFound: mean(matched),
    found: matched.length / ious.length,
    maskAP: course.maskAveragePrecision(truth, all, test.classNames.length).mAP,
    boxAP: course.meanAveragePrecision(test.objects, all, test.classNames.length).mAP,
    imagesPerSecond: test.count / seconds,
  };
}

module.exports = { trainOnFreshScenes, maskMeasures, instanceMeasures };

/** The captioner of section 7.4. */

const { captionMeasures, captionedScenes } = require('../experiments/captions.js');

const EPOCHS = 8;

/** @type {import('./chapters.js').Checkpoint[]} */
const captions = [
  {
    name: 'scene-captions',
    about: 'a captioner of scenes: CNN, GRU and attention',
    model(course) {
      const { size } = course.vocabulary(course.possibleCaptions(course.sceneClasses));
      return course.captioner({ words: size, seed: 1 });
    },
    async train(course, model, { report }) {
      const data = await captionedScenes(course, { train: 6000, test: 500 });
      const images = data.train.tensor();
      await course.trainCaptioner(model, images, data.learnt, data.dictionary, {
        epochs: EPOCHS,
        batchSize: 50,
        seed: 1,
        onEvent(news) {
          if (news.type !== 'epoch') return;
          report(`epoch ${news.epoch + 1} of ${EPOCHS}: cross-entropy ${news.losses.crossEntropy.toFixed(3)}`);
        },
      });
      images.dispose();
      return captionMeasures(course, model, data);
    },
  },
];

module.exports = { captions };

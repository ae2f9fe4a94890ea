/** Networks of section 7.4: captions of composed scenes, and a CNN with attention after its blocks. */

/** Scenes that the captions of the course are about. */
const CAPTIONED = { objects: [1, 2], size: 48, scales: [0.6, 1], clutter: 4 };

/** What is trained and measured. */
async function captionedScenes(course, counts) {
  const train = await course.scenes({ ...CAPTIONED, count: counts.train });
  const test = await course.scenes({ ...CAPTIONED, part: 'test', count: counts.test });
  const [learnt, asked] = [train, test].map((one) => course.sceneCaptions(one));
  return { train, test, learnt, asked, dictionary: course.vocabulary(course.possibleCaptions(course.sceneClasses)) };
}

/** Exact captions and words at their place, of greedy search and of a beam of 3. */
function captionMeasures(course, model, { test, asked, dictionary }) {
  const images = test.tensor();
  const [greedy, beam] = [1, 3].map((width) => {
    const said = course.describeImages(model, images, dictionary, { beam: width });
    return course.captionQuality(
      said.map(({ words }) => words),
      asked,
    );
  });
  images.dispose();
  return { exact: greedy.exact, words: greedy.words, exactOfBeam: beam.exact, wordsOfBeam: beam.words };
}

/** @type {import('./chapters.js').Checkpoint[]} */
const attention = [
  {
    name: 'scene-captions',
    about: 'captioner, one or two items of 48 × 48 scenes in a sentence',
    model: (course) => course.captioner({ words: 32, seed: 1 }),
    async train(course, model, { report }) {
      const data = await captionedScenes(course, { train: 6000, test: 500 });
      const images = data.train.tensor();
      await course.trainCaptioner(model, images, data.learnt, data.dictionary, {
        epochs: 12,
        batchSize: 50,
        seed: 1,
        onEvent: (news) => {
          if (news.type === 'epoch')
            report(`epoch ${news.epoch + 1}: cross-entropy ${news.losses.crossEntropy.toFixed(3)}`);
        },
      });
      images.dispose();
      return captionMeasures(course, model, data);
    },
  },
];

module.exports = { attention, captionMeasures, captionedScenes };

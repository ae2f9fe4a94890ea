/** Scenes with captions, and how well a captioner describes those that it never saw. */

/** Scenes that the captions of the course are about. */
const CAPTIONED = { objects: [1, 2], size: 48, scales: [0.6, 1], clutter: 2 };

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

module.exports = { captionMeasures, captionedScenes };

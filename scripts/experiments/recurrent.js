/**
 * Experiments of section 7.3: a ConvLSTM against copying the last picture, and spoken digits with and without changed sounds.
 * @typedef {import('./measure.js').Experiment} Experiment
 */

const { filmMeasures, trainOnFilms, trainOnVoices, voiceMeasures } = require('./recurrent-training.js');

const MOVING = { rounds: 5, count: 160 };

/** The accuracy is the share of test films whose next picture is nearer to the truth than the last one is. */
async function filmTrial(course, seed) {
  const model = course.framePredictor({ frames: 4, inputShape: [24, 24, 1], filters: 8, kernelSize: 5, seed });
  const started = Date.now();
  const { stopped } = await trainOnFilms(course, model, { ...MOVING, rate: 0.01, seed });
  const seconds = (Date.now() - started) / 1000;
  const { nearer, ...errors } = await filmMeasures(course, model);
  model.dispose();
  return { accuracy: nearer, ...errors, seconds, stopped };
}

/** As many steps in all rows. */
const SPOKEN = {
  'digits as they are': { copies: 0, epochs: 64 },
  'each with seven changed ones: speed, noise, balance of tones': { copies: 7, epochs: 8 },
  'and said more slowly': { copies: 7, epochs: 8, sound: { stretch: 2.2 } },
  'and of another voice in another room': { copies: 7, epochs: 8, sound: { stretch: 2.2 }, spectrogram: {} },
};

/** The accuracy is that on held-out voices. */
async function voiceTrial(course, seed, how) {
  const model = course.speechNetwork({ seed });
  const started = Date.now();
  const { stopped } = await trainOnVoices(course, model, { ...how, seed });
  const seconds = (Date.now() - started) / 1000;
  const { heldOutVoices, ...ofPerson } = await voiceMeasures(course, model);
  model.dispose();
  return { accuracy: heldOutVoices, ...ofPerson, seconds, stopped };
}

/** @type {Experiment[]} */
const recurrent = [
  {
    group: 'recurrent',
    name: 'ConvLSTM, moving items',
    recipes: [
      {
        recipe: 'Adam 0.01, half a cosine, new films in each round',
        given: MOVING,
        trial: (course, seed) => filmTrial(course, seed),
      },
    ],
  },
  ...Object.entries(SPOKEN).map(([name, how]) => ({
    group: 'recurrent',
    name,
    recipes: [
      {
        recipe: 'Adam 0.005, half a cosine',
        given: how,
        trial: (course, seed) => voiceTrial(course, seed, how),
      },
    ],
  })),
];

module.exports = { recurrent };

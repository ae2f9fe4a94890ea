/** Networks of section 7.3: films of moving clothes, and spoken digits. */

const { filmMeasures, trainOnFilms, trainOnVoices, voiceMeasures } = require('../experiments/recurrent-training.js');

/** @type {import('./chapters.js').Checkpoint[]} */
const recurrent = [
  {
    name: 'moving-items',
    about: 'a ConvLSTM that says the next picture of films of moving clothes',
    model: (course) =>
      course.framePredictor({ frames: 4, inputShape: [24, 24, 1], filters: 8, kernelSize: 5, seed: 1 }),
    async train(course, model, { report }) {
      await trainOnFilms(course, model, { rounds: 16, count: 200, rate: 0.01, seed: 1, report });
      return filmMeasures(course, model);
    },
  },
  {
    name: 'spoken-digits',
    about:
      'a CNN with a GRU that understands spoken digits, trained with voices changed in speed, length, tones and room as well',
    model: (course) => course.speechNetwork({ seed: 1 }),
    async train(course, model, { report }) {
      await trainOnVoices(course, model, {
        copies: 7,
        sound: { stretch: 2.2 },
        spectrogram: {},
        epochs: 8,
        seed: 1,
        report,
      });
      return voiceMeasures(course, model);
    },
  },
];

module.exports = { recurrent };

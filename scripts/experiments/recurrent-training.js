/** Trainings of section 7.3, what comes next in a film and which digit was said, and what they are worth on films and voices of the test. */

/** Films of four pictures and the one that comes next. */
const FILMS = { frames: 5, size: 24 };
const TEST_FILMS = 200;

/** All pictures but the last, and how the last one differs from the one before. */
function filmExamples({ tf }, films) {
  const xs = tf.tensor(films.map((film) => film.slice(0, -1)));
  const ys = tf.tidy(() => {
    const [before, after] = [-2, -1].map((place) => tf.tensor4d(films.map((film) => film.at(place))));
    return tf.sub(after, before);
  });
  return { xs, ys };
}

/**
 * New films in each round; the learning rate falls along half a cosine over all rounds.
 * @param {{ rounds: number, count: number, rate: number, seed: number, report?: (line: string) => void }} options
 */
async function trainOnFilms(course, model, { rounds, count, rate, seed, report = () => undefined }) {
  const optimizer = course.tf.train.adam(rate);
  const decay = course.cosineDecay(rate);
  let stopped = false;
  for (let round = 0; round < rounds && !stopped; round++) {
    const ofRound = `round ${round} of ${seed}`;
    const examples = filmExamples(course, await course.movingItems({ ...FILMS, count, seed: ofRound }));
    const learningRate = ({ step, steps }) => decay({ step: round * steps + step, steps: rounds * steps });
    const how = { epochs: 1, batchSize: 16, optimizer, learningRate, loss: 'meanSquaredError', seed: ofRound };
    const history = await course.fit(model, examples, how);
    stopped = history.stopped;
    course.tf.dispose([examples.xs, examples.ys]);
    report(`round ${round + 1} of ${rounds}: loss ${history.loss[0].toFixed(4)}`);
  }
  optimizer.dispose();
  return { stopped };
}

/** On test films: mean squared error of the next picture, that of copying the last, and the share of films where the network's is smaller. */
async function filmMeasures(course, model) {
  const { tf } = course;
  const { xs, ys } = filmExamples(course, await course.movingItems({ ...FILMS, count: TEST_FILMS, part: 'test' }));
  const [said, copied] = tf.tidy(() => {
    const perFilm = (error) => tf.mean(tf.square(error), [1, 2, 3]).arraySync();
    return [perFilm(tf.sub(model.predict(xs, { batchSize: 50 }), ys)), perFilm(ys)];
  });
  tf.dispose([xs, ys]);
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const nearer = said.filter((error, i) => error < copied[i]).length / said.length;
  return { error: mean(said), errorOfCopying: mean(copied), nearer };
}

const WINDOWS = { window: 256, hop: 128 };
const [SAMPLES, RATE, BANDS] = [4800, 8000, 24];

/** 36 windows × 24 bands of each sound, mean 0 and deviation 1, and its digit; `change` takes a spectrogram and gives another one. */
function soundExamples(course, sounds) {
  const { tf } = course;
  const filters = course.melFilterBank(BANDS, WINDOWS.window, RATE);
  const heard = sounds.map(({ samples, change = (power) => power }) =>
    course.logMel(change(course.powerSpectrogram(course.loudestPiece(samples, SAMPLES), WINDOWS)), filters),
  );
  return tf.tidy(() => {
    const values = tf.tensor3d(heard);
    const { mean, variance } = tf.moments(values, [1, 2], true);
    const deviation = tf.maximum(tf.sqrt(variance), 1e-6);
    const labels = tf.tensor1d(
      sounds.map(({ label }) => label),
      'int32',
    );
    return { xs: tf.expandDims(tf.div(tf.sub(values, mean), deviation), 3), ys: tf.oneHot(labels, 10).toFloat() };
  });
}

/**
 * Trains on the training voices and on `copies` changed ones of each sound.
 * @param {{ copies: number, sound?: object, spectrogram?: object, epochs: number, seed: number, report?: (line: string) => void }} options
 *   `sound`: changes of the sounds; `spectrogram`: changes of their spectrograms, none unless given
 */
async function trainOnVoices(course, model, { copies, sound, spectrogram, epochs, seed, report = () => undefined }) {
  const spoken = await course.spokenDigits({ part: 'train' });
  const draw = course.random(`voices ${seed}`);
  const change = spectrogram && ((power) => course.changedSpectrogram(power, draw, spectrogram));
  const changed = Array.from({ length: copies }, () =>
    spoken.map(({ samples, label }) => ({ samples: course.changedSound(samples, draw, sound), label, change })),
  );
  const examples = soundExamples(course, [...spoken, ...changed.flat()]);
  const { stopped } = await course.fit(model, examples, {
    epochs,
    batchSize: 32,
    learningRate: course.cosineDecay(0.005),
    seed,
    onEvent: (news) => {
      if (news.type === 'epoch') report(`epoch ${news.epoch + 1} of ${epochs}: loss ${news.loss.toFixed(3)}`);
    },
  });
  course.tf.dispose([examples.xs, examples.ys]);
  return { stopped };
}

/**
 * The share of digits understood, of synthetic voices that were held out and of a person's ten recordings; and the cross-entropy of these
 * ten, in nats, which tells more than a count of ten.
 */
async function voiceMeasures(course, model) {
  const parts = {
    heldOutVoices: await course.spokenDigits({ part: 'test' }),
    person: await course.recordedDigits('en'),
  };
  const measured = {};
  for (const [name, sounds] of Object.entries(parts)) {
    const examples = soundExamples(course, sounds);
    const { accuracy, loss } = await course.evaluate(model, examples);
    measured[name] = accuracy;
    if (name === 'person') measured.crossEntropy = loss;
    course.tf.dispose([examples.xs, examples.ys]);
  }
  return measured;
}

module.exports = { filmMeasures, trainOnFilms, trainOnVoices, voiceMeasures };

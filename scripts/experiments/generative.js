/** Trials with networks that make images: what an auto-encoder keeps and repairs, and how good a GAN's images are. */

/** Frees at the end what `body` calls its own, whatever happens. */
async function withTensors(tf, body) {
  const owned = [];
  try {
    return await body((tensor) => {
      owned.push(tensor);
      return tensor;
    });
  } finally {
    tf.dispose(owned);
  }
}

/** A linear classifier on codes `[count, k]`: what of the class they still say. */
async function linearAccuracy(course, train, test, seed) {
  const { tf } = course;
  const units = train.ys.shape[1];
  const kernelInitializer = tf.initializers.glorotUniform({ seed });
  const layers = [
    tf.layers.batchNormalization({ inputShape: [train.xs.shape[1]], momentum: 0.9 }),
    tf.layers.dense({ units, activation: 'softmax', kernelInitializer }),
  ];
  const model = tf.sequential({ layers });
  const { stopped } = await course.fit(model, train, { epochs: 10, optimizer: 'adam', learningRate: 0.01, seed });
  const { accuracy } = await course.evaluate(model, test);
  model.dispose();
  return { accuracy, stopped };
}

const meanSquare = (tf, a, b) => tf.tidy(() => tf.mean(tf.squaredDifference(a, b)).dataSync()[0]);

/** Reconstruction error on test images, and what a linear classifier makes of the code. */
async function compression(course, seed, { train, test }, { code, epochs }) {
  const { tf } = course;
  return withTensors(tf, async (own) => {
    const [learnt, asked] = [train.tensors(), test.tensors()];
    for (const { xs, ys } of [learnt, asked]) own([xs, ys]);
    const started = Date.now();
    let encode;
    let decode;
    let stopped = false;
    let forget;
    if (epochs) {
      const { model, encoder, decoder } = course.autoencoder({ code, seed });
      const pairs = { xs: learnt.xs, ys: learnt.xs };
      const how = { loss: 'meanSquaredError', learningRate: course.cosineDecay(0.003), epochs, seed };
      ({ stopped } = await course.fit(model, pairs, { optimizer: 'adam', ...how }));
      encode = (xs) => tf.tidy(() => encoder.predict(xs, { batchSize: 256 }).reshape([-1, code]));
      decode = (codes) => tf.tidy(() => decoder.predict(codes.reshape([-1, 1, 1, code]), { batchSize: 256 }));
      forget = () => model.dispose();
    } else {
      const pca = course.principalComponents(learnt.xs, code, { seed });
      ({ encode, decode } = pca);
      forget = pca.dispose;
    }
    const seconds = (Date.now() - started) / 1000;
    const codes = [learnt, asked].map(({ xs }) => own(encode(xs)));
    const reconstructionError = meanSquare(tf, own(decode(codes[1])), asked.xs);
    const [known, unknown] = [learnt, asked].map(({ ys }, i) => ({ xs: codes[i], ys }));
    const linear = await linearAccuracy(course, known, unknown, seed);
    forget();
    return { accuracy: linear.accuracy, stopped: stopped || linear.stopped, seconds, reconstructionError };
  });
}

/** A classifier of the set, to judge repaired or made images; the same seed gives the same one. */
async function judge(course, seed, train) {
  const model = course.lenet5({ activation: 'relu', pooling: 'max', initialization: 'he', seed });
  const { stopped } = await course.fit(model, train, { epochs: 8, optimizer: 'adam', learningRate: 0.002, seed });
  return { model, stopped };
}

/** Peak signal-to-noise ratio in dB of values 0 … 1. */
const psnr = (error) => 10 * Math.log10(1 / error);

/** How much nearer to the whole image an auto-encoder brings a damaged one; the accuracy is that of a classifier on the repaired ones. */
async function repair(course, seed, { train, test }, { damage, code, epochs }) {
  const { tf } = course;
  return withTensors(tf, async (own) => {
    const [learnt, asked] = [train.tensors(), test.tensors()];
    for (const { xs, ys } of [learnt, asked]) own([xs, ys]);
    const step = damage === 'noise' ? course.addNoise({ deviation: 0.3 }) : course.cutout({ size: 10 });
    const { model } = course.autoencoder({ code, filters: 24, seed });
    const started = Date.now();
    const pairs = { xs: learnt.xs, ys: learnt.xs };
    const how = { loss: 'meanSquaredError', learningRate: course.cosineDecay(0.003), epochs, seed };
    const { stopped } = await course.fit(model, pairs, { optimizer: 'adam', augment: step, ...how });
    const seconds = (Date.now() - started) / 1000;
    const damaged = course.augment(asked, step, `test ${seed}`);
    own([damaged.xs, damaged.ys]);
    let repaired;
    let within = 1; // share of the pixels that are compared
    if (damage === 'noise') repaired = own(model.predict(damaged.xs, { batchSize: 256 }));
    else {
      const ones = own(tf.onesLike(asked.xs));
      const kept = course.augment({ xs: ones, ys: ones }, step, `test ${seed}`); // the same squares
      own([kept.xs, kept.ys]);
      const holes = own(tf.tidy(() => tf.sub(1, kept.xs)));
      within = tf.tidy(() => holes.mean().dataSync()[0]);
      repaired = own(course.inpaint(model, asked.xs, holes));
    }
    const [before, after] = [damaged.xs, repaired].map((xs) => psnr(meanSquare(tf, xs, asked.xs) / within));
    const classifier = await judge(course, seed, train);
    const accuracyOn = async (xs) => (await course.evaluate(classifier.model, { xs, ys: asked.ys })).accuracy;
    const measured = {
      accuracy: await accuracyOn(repaired),
      accuracyOnDamaged: await accuracyOn(damaged.xs),
      accuracyOnWhole: await accuracyOn(asked.xs),
      psnrDamaged: before,
      psnrRepaired: after,
    };
    model.dispose();
    classifier.model.dispose();
    return { ...measured, seconds, stopped: stopped || classifier.stopped };
  });
}

/** A GAN trained from its first weights, and the quality of its images. */
async function madeImages(course, seed, data, { epochs, filters }) {
  const gan = course.dcgan({ filters, seed });
  const started = Date.now();
  const how = { epochs, batchSize: 64, learningRate: 0.0005, seed };
  const { stopped } = await course.trainGan(gan, data.train, how);
  const seconds = (Date.now() - started) / 1000;
  const quality = await generatorQuality(course, seed, data, gan.generator);
  for (const model of [gan.generator, gan.discriminator]) model.dispose();
  return { ...quality, seconds, stopped: stopped || quality.stopped };
}

/**
 * Quality of made images: the Fréchet distance to as many test images on the features of a classifier's last hidden layer, and the test
 * accuracy of a classifier that is trained on made images alone, with the first classifier's word for what each is.
 */
async function generatorQuality(course, seed, { train, test }, generator) {
  const { tf } = course;
  return withTensors(tf, async (own) => {
    const classifier = await judge(course, seed, train);
    const features = course.featureExtractor(classifier.model, 'f6');
    const rows = (xs) => tf.tidy(() => features.predict(xs, { batchSize: 256 }).arraySync());
    const asked = test.tensors();
    own([asked.xs, asked.ys]);
    const known = train.take({ count: test.count }).tensors();
    own([known.xs, known.ys]);
    const images = own(course.generated(generator, 5 * test.count, seed));
    const real = rows(asked.xs);
    const frechet = course.frechetDistance(rows(images.slice([0, 0, 0, 0], [test.count, -1, -1, -1])), real);
    const frechetOfReal = course.frechetDistance(rows(known.xs), real);
    const said = own(
      tf.tidy(() =>
        tf.oneHot(classifier.model.predict(images, { batchSize: 256 }).argMax(1), asked.ys.shape[1]).toFloat(),
      ),
    );
    const share = tf.tidy(() => said.mean(0).dataSync());
    const student = course.lenet5({ activation: 'relu', pooling: 'max', initialization: 'he', seed: seed + 100 });
    const learning = await course.fit(
      student,
      { xs: images, ys: said },
      { epochs: 8, optimizer: 'adam', learningRate: 0.002, seed },
    );
    const { accuracy } = await course.evaluate(student, test);
    for (const model of [classifier.model, student]) model.dispose();
    const stopped = learning.stopped || classifier.stopped;
    return { accuracy, frechet, frechetOfReal, rarestClass: Math.min(...share), stopped };
  });
}

module.exports = { compression, generatorQuality, madeImages, repair };

/** Networks of section 7.5: a variational auto-encoder, one that repairs images, and the generator of a GAN, all on Fashion-MNIST. */

const byEpoch = (report) => (news) => {
  if (news.type !== 'epoch') return;
  const losses = news.losses ?? { loss: news.loss };
  const words = Object.entries(losses).map(([name, value]) => `${name} ${value.toFixed(3)}`);
  report(`epoch ${news.epoch + 1}: ${words.join(', ')}`);
};

/** @type {import('./chapters.js').Checkpoint[]} */
const hybrid = [
  {
    name: 'fashion-latent',
    about: 'variational auto-encoder of Fashion-MNIST, two latent numbers',
    model: (course) => {
      const vae = course.variationalAutoencoder({ seed: 1 });
      return vae.model;
    },
    async train(course, model, { report }) {
      const { tf } = course;
      const [train, test] = [await course.fashionMnist(), await course.fashionMnist({ part: 'test' })];
      const [encoder, decoder] = ['encoder', 'decoder'].map((name) => model.getLayer(name));
      const vae = { model, encoder, decoder };
      await course.trainVariational(vae, train, { epochs: 5, seed: 1, learningRate: 0.002, onEvent: byEpoch(report) });
      return tf.tidy(() => {
        const { xs } = test.tensors();
        const parts = course.variationalLosses(vae, xs, tf.randomNormal([test.count, 2], 0, 1, 'float32', 1));
        return { reconstruction: parts.reconstruction.dataSync()[0], divergence: parts.divergence.dataSync()[0] };
      });
    },
  },
  {
    name: 'fashion-generator',
    about: 'generator of a DCGAN on Fashion-MNIST, 64 random numbers to an image',
    model: (course) => course.dcgan({ filters: 24, seed: 1 }).generator,
    async train(course, generator, { report }) {
      const { tf } = course;
      const [train, test] = [await course.fashionMnist(), await course.fashionMnist({ part: 'test' })];
      const { discriminator } = course.dcgan({ filters: 24, seed: 1 });
      const how = { epochs: 4, batchSize: 32, learningRate: 0.001, seed: 1 };
      await course.trainGan({ generator, discriminator }, train, { ...how, onEvent: byEpoch(report) });
      const judge = course.lenet5({ activation: 'relu', pooling: 'max', initialization: 'he', seed: 1 });
      await course.fit(judge, train, { epochs: 8, optimizer: 'adam', learningRate: 0.002, seed: 1 });
      const features = course.featureExtractor(judge, 'f6');
      const rows = (xs) => tf.tidy(() => features.predict(xs, { batchSize: 256 }).arraySync());
      const made = course.generated(generator, test.count, 1);
      const asked = test.tensors();
      const known = train.take({ count: test.count }).tensors();
      const frechet = course.frechetDistance(rows(made), rows(asked.xs));
      const frechetOfReal = course.frechetDistance(rows(known.xs), rows(asked.xs));
      tf.dispose([made, asked, known]);
      return { frechet, frechetOfReal };
    },
  },
];

module.exports = { hybrid };

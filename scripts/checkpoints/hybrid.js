/** Networks of section 7.5 on Fashion-MNIST. */

const { generatorQuality } = require('../experiments/generative.js');

/** The GAN by its generator, which is what the checkpoint holds. */
const gans = new WeakMap();

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
    about: 'the generator of a DCGAN on Fashion-MNIST, 24 filters',
    model(course) {
      const gan = course.dcgan({ filters: 24, seed: 1 });
      gans.set(gan.generator, gan);
      return gan.generator;
    },
    async train(course, model, { report }) {
      const data = { train: await course.fashionMnist(), test: await course.fashionMnist({ part: 'test' }) };
      const gan = gans.get(model);
      const how = { epochs: 24, batchSize: 64, learningRate: 0.0005, seed: 1 };
      await course.trainGan(gan, data.train, { ...how, onEvent: byEpoch(report) });
      gan.discriminator.dispose();
      const { frechet, frechetOfReal, accuracy } = await generatorQuality(course, 1, data, model);
      return { frechet, frechetOfReal, accuracyOfStudent: accuracy };
    },
  },
];

module.exports = { hybrid };

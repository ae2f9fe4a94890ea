const EPOCHS = 14;

/** @type {import("./chapters.js").Checkpoint[]} */
module.exports = [
  {
    name: 'fashion-cnn',
    about: 'the CNN that section 7.2 prunes, quantizes and learns from, on 10,000 images of Fashion-MNIST',
    model: (course) => course.cnn({ seed: 1 }),
    async train(course, model, { report }) {
      const [train, test] = [await course.fashionMnist({ part: 'train' }), await course.fashionMnist({ part: 'test' })];
      await course.fit(model, train, {
        epochs: EPOCHS,
        optimizer: 'adam',
        learningRate: course.warmUp(0.05, course.cosineDecay(0.002)),
        augment: [course.randomFlip(), course.randomShift({ pixels: 1 })],
        seed: 1,
        onEvent: (event) => {
          if (event.type === 'epoch') report(`epoch ${event.epoch + 1} of ${EPOCHS}: loss ${event.loss.toFixed(3)}`);
        },
      });
      const { accuracy } = await course.evaluate(model, test);
      return { accuracy };
    },
  },
];

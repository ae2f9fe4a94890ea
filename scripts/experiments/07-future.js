/**
 * The experiments of chapter 7 on the embedded Fashion-MNIST: plain and residual networks of growing depth, a network made smaller,
 * auto-encoders against principal components and on damaged images, a GAN's images, a vision transformer against a CNN of its size, kinds
 * of attention in one CNN, captions of scenes, films and spoken digits.
 * @typedef {import('./measure.js').Experiment} Experiment
 */

const { attention, captions } = require('./attention.js');
const { depth } = require('./deep.js');
const { efficiency } = require('./efficiency.js');
const { compression, madeImages, repair } = require('./generative.js');
const { recurrent } = require('./recurrent.js');

const CODES = [8, 32];
/** Of the training images, for the CNN and the transformer. */
const IMAGES = 4000;
const EPOCHS = { compression: 12, repair: 8, gan: [1, 3], classifier: 5 };

const one = (group, name, recipe, given, trial) => ({ group, name, recipes: [{ recipe, given, trial }] });

/** @type {Experiment[]} */
const autoencoder = CODES.flatMap((code) =>
  [
    ['principal components', 'orthogonal iteration', 0],
    ['auto-encoder', 'Adam 0.003, half a cosine', EPOCHS.compression],
  ].map(([way, recipe, epochs]) =>
    one('autoencoder', `${way}, ${code} numbers`, recipe, { way, code, epochs }, (course, seed, data) =>
      compression(course, seed, data, { code, epochs }),
    ),
  ),
);

/** @type {Experiment[]} */
const repairs = [
  ['noise of deviation 0.3', 'noise'],
  ['a square of 10 × 10 missing', 'hole'],
].map(([name, damage]) =>
  one('repair', name, 'Adam 0.003, half a cosine', { damage, epochs: EPOCHS.repair }, (course, seed, data) =>
    repair(course, seed, data, { damage, code: 64, epochs: EPOCHS.repair }),
  ),
);

/** A GAN takes minutes an epoch: a smaller one than that of the library's defaults, and two seeds. */
const gan = EPOCHS.gan.map((epochs) => ({
  seeds: [1, 2],
  ...one(
    'gan',
    `DCGAN, ${epochs} epoch${epochs > 1 ? 's' : ''}`,
    'Adam 0.0005, batches of 64',
    { epochs, filters: 24 },
    (course, seed, data) => madeImages(course, seed, data, { epochs, filters: 24 }),
  ),
}));

/** Patches of 7 × 7: those of 4 × 4 make three times as many tokens, and training takes three times as long. */
const NETWORKS = {
  CNN: (course, seed) => course.cnn({ seed }),
  'vision transformer': (course, seed) =>
    course.visionTransformerOfSize(course.parameterCount(course.cnn()), { depth: 3, patch: 7, seed }),
};

/** @type {Experiment[]} */
const vit = Object.entries(NETWORKS).map(([name, model]) => ({
  group: 'vit',
  name,
  recipes: [0.001, 0.002].map((rate) => ({
    recipe: `Adam ${rate}, half a cosine`,
    images: IMAGES,
    given: { images: IMAGES },
    epochs: EPOCHS.classifier,
    model,
    training: (course) => ({ learningRate: course.warmUp(0.05, course.cosineDecay(rate)) }),
  })),
}));

module.exports = {
  about: 'chapter 7: depth, smaller networks, auto-encoders, a GAN, films and sounds, attention, captions',
  experiments: [
    ...depth,
    ...efficiency,
    ...autoencoder,
    ...repairs,
    ...gan,
    ...recurrent,
    ...vit,
    ...attention,
    ...captions,
  ],
  seeds: [1, 2, 3],
  selection: { heldOut: 0.2, seeds: [11] },
};

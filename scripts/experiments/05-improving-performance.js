/**
 * The experiments of chapter 5 on Fashion-MNIST: augmentations, batch normalization, dropout, and all together.
 * @typedef {import('./measure.js').Experiment} Experiment
 */

/** Overfitting shows with few images: all but the last experiments train on the first of them. */
const FEW = 2000;

/** @type {Record<string, (course: object) => object | undefined>} */
const AUGMENTATIONS = {
  'as they are': () => undefined,
  'flip, left to right': ({ randomFlip }) => randomFlip(),
  'shift by 1 pixel': ({ randomShift }) => randomShift({ pixels: 1 }),
  'crop from 85 %': ({ randomCrop }) => randomCrop({ share: 0.85 }),
  'rotation by 10°': ({ randomRotation }) => randomRotation({ degrees: 10 }),
  'brightness by 0.2': ({ randomBrightness }) => randomBrightness({ amount: 0.2 }),
  'contrast by 0.3': ({ randomContrast }) => randomContrast({ amount: 0.3 }),
  'cutout 8 pixels': ({ cutout }) => cutout({ size: 8 }),
  'mixup 0.2': ({ mixup }) => mixup({ alpha: 0.2 }),
};

/** @type {Experiment[]} */
const augmentation = Object.entries(AUGMENTATIONS).map(([name, augment]) => ({
  group: 'augmentation',
  name,
  recipes: [
    {
      recipe: 'small CNN, 2,000 images, 25 epochs, Adam 0.002 falling along half a cosine',
      images: FEW,
      isGapMeasured: true,
      epochs: 25,
      model: (course, seed) => course.cnn({ seed }),
      training: (course) => ({ learningRate: course.cosineDecay(0.002), augment: augment(course) }),
    },
  ],
}));

/** The changes that help the clothes most, on photos, where things lie less alike. */
const PHOTOS = {
  'photos as they are': () => undefined,
  'photos, flip': ({ randomFlip }) => randomFlip(),
  'photos, flip and shift by 4 pixels': ({ randomFlip, randomShift }) => [randomFlip(), randomShift({ pixels: 4 })],
};

/** @type {Experiment[]} */
const photos = Object.entries(PHOTOS).map(([name, augment]) => ({
  group: 'photos',
  name,
  data: 'CIFAR-10',
  recipes: [
    {
      recipe: 'small VGG of 16 filters, 5,000 photos, 12 epochs, Adam 0.004 falling along half a cosine',
      images: 5000,
      isGapMeasured: true,
      epochs: 12,
      model: (course, seed) => course.smallVgg({ inputShape: [32, 32, 3], dropout: 0, batchNormalization: true, seed }),
      training: (course) => ({ learningRate: course.cosineDecay(0.004), augment: augment(course) }),
    },
  ],
}));

const RATES = [0.01, 0.03, 0.1, 0.3, 1];

/** @type {Experiment[]} */
const normalization = [false, true].flatMap((batchNormalization) =>
  RATES.map((rate) => ({
    group: 'normalization',
    name: `${batchNormalization ? 'batch normalization' : 'plain'}, rate ${rate}`,
    recipes: [
      {
        recipe: 'small VGG of 8 filters, 2,000 images, 5 epochs, plain SGD',
        given: { rate, normalized: batchNormalization ? 'yes' : 'no' },
        images: FEW,
        isGapMeasured: true,
        mayExplode: true,
        epochs: 5,
        model: (course, seed) => course.smallVgg({ filters: 8, dropout: 0, batchNormalization, seed }),
        training: () => ({ optimizer: 'sgd', learningRate: rate }),
      },
    ],
  })),
);

/** Rates on the input and on the two hidden layers. */
const DROPOUT = [
  [0, 0],
  [0.1, 0],
  [0.2, 0],
  [0.4, 0],
  [0, 0.25],
  [0, 0.5],
  [0, 0.75],
  [0.1, 0.5],
];

/** @type {Experiment[]} */
const dropout = DROPOUT.map(([input, hidden]) => ({
  group: 'dropout',
  name: input || hidden ? `input ${input}, hidden ${hidden}` : 'no dropout',
  recipes: [
    {
      recipe: 'dense network, 784 → 256 → 256 → 10, 2,000 images, 30 epochs, Adam 0.001',
      given: { input, hidden },
      images: FEW,
      isGapMeasured: true,
      epochs: 30,
      model: (course, seed) => course.mlp({ units: [256, 256], dropout: hidden, inputDropout: input, seed }),
      training: () => ({ learningRate: 0.001 }),
    },
  ],
}));

/** From a plain training to the best: each step keeps what the steps before it brought. */
const falling = (rate) => (course) => ({ learningRate: course.cosineDecay(rate) });
const flipped = (course) => ({ augment: course.randomFlip() });

/** @returns {Experiment} a step, whose recipe is a small VGG with a training */
const step = (name, epochs, words, choices, ...trainings) => ({
  group: 'ablation',
  name,
  recipes: [
    {
      recipe: `small VGG, ${epochs} epochs, ${words}`,
      isGapMeasured: true,
      epochs,
      model: (course, seed) => course.smallVgg({ dropout: 0, ...choices, seed }),
      training: (course) => Object.assign({}, ...trainings.map((one) => one(course))),
    },
  ],
});

const normalized = { filters: 8, batchNormalization: true };
const wide = { filters: 16, batchNormalization: true };

/** Rates, flip and dropout were chosen on the last 2,000 training images, by networks trained on the others; no test image had a say. */
const BEST = { ...wide, dropout: 0.2 };

/** @type {Experiment[]} */
const ablation = [
  step('baseline', 8, '8 filters, Adam 0.001', { filters: 8 }, () => ({ learningRate: 0.001 })),
  step('+ falling rate', 8, '8 filters, Adam from 0.002', { filters: 8 }, falling(0.002)),
  step('+ batch normalization', 8, '8 filters, Adam from 0.004', normalized, falling(0.004)),
  step('+ 16 filters', 8, '16 filters, Adam from 0.004', wide, falling(0.004)),
  step('+ flip, 12 epochs', 12, '16 filters, Adam from 0.004, flip', wide, falling(0.004), flipped),
  step('+ dropout 0.2', 12, '16 filters, Adam from 0.004, flip, dropout 0.2', BEST, falling(0.004), flipped),
];

/** @type {Experiment} the best recipe on the whole set: six times as many images, so fewer epochs */
const whole = {
  ...step('best, all 60,000', 5, '16 filters, Adam from 0.004, flip', wide, falling(0.004), flipped),
  group: 'whole',
  data: 'whole Fashion-MNIST',
};

module.exports = {
  about: 'chapter 5: augmentation, batch normalization, dropout, and from a baseline to the best',
  experiments: [...ablation, ...normalization, ...dropout, ...augmentation, whole, ...photos],
  seeds: [1, 2, 3],
  selection: { heldOut: 0.2, seeds: [11, 12] },
};

/**
 * Experiments of section 7.4: what squeeze and excitation, CBAM and self-attention bring to the same small CNN, and captions of scenes.
 * @typedef {import('./measure.js').Experiment} Experiment
 */

const { captionMeasures, captionedScenes } = require('./captions.js');

/** Of the training images: enough to tell kinds of attention apart, in minutes. */
const IMAGES = 4000;
const SCENES = 2000;
const EPOCHS = { cnn: 4, captions: 6 };

/** What stands after the second pooling, on maps `[7, 7, 32]`. */
const KINDS = {
  'no attention': (_course, x) => x,
  'squeeze and excitation': (course, x, seed) => course.squeezeExcitationBlock(x, 'look', { ratio: 4, seed }),
  CBAM: (course, x, seed) => course.cbamBlock(x, 'look', { ratio: 4, seed }),
  'self-attention': ({ tf, SelfAttention }, x, seed) => {
    const tokens = tf.layers.reshape({ targetShape: [49, 32] }).apply(x);
    const seen = new SelfAttention({ name: 'look', heads: 4, seed }).apply(tokens);
    return tf.layers.add().apply([x, tf.layers.reshape({ targetShape: [7, 7, 32] }).apply(seen)]);
  },
};

/** Two convolutions, the attention, and a dense layer. */
function attentiveCnn(course, kind, seed) {
  const { layers, initializers, input, model } = course.tf;
  const image = input({ shape: [28, 28, 1] });
  const maps = [16, 32].reduce((x, filters, i) => {
    const kernelInitializer = initializers.heNormal({ seed: 10 * seed + i });
    const how = { filters, kernelSize: 3, padding: 'same', activation: 'relu', kernelInitializer };
    return layers.maxPooling2d({ poolSize: 2 }).apply(layers.conv2d(how).apply(x));
  }, image);
  const flat = layers.flatten().apply(KINDS[kind](course, maps, seed));
  const kernelInitializer = initializers.glorotUniform({ seed: 10 * seed + 2 });
  const outputs = layers.dense({ units: 10, activation: 'softmax', kernelInitializer }).apply(flat);
  return model({ inputs: image, outputs });
}

/** @type {Experiment[]} */
const attention = Object.keys(KINDS).map((name) => ({
  group: 'attention',
  name,
  recipes: [
    {
      recipe: 'Adam 0.003, half a cosine',
      images: IMAGES,
      given: { images: IMAGES },
      epochs: EPOCHS.cnn,
      model: (course, seed) => attentiveCnn(course, name, seed),
      training: (course) => ({ learningRate: course.cosineDecay(0.003) }),
    },
  ],
}));

/** A captioner from its first weights to its captions of scenes that it never saw; the accuracy is the share of exact captions. */
async function captionTrial(course, seed) {
  const data = await captionedScenes(course, { train: SCENES, test: 500 });
  const model = course.captioner({ words: data.dictionary.size, seed });
  const images = data.train.tensor();
  const started = Date.now();
  const how = { epochs: EPOCHS.captions, batchSize: 50, seed };
  const { stopped } = await course.trainCaptioner(model, images, data.learnt, data.dictionary, how);
  const seconds = (Date.now() - started) / 1000;
  images.dispose();
  const { exact, ...others } = captionMeasures(course, model, data);
  model.dispose();
  return { accuracy: exact, ...others, seconds, stopped };
}

/** @type {Experiment[]} */
const captions = [
  {
    group: 'captions',
    name: 'CNN, GRU and attention',
    recipes: [
      {
        recipe: 'Adam 0.004, half a cosine',
        given: { scenes: SCENES, epochs: EPOCHS.captions },
        trial: (course, seed) => captionTrial(course, seed),
      },
    ],
  },
];

module.exports = { attention, captions };

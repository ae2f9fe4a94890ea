/**
 * Plain against residual networks as depth grows. Images of 14 × 14, the means of 2 × 2 pixels, and few feature maps: what counts here is
 * whether a network learns at all.
 */

const IMAGES = 2000;
const EPOCHS = 4;
const FILTERS = 8;
const SIDE = 14;

/** @returns the examples as `{ xs, ys }` at half the size; the caller disposes of them */
function halved({ tf }, images) {
  const { xs, ys } = images.tensors();
  const small = tf.avgPool(xs, 2, 2, 'valid');
  xs.dispose();
  return { xs: small, ys };
}

/** How often larger the gradient is at the kernel of the first convolution than at that of the last, before training. */
function gradientRatio(course, model, { xs, ys }) {
  const { tf } = course;
  const batch = { xs: xs.slice(0, 64), ys: ys.slice(0, 64) };
  const sizes = course
    .gradientsOf(model, batch)
    .filter(({ type }) => type === 'Conv2D')
    .map(({ weights }) => Math.hypot(...weights.kernel.values));
  tf.dispose([batch.xs, batch.ys]);
  return sizes[0] / sizes.at(-1);
}

/** One network, trained from a seed: its accuracy, its loss, and how even its gradients were at the start. */
async function depthTrial(course, seed, { train, test }, { depth, shortcuts }) {
  const [learnt, asked] = [train.take({ count: IMAGES }), test].map((images) => halved(course, images));
  const model = course.cifarResnet({ depth, shortcuts, filters: FILTERS, inputShape: [SIDE, SIDE, 1], seed });
  const ratio = gradientRatio(course, model, learnt);
  const { loss, stopped, seconds } = await course.fit(model, learnt, {
    optimizer: 'adam',
    learningRate: course.warmUp(0.1, course.cosineDecay(0.003)),
    epochs: EPOCHS,
    seed,
  });
  const { accuracy } = await course.evaluate(model, asked);
  const sizes = { parameters: course.parameterCount(model), macs: course.macs(model) };
  model.dispose();
  course.tf.dispose([learnt, asked]);
  return { accuracy, stopped, seconds, ...sizes, trainLoss: loss.at(-1), gradientRatio: ratio };
}

/** @type {import('./measure.js').Experiment[]} */
const depth = [8, 20, 38, 56].flatMap((layers) =>
  [
    ['plain', false],
    ['residual', true],
  ].map(([kind, shortcuts]) => ({
    group: 'depth',
    name: `${kind}, ${layers} layers`,
    recipes: [
      {
        recipe: 'Adam 0.003, warm-up and half a cosine',
        given: { depth: layers, shortcuts, images: IMAGES, epochs: EPOCHS },
        trial: (course, seed, data) => depthTrial(course, seed, data, { depth: layers, shortcuts }),
      },
    ],
  })),
);

module.exports = { depth, halved };

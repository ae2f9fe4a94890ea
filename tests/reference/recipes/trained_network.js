// Trains the small network that exercise 4.1 cuts, and writes tests/exercises/04-fine-tuning/trained-weights.ts:
//   node tests/reference/recipes/trained_network.js
// It learns the first five classes of Fashion-MNIST from the embedded images. Each weight is kept in one byte, with one scale a tensor.
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { engineReady, fashionMnist, tf } = require('convolab');

const classes = 5;
const lineLength = 110;

async function main() {
  await engineReady();
  const whole = await fashionMnist({ part: 'train' });
  const { xs, ys } = whole.tensors({ from: 0, count: whole.count });
  const chosen = [...whole.labels].flatMap((label, i) => (label < classes ? [i] : []));
  const places = tf.tensor1d(chosen, 'int32');
  const images = xs.gather(places);
  const labels = ys.gather(places).slice([0, 0], [-1, classes]);
  const kernel = (seed) => tf.initializers.heNormal({ seed });
  const convolution = (name, filters, seed, more = {}) =>
    tf.layers.conv2d({
      ...{ name, filters, kernelSize: 3, padding: 'same', activation: 'relu', kernelInitializer: kernel(seed) },
      ...more,
    });
  const model = tf.sequential({
    layers: [
      convolution('conv1', 8, 1, { inputShape: [28, 28, 1] }),
      tf.layers.maxPooling2d({ name: 'pool1', poolSize: 2 }),
      convolution('conv2', 16, 2),
      tf.layers.maxPooling2d({ name: 'pool2', poolSize: 2 }),
      convolution('conv3', 32, 3),
      tf.layers.globalAveragePooling2d({ name: 'features', dataFormat: 'channelsLast' }),
      tf.layers.dense({ name: 'classes', units: classes, activation: 'softmax', kernelInitializer: kernel(4) }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.003), loss: 'categoricalCrossentropy' });
  await model.fit(images, labels, { epochs: 20, batchSize: 50, shuffle: false, verbose: 0 });
  const rows = model.getWeights().map((weight) => {
    const values = weight.dataSync();
    const scale = values.reduce((most, w) => Math.max(most, Math.abs(w)), 0) / 127;
    const bytes = Int8Array.from(values, (w) => Math.round(w / scale));
    return { scale: Number(scale.toPrecision(6)), text: Buffer.from(bytes.buffer).toString('base64') };
  });
  const lines = rows.flatMap(({ scale, text }) => [
    '  {',
    `    scale: ${scale},`,
    '    values: [',
    ...(text.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? []).map((line) => `      '${line}',`),
    '    ],',
    '  },',
  ]);
  writeFileSync(
    join(__dirname, '..', '..', 'exercises', '04-fine-tuning', 'trained-weights.ts'),
    [
      '/** Made by tests/reference/recipes/trained_network.js: a byte for each weight, as base64; times the scale, it is the weight. */',
      'export const trainedWeights: { scale: number; values: string[] }[] = [',
      ...lines,
      '];',
      '',
    ].join('\n'),
  );
}

main();

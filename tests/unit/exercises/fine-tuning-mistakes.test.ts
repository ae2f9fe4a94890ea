import assert from 'node:assert';
import { test } from 'node:test';
import { drop, judged, tryMistakes } from './mistaken-models';

const freezing = 'for (const layer of model.layers) layer.trainable = false;';
const fitting = 'await head.fit(features, ys, { epochs: 20, batchSize: 50, verbose: 0 });';
const joining = 'return tf.model({ inputs: base.inputs, outputs: head.apply(base.outputs[0]) as tf.SymbolicTensor });';
const joined = joining.replace('return', 'const joined =');
const secondConvolution = "x = normalized(x, '2', 3, 1);";
const addition = 'tf.layers.add().apply([x, shortcut])';
const lastRelu = 'tf.layers.reLU().apply(sum)';
const firstRelu = "tf.layers.reLU().apply(normalized(input, '1', 3, strides)) as tf.SymbolicTensor";
const projection = "normalized(input, '', 1, strides)";
const activation = (where: string): [string, string] => [
  'useBias: false }',
  `useBias: false, activation: ${where} ? 'relu' : 'linear' }`,
];
const concatenation = 'tf.layers.concatenate().apply(branches)';
const pooled = 'pooling.apply(input)';
const linear: [string, string] = ["activation: 'relu'", "activation: name.endsWith('reduce') ? 'linear' : 'relu'"];

tryMistakes({
  '4.1': [
    ['no flatten', 5, drop('if (features.rank > 2) head.add(tf.layers.flatten());'), drop(fitting)],
    ['old classes', 0, [joining, 'return model;']],
    ['no softmax', 0, drop(", activation: 'softmax'")],
    ['cut too late', 6, ['model.getLayer(cut).output', "model.getLayer('features').output"]],
    ['cut too early', 1, ['model.getLayer(cut).output', "model.getLayer('conv3').output"]],
    ['head alone', 1, [joining, 'return head;']],
    [
      'trained along',
      2,
      drop(freezing),
      [
        joining,
        `${joined}
        joined.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
        await joined.fit(xs, ys, { epochs: 1, verbose: 0 });
        return joined;`,
      ],
    ],
    [
      'new weights',
      2,
      [freezing, `${freezing} model.setWeights(model.getWeights().map((w) => tf.randomNormal(w.shape)));`],
    ],
    ['not frozen', 3, drop(freezing)],
    ['all frozen', 3, [joining, `${joined} joined.trainable = false; return joined;`]],
    ['head not trained', 4, drop(fitting)],
    ['learnt little', 4, ['tf.train.adam(0.01)', 'tf.train.adam(0.001)']],
  ],
  '4.2': [
    ['no names', 0, drop('name: conv, '), drop('{ name: norm }')],
    ['no projection', 3, ["['projection', 'projection_norm']", "['shortcut', 'shortcut_norm']"]],
    ['projection always', 0, drop('isSame ? input : ')],
    [
      'strides forgotten',
      3,
      [firstRelu, firstRelu.replace('strides', '1')],
      [projection, projection.replace('strides', '1')],
    ],
    [
      'strides twice',
      3,
      [secondConvolution, secondConvolution.replace('1)', 'strides)')],
      [projection, projection.replace('strides', 'strides * strides')],
    ],
    ['biases', 1, ['useBias: false', 'useBias: true']],
    ['no shortcut', 2, [addition, 'x']],
    ['relu before adding', 2, [addition, addition.replace('x,', 'tf.layers.reLU().apply(x) as tf.SymbolicTensor,')]],
    ['no relu between', 2, [firstRelu, "normalized(input, '1', 3, strides)"]],
    ['relu before the normalization', 5, activation("end !== ''"), [firstRelu, "normalized(input, '1', 3, strides)"]],
    [
      'relu on the shortcut',
      5,
      [addition, addition.replace('shortcut', 'tf.layers.reLU().apply(shortcut) as tf.SymbolicTensor')],
    ],
    [
      'strides in the second convolution',
      5,
      [firstRelu, firstRelu.replace('strides', '1')],
      [secondConvolution, secondConvolution.replace('1)', 'strides)')],
    ],
    ['branch missing', 10, [concatenation, 'tf.layers.concatenate().apply(branches.slice(0, 3))']],
    ['added', 13, [concatenation, 'tf.layers.add().apply(branches)']],
    ['other axis', 13, [concatenation, 'tf.layers.concatenate({ axis: 1 }).apply(branches)']],
    ['other kernels', 11, ["conv('branch3', 5", "conv('branch3', 3"]],
    ['no relu on the reductions', 12, linear],
    ['no relu', 12, drop(", activation: 'relu'")],
    ['no pooling', 12, [`${pooled} as tf.SymbolicTensor`, 'input']],
    ['average pooling', 12, ['maxPooling2d', 'averagePooling2d']],
    [
      'pooling after the convolution',
      12,
      [
        `conv('branch4', 1, ${pooled} as tf.SymbolicTensor)`,
        "pooling.apply(conv('branch4', 1, input)) as tf.SymbolicTensor",
      ],
    ],
    ['order of the branches', 12, [concatenation, 'tf.layers.concatenate().apply(branches.reverse())']],
    ['no relu at the end', 2, [lastRelu, 'sum']],
  ],
  '4.4': [
    ['nothing frozen', 1, ['matches.test(layer.name)', 'true']],
    ['all frozen', 1, ['return model;', 'model.trainable = false; return model;']],
    ['other way round', 1, ['matches.test(layer.name)', '!matches.test(layer.name)']],
    ['not thawed', 7, ['layer.trainable = matches', 'layer.trainable = layer.trainable && matches']],
    ['batch normalization trained', 9, drop(" && layer.getClassName() !== 'BatchNormalization'")],
  ],
});

const right = async (id: string, source: string, cases: number[]): Promise<void> => {
  const result = await judged(id, source, cases);
  assert.equal(result.status, 'right', JSON.stringify(result.cases.map(({ sentence, got }) => [sentence, got])));
};

/** A training that goes alike each time: seeded weights, and no shuffling, for which TensorFlow.js takes no seed. */
const transfer = (body: string): string => `import { tf } from 'convolab';
  async function withNewHead(model: any, cut: string, xs: any, ys: any): Promise<any> {
    const maps = model.getLayer(cut).output.rank > 2;
    const seeded = { kernelInitializer: tf.initializers.glorotUniform({ seed: 6 }) };
    const dense = tf.layers.dense({ units: 10, activation: 'softmax', ...seeded });
    ${body}
    whole.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
    await whole.fit(xs, ys, { epochs: 15, batchSize: 50, shuffle: false, verbose: 0 });
    return whole;
  }`;

test('4.1: models that are put together in other ways are right, too', { timeout: 180_000 }, async () => {
  const layerByLayer = transfer(`const whole = tf.sequential();
    for (const layer of model.layers) {
      layer.trainable = false;
      whole.add(layer);
      if (layer.name === cut) break;
    }
    if (maps) whole.add(tf.layers.flatten());
    whole.add(dense);`);
  const asOneLayer =
    transfer(`const base: any = tf.model({ inputs: model.inputs, outputs: model.getLayer(cut).output });
    for (const layer of base.layers) layer.trainable = false;
    const whole = tf.sequential({ layers: maps ? [base, tf.layers.flatten(), dense] : [base, dense] });`);
  const pooled = transfer(`for (const layer of model.layers) layer.trainable = false;
    let x = model.getLayer(cut).output;
    if (maps) x = tf.layers.dense({ units: 20, activation: 'relu', ...seeded }).apply(tf.layers.flatten().apply(x));
    const whole = tf.model({ inputs: model.inputs, outputs: dense.apply(x) as any });`);
  for (const source of [layerByLayer, asOneLayer, pooled]) await right('4.1', source, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('4.1: a network that learns well, but is another one, gets nothing', { timeout: 180_000 }, async () => {
  const own = transfer(`const layers = [
      tf.layers.conv2d({ filters: 8, kernelSize: 5, strides: 2, activation: 'relu', inputShape: [28, 28, 1] }),
      tf.layers.flatten(), tf.layers.dense({ units: 30, activation: 'relu', ...seeded }), dense];
    const whole = tf.sequential({ layers });`);
  const result = await judged('4.1', own, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  assert.equal(result.points, 0, JSON.stringify(result.cases.map(({ name, status }) => [name, status])));
});

test('4.1: TensorFlow.js trains a frozen model that is used as a layer, which is seen', {
  timeout: 120_000,
}, async () => {
  const source = transfer(`const base: any = tf.model({ inputs: model.inputs, outputs: model.getLayer(cut).output });
    base.trainable = false;
    const whole = tf.sequential({ layers: [base, dense] });`);
  const { cases } = await judged('4.1', source, [2]);
  assert.equal(cases[0].mistake, 'trained along', cases[0].sentence);
  assert.match(cases[0].hint ?? '', /a model that is used as one layer/);
});

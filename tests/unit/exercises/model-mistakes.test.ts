import assert from 'node:assert';
import { test } from 'node:test';
import { drop, judged, tryMistakes } from './mistaken-models';

const ownLoss = (loss: string): [string, string] => [
  'return tf.metrics.categoricalCrossentropy(labels, probabilities).mean();',
  `return ${loss} as any;`,
];

tryMistakes({
  '3.1': [
    ['no flatten', 0, drop('tf.layers.flatten(),')],
    ['no channel', 0, ['inputShape: [28, 28, 1]', 'inputShape: [28, 28, 3]']],
    ['no softmax', 0, ["units: 10, activation: 'softmax'", 'units: 10']],
    ['other number of classes', 0, ["units: 10, activation: 'softmax'", "units: 12, activation: 'softmax'"]],
    [
      'one convolution',
      1,
      [
        "tf.layers.conv2d({\n        filters: second,\n        kernelSize: 3,\n        padding: 'same',",
        'tf.layers.dense({\n        units: second,',
      ],
    ],
    ['linear convolution', 1, ["activation: 'relu',\n        kernelInitializer: 'heNormal',\n      }),", '}),']],
    [
      'nothing gets smaller',
      1,
      ['poolSize: 2', 'poolSize: 1'],
      ['poolSize: 2', 'poolSize: 1'],
      ['units,', 'units: 2,'],
    ],
    ['over the budget', 2, ['units,', 'units: units + 9,']],
    ['far below the budget', 2, ['units,', 'units: 5,']],
    [
      'does not learn',
      5,
      [
        "units, activation: 'relu', kernelInitializer: 'heNormal'",
        "units, activation: 'relu', kernelInitializer: 'zeros'",
      ],
    ],
  ],
  '3.7': [
    [
      'no gradient',
      0,
      ['return optimizer.minimize(lossOfBatch, true).dataSync()[0];', 'return lossOfBatch().dataSync()[0];'],
    ],
    ['changed images', 0, ['xs.gather(places);', 'xs.gather(places).mul(2) as any;']],
    ['rest dropped', 0, ['from < count;', 'from + batchSize <= count;']],
    ['one epoch', 0, ['epoch < epochs', 'epoch < 1']],
    ['one large batch', 0, ['from += batchSize', 'from += count'], ['from + batchSize', 'from + count']],
    [
      'two passes a step',
      0,
      ['return optimizer.minimize', 'optimizer.minimize(lossOfBatch);\nreturn optimizer.minimize'],
    ],
    [
      'drawn at random',
      0,
      [
        'indices.slice(from, from + batchSize)',
        'indices.slice(from, from + batchSize).map(() => Math.floor(Math.random() * count))',
      ],
    ],
    ['no shuffle', 1, drop('tf.util.shuffle(indices);')],
    [
      'shuffled once',
      1,
      drop('tf.util.shuffle(indices);'),
      ['const losses: number[] = [];', 'const losses: number[] = [];\ntf.util.shuffle(indices);'],
    ],
    ['losses not numbers', 3, ['losses.push(sum / count)', 'losses.push(tf.scalar(sum / count) as any)']],
    ['one loss a step', 3, ['sum += loss', 'losses.push(loss);\nsum += loss'], drop('losses.push(sum / count);')],
    ['loss not finite', 3, ['losses.push(sum / count)', 'losses.push(Math.log(-sum))']],
    ['sum over images', 2, ['sum / count', 'sum']],
    ['sum over batches', 2, ['sum += loss * chosen.length', 'sum += loss'], ['sum / count', 'sum']],
    ['softmax twice', 2, ownLoss('tf.losses.softmaxCrossEntropy(labels, probabilities)')],
    [
      'mean over batches',
      2,
      ['sum += loss * chosen.length', 'sum += loss'],
      ['sum / count', 'sum / Math.ceil(count / batchSize)'],
    ],
    ['learnt nothing', 4, ['ys.gather(places)', 'ys.gather(places.mul(0).cast("int32")) as any']],
    ['learnt little', 4, ['tf.train.adam(learningRate)', 'tf.train.sgd(learningRate)']],
    ['tensors left', 5, ['const places =', 'tf.keep(tf.zeros([2]));\nconst places =']],
  ],
});

test('3.7: a model that was trained by `fit`, or is another one, is told apart', { timeout: 120_000 }, async () => {
  const body = (inside: string): string =>
    `import { tf } from 'convolab';\nasync function train(model: any, xs: any, ys: any, settings: any): Promise<any> { ${inside} }`;
  const fits = body(
    "model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' }); await model.fit(xs, ys); return { model, losses: [1, 2, 3] };",
  );
  assert.match(
    (await judged('3.7', fits, [0])).cases[0].sentence ?? '',
    /calls `fit` of the model .* written without it/,
  );
  const other = body(
    'return { model: tf.sequential({ layers: [tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units: 10 })] }), losses: [3, 2, 1] };',
  );
  const { cases } = await judged('3.7', other, [0, 1, 2, 3, 4, 5]);
  for (const i of [0, 1, 5]) assert.match(cases[i].sentence ?? '', /returned another model than the one it was given/);
  assert.equal(cases[4].status, 'failed');
});

test('3.1: models of other forms are right, too', { timeout: 120_000 }, async () => {
  const source = `import { tf } from 'convolab';
    function buildCnn(budget: number): any {
      const build = (filters: number): any => {
        const input = tf.input({ shape: [28, 28, 1] });
        const conv = (x: any, count: number, strides: number): any =>
          tf.layers.reLU().apply(tf.layers.batchNormalization().apply(
            tf.layers.conv2d({ filters: count, kernelSize: 3, strides, padding: 'same', useBias: false }).apply(x)));
        let x = conv(conv(input, filters, 2), 2 * filters, 2);
        x = tf.layers.add().apply([x, conv(x, 2 * filters, 1)]);
        const flat = tf.layers.flatten().apply(tf.layers.maxPooling2d({ poolSize: 2 }).apply(x));
        const logits = tf.layers.dense({ units: 10 }).apply(flat);
        return tf.model({ inputs: input, outputs: tf.layers.softmax().apply(logits) as any });
      };
      let filters = 2;
      for (let next = build(filters); next.countParams() <= budget; next = build(++filters)) next.dispose();
      return build(filters - 1);
    }`;
  const result = await judged('3.1', source, [0, 1, 2, 3, 4, 5]);
  assert.equal(result.status, 'right', JSON.stringify(result.cases.map(({ sentence, got }) => [sentence, got])));
});

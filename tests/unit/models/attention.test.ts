import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import {
  attentionOf,
  ChannelStatistics,
  cbamBlock,
  cnn,
  featureExtractor,
  LayerNorm,
  parameterCount,
  SelfAttention,
  squeezeExcitationBlock,
  visionTransformer,
  visionTransformerOfSize,
  visionTransformerParameters,
} from '../../../lib/src/models';
import { UserError } from '../../../lib/src/project';
import { noise } from '../engine/compare';
import { savedCopy } from './saved-copy';

before(() => engineReady({ quiet: true }));

const tensor = (shape: number[], seed: number) => tf.tensor(noise(shape, seed).values, shape);

function around(shape: number[], block: (x: tf.SymbolicTensor) => tf.SymbolicTensor): tf.LayersModel {
  const x = tf.input({ shape });
  return tf.model({ inputs: x, outputs: block(x) });
}

const blocks: Record<string, { model: () => tf.LayersModel; input: number[]; parameters: number }> = {
  'squeeze and excitation': {
    model: () => around([4, 5, 12], (x) => squeezeExcitationBlock(x, 'block', { ratio: 4 })),
    input: [4, 5, 12],
    parameters: 2 * 12 * 3 + 3 + 12,
  },
  CBAM: {
    model: () => around([4, 5, 12], (x) => cbamBlock(x, 'block', { ratio: 4, kernelSize: 3 })),
    input: [4, 5, 12],
    parameters: 2 * 12 * 3 + 3 + 12 + 2 * 9,
  },
  'self-attention': {
    model: () =>
      around([5, 6], (x) => new SelfAttention({ name: 'attention', heads: 3 }).apply(x) as tf.SymbolicTensor),
    input: [5, 6],
    parameters: 4 * (36 + 6),
  },
  'vision transformer': {
    model: () => visionTransformer({ inputShape: [8, 8, 1], width: 8, heads: 2, depth: 1, classes: 3 }),
    input: [8, 8, 1],
    parameters: 16 * 8 + 8 + 4 * 8 + (4 * 72 + 4 * 64 + 24 + 32) + 16 + 27,
  },
};

describe('blocks of attention', () => {
  for (const [name, { model: build, input, parameters }] of Object.entries(blocks)) {
    test(`${name}: as many parameters as its formula says`, () => {
      assert.equal(parameterCount(build()), parameters);
    });

    test(`${name}: gradients are the slopes that small steps show`, () => {
      const model = build();
      const x = tensor([2, ...input], 5);
      const output = model.apply(x) as tf.Tensor;
      const direction = tensor(output.shape, 6);
      const loss = () => tf.sum(tf.mul(model.apply(x, { training: true }) as tf.Tensor, direction)) as tf.Scalar;
      const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
      const { grads } = tf.variableGrads(loss, variables);
      for (const [i, variable] of variables.entries()) {
        // along a direction of all its numbers at once: one slope a weight
        const way = tensor(variable.shape, 70 + i);
        const expected = tf.sum(tf.mul(grads[variable.name], way)).dataSync()[0];
        const start = variable.clone();
        const step = 5e-3;
        const at = (factor: number) => {
          tf.tidy(() => variable.assign(tf.add(start, tf.mul(way, factor * step))));
          return tf.tidy(() => loss().dataSync()[0]);
        };
        const slope = (at(1) - at(-1)) / (2 * step);
        variable.assign(start);
        const scale = Math.max(0.1, Math.abs(expected));
        assert.ok(Math.abs(slope - expected) / scale < 0.02, `${variable.name}: ${expected}, steps show ${slope}`);
      }
    });

    test(`${name}: saved and loaded, it gives the same outputs`, async () => {
      const model = build();
      const x = tensor([3, ...input], 8);
      const copy = await savedCopy(model);
      assert.deepEqual((copy.predict(x) as tf.Tensor).dataSync(), (model.predict(x) as tf.Tensor).dataSync());
    });
  }
});

test('self-attention computes its formula', () => {
  const layer = new SelfAttention({ heads: 2, seed: 3 });
  const x = tensor([1, 3, 4], 9);
  const output = (layer.apply(x) as tf.Tensor).arraySync() as number[][][];
  const kernels = layer.getWeights().map((weight) => weight.arraySync()) as (number[][] & number[])[];
  const rows = (x.arraySync() as number[][][])[0];
  const times = (a: number[][], b: number[][]) =>
    a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
  const dense = (a: number[][], i: number) =>
    times(a, kernels[2 * i]).map((row) => row.map((value, j) => value + kernels[2 * i + 1][j]));
  const [query, key, value] = [0, 1, 2].map((i) => dense(rows, i));
  const heads = [0, 1].map((head) => {
    const own = (a: number[][]) => a.map((row) => row.slice(2 * head, 2 * head + 2));
    const transposed = own(key)[0].map((_, j) => own(key).map((row) => row[j]));
    const scores = times(own(query), transposed).map((row) => row.map((score) => Math.exp(score / Math.SQRT2)));
    const weights = scores.map((row) => row.map((score) => score / row.reduce((sum, one) => sum + one, 0)));
    return { weights, attended: times(weights, own(value)) };
  });
  const joined = rows.map((_, i) => heads.flatMap(({ attended }) => attended[i]));
  const close = (got: number[], expected: number[]) =>
    got.forEach((number, i) => {
      assert.ok(Math.abs(number - expected[i]) < 1e-5);
    });
  close(output[0].flat(), dense(joined, 3).flat());
  close(
    Array.from(layer.attention(x).dataSync()),
    heads.flatMap(({ weights }) => weights.flat()),
  );
});

test('squeeze and excitation scales each map by one number, CBAM each position of all maps besides', () => {
  const x = tf.add(tf.abs(tensor([1, 4, 5, 12], 10)), 0.1);
  const ratios = (model: tf.LayersModel) => tf.div(model.predict(x) as tf.Tensor, x).arraySync() as number[][][][]; // [1, height, width, channels]
  const [squeezed] = ratios(blocks['squeeze and excitation'].model());
  for (const pixel of squeezed.flat())
    pixel.forEach((ratio, channel) => {
      assert.ok(ratio > 0 && ratio < 1 && Math.abs(ratio - squeezed[0][0][channel]) < 1e-5);
    });
  const model = blocks.CBAM.model();
  const [attended] = ratios(model);
  const where = featureExtractor(model, 'block_where').predict(x) as tf.Tensor;
  const gates = featureExtractor(model, 'block_scale').predict(x) as tf.Tensor;
  const product = tf.mul(tf.div(gates, x), where).arraySync() as number[][][][];
  assert.deepEqual(where.shape, [1, 4, 5, 1]);
  attended.flat(2).forEach((ratio, i) => {
    assert.ok(Math.abs(ratio - product[0].flat(2)[i]) < 1e-5);
  });
});

test('layer normalization gives what the layer of TensorFlow.js gives', () => {
  const x = tensor([2, 3, 5], 12);
  const weights = [tensor([5], 13), tensor([5], 14)];
  const [own, known] = [new LayerNorm({ epsilon: 0.01 }), tf.layers.layerNormalization({ epsilon: 0.01 })].map(
    (layer) => {
      layer.apply(x);
      layer.setWeights(weights);
      return (layer.apply(x) as tf.Tensor).dataSync();
    },
  );
  own.forEach((value, i) => {
    assert.ok(Math.abs(value - known[i]) < 1e-5);
  });
});

test('the statistics over channels are their mean and their maximum', () => {
  const x = tf.tensor4d([1, 2, 6, -3, -1, -2], [1, 1, 2, 3]);
  assert.deepEqual((new ChannelStatistics().apply(x) as tf.Tensor).arraySync(), [
    [
      [
        [3, 6],
        [-2, -1],
      ],
    ],
  ]);
});

test('a vision transformer of the size of a CNN is found, and counted without building it', () => {
  const wanted = parameterCount(cnn());
  const model = visionTransformerOfSize(wanted, { depth: 3 });
  const width = model.getLayer('patches').outputShape.at(-1) as number;
  assert.equal(parameterCount(model), visionTransformerParameters({ depth: 3, width }));
  const gap = (w: number) => Math.abs(visionTransformerParameters({ depth: 3, width: w }) - wanted);
  assert.ok(gap(width) <= Math.min(gap(width - 4), gap(width + 4)));
  assert.ok(gap(width) / wanted < 0.05);
});

test('the attention of a vision transformer to its patches adds up to 1 for each head', () => {
  const model = visionTransformer({ inputShape: [8, 12, 1], patch: 4, width: 8, heads: 2, depth: 2 });
  const images = tensor([3, 8, 12, 1], 15).arraySync() as number[][][][];
  const maps = attentionOf(model, images, 'block2_attention');
  assert.deepEqual([maps.length, maps[0].length, maps[0][0].length, maps[0][0][0].length], [3, 2, 2, 3]);
  for (const map of maps.flat()) assert.ok(Math.abs(map.flat().reduce((sum, value) => sum + value, 0) - 1) < 1e-5);
  assert.throws(() => attentionOf(model, images, 'block3_attention'), /it has block1_attention, block2_attention/);
});

test('impossible options get a sentence', () => {
  const maps = tf.input({ shape: [4, 4, 8] });
  for (const [make, sentence] of [
    [() => visionTransformer({ patch: 5 }), /28 × 28 can't be cut into patches of 5 × 5/],
    [() => visionTransformer({ width: 30 }), /width must be a multiple of the 4 heads/],
    [() => cbamBlock(maps, 'block', { kernelSize: 4 }), /must be odd/],
    [() => squeezeExcitationBlock(tf.input({ shape: [8] }), 'block'), /takes maps \[batch, height, width, channels\]/],
    [() => new SelfAttention({ heads: 3 }).apply(tf.input({ shape: [5, 8] })), /multiple of the 3 heads/],
    [() => new SelfAttention({ heads: 3 }).apply(tf.input({ shape: [8] })), /takes tokens \[batch, tokens, width\]/],
  ] as const) {
    assert.throws(make, (error: Error) => error instanceof UserError && sentence.test(error.message));
  }
});

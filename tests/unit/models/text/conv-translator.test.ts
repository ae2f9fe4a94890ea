import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { engineReady, tf } from '../../../../lib/src/engine';
import { type Matrix, scaledDotProductAttention } from '../../../../lib/src/maths';
import {
  convTranslator,
  GatedConvolution,
  parameterCount,
  SourceAttention,
  sourceAttentionOf,
} from '../../../../lib/src/models';
import { UserError } from '../../../../lib/src/project';
import { noise } from '../../engine/compare';
import { assertTensorClose, reference } from '../../maths/reference';
import { savedCopy } from '../saved-copy';

before(() => engineReady({ quiet: true }));

interface GatedCase {
  kind: string;
  causal: boolean;
  x: Matrix;
  filters: number[][][];
  bias: number[];
  output: Matrix;
}

const tensor = (shape: number[], seed: number) => tf.tensor(noise(shape, seed).values, shape);
const ints = (numbers: Matrix) => tf.tensor2d(numbers, undefined, 'int32');

describe('GatedConvolution', () => {
  for (const { causal, x, filters, bias, output } of reference<GatedCase>('text').filter(
    ({ kind }) => kind === 'gated',
  )) {
    test(`over ${filters.length} words${causal ? ', causal' : ''} is PyTorch's conv1d and glu`, () => {
      const layer = new GatedConvolution({ filters: bias.length / 2, kernelSize: filters.length, causal });
      const got = tf.tidy(() => {
        layer.apply(tf.tensor3d([x]));
        layer.setWeights([tf.tensor3d(filters), tf.tensor1d(bias)]);
        return (layer.apply(tf.tensor3d([x])) as tf.Tensor3D).arraySync();
      });
      assertTensorClose(got[0], output, 'output');
    });
  }

  test('refuses an even kernel that looks both ways', () => {
    assert.throws(
      () => new GatedConvolution({ kernelSize: 4 }),
      /kernelSize must be odd unless the convolution is causal, got 4/,
    );
  });
});

describe('SourceAttention', () => {
  test('is scaled dot-product attention, and padding gets none of it', () => {
    const [h, g, z, e] = [3, 3, 4, 4].map((words, i) => tensor([2, words, 6], i + 1));
    const tokens = ints([
      [5, 6, 7, 8],
      [5, 6, 0, 0],
    ]);
    const layer = new SourceAttention({ seed: 3 });
    const got = (layer.apply([h, g, z, e, tokens]) as tf.Tensor3D).arraySync();
    const weights = layer.attention([h, g, z, e, tokens]).arraySync();
    const [queryKernel, queryBias, outputKernel, outputBias] = layer.getWeights();
    for (const [i, read] of [4, 2].entries()) {
      const row = (x: tf.Tensor) => x.slice([i], [1]).squeeze([0]) as tf.Tensor2D;
      const query = row(h)
        .matMul(queryKernel as tf.Tensor2D)
        .add(queryBias)
        .add(row(g))
        .arraySync() as Matrix;
      const keys = (row(z).arraySync() as Matrix).slice(0, read);
      const values = (row(z).add(row(e)).arraySync() as Matrix).slice(0, read);
      const byHand = scaledDotProductAttention(query, keys, values);
      assertTensorClose(
        weights[i].map((one) => one.slice(0, read)),
        byHand.weights,
        'weights',
      );
      assert.ok(weights[i].every((one) => one.slice(read).every((weight) => weight === 0)));
      const output = tf
        .tensor2d(byHand.output)
        .matMul(outputKernel as tf.Tensor2D)
        .add(outputBias);
      assertTensorClose(got[i], output.arraySync() as Matrix, 'output');
    }
  });
});

describe('convTranslator', () => {
  const small = () =>
    convTranslator({
      sourceWords: 9,
      targetWords: 8,
      sourceLength: 5,
      targetLength: 4,
      width: 6,
      decoderLayers: 2,
      seed: 1,
    });
  const logits = (model: tf.LayersModel, source: Matrix, target: Matrix) =>
    tf.tidy(() => (model.predict([ints(source), ints(target)]) as tf.Tensor3D).arraySync());

  test('has as many parameters as its formula says', () => {
    const [width, kernel] = [6, 3];
    const gated = kernel * width * 2 * width + 2 * width;
    const attention = 2 * (width * width + width);
    const vectors = (9 + 5 + 8 + 4) * width;
    assert.equal(parameterCount(small()), vectors + 4 * gated + 2 * attention + (width * 8 + 8));
  });

  test('what comes later in the written sentence changes nothing before', () => {
    const source = [[4, 5, 6, 0, 0]];
    const [one, other] = [
      [2, 4, 5, 6],
      [2, 4, 7, 7],
    ].map((target) => logits(small(), source, [target])[0]);
    assertTensorClose(one.slice(0, 2), other.slice(0, 2), 'before the change', 1e-6);
    assert.ok(one[2].some((value, k) => Math.abs(value - other[2][k]) > 1e-4));
  });

  test('each word that was read may change all that is written', () => {
    const [one, other] = [
      [4, 5, 6, 7, 0],
      [4, 5, 6, 8, 0],
    ].map((source) => logits(small(), [source], [[2, 4, 5, 6]])[0]);
    assert.ok(one.every((row, t) => row.some((value, k) => Math.abs(value - other[t][k]) > 1e-6)));
  });

  test('attention of its layers: rows add up to 1, padding gets none', () => {
    const [map] = sourceAttentionOf(small(), [[4, 5, 6, 0, 0]], [[2, 4, 5, 0]]);
    assert.equal(map.length, 4);
    for (const row of map) {
      assert.ok(Math.abs(row.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-5);
      assert.deepEqual(row.slice(3), [0, 0]);
    }
    const other = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [5] })] });
    assert.throws(() => sourceAttentionOf(other, [[1]], [[1]]), /is no translator: no layer attends to a source/);
  });

  test('comes back from a file', async () => {
    const given = [[[4, 5, 6, 0, 0]], [[2, 4, 5, 6]]] as const;
    const model = small();
    const copy = await savedCopy(model);
    assert.deepEqual(
      logits(copy, ...(given as unknown as [Matrix, Matrix])),
      logits(model, ...(given as unknown as [Matrix, Matrix])),
    );
  });

  test('refuses sizes that cannot be', () => {
    assert.throws(
      () => convTranslator({ sourceWords: 9, targetWords: 0 }),
      (error: Error) => error instanceof UserError && /^targetWords must be a whole number/.test(error.message),
    );
  });
});

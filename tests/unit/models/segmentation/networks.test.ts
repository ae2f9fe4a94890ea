import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { engineReady, tf } from '../../../../lib/src/engine';
import { type Box, type Image, random, roiAlign } from '../../../../lib/src/maths';
import { alignRegions, fcn, maskRcnn, parameterCount, unet } from '../../../../lib/src/models';
import { assertTensorClose } from '../../maths/reference';

before(() => engineReady({ quiet: true }));

describe('networks that label pixels', () => {
  for (const { name, model } of [
    { name: 'U-Net', model: () => unet({ classes: 3, filters: 4 }) },
    {
      name: 'U-Net with two convolutions and no skips',
      model: () => unet({ classes: 3, convolutions: 2, skips: false }),
    },
    { name: 'FCN with stride 2', model: () => fcn({ classes: 3, filters: 4 }) },
    { name: 'FCN with stride 8', model: () => fcn({ classes: 3, filters: 4, stride: 8 }) },
  ])
    it(`${name} takes images of any size and gives probabilities for each pixel`, () => {
      const network = model();
      for (const [height, width] of [
        [16, 24],
        [64, 64],
      ])
        tf.tidy(() => {
          const output = network.predict(tf.randomNormal([2, height, width, 1], 0, 1, 'float32', 1)) as tf.Tensor4D;
          assert.deepEqual(output.shape, [2, height, width, 3]);
          const sums = tf.sum(output, 3).dataSync();
          assert.ok(sums.every((sum) => Math.abs(sum - 1) < 1e-5));
        });
      network.dispose();
    });

  it('have the parameters of their formulas', () => {
    const block = (input: number, output: number) => 9 * input * output + 2 * output; // normalization: 2 a map
    const up = (input: number, output: number) => 4 * input * output + output;
    const [f, k] = [4, 3];
    const network = unet({ classes: k, filters: f, depth: 2 });
    const down = block(1, f) + block(f, 2 * f) + block(2 * f, 4 * f);
    const way = up(4 * f, 2 * f) + block(4 * f, 2 * f) + up(2 * f, f) + block(2 * f, f);
    assert.equal(parameterCount(network), down + way + f * k + k);
    const full = fcn({ classes: k, filters: f });
    const stages = [1, 2 * f, 4 * f, 8 * f];
    const encoder = [1, 2, 3].reduce(
      (sum, i) => sum + block(stages[i - 1], stages[i]) + block(stages[i], stages[i]),
      0,
    );
    const scores = [1, 2, 3].reduce((sum, i) => sum + stages[i] * k + k, 0);
    assert.equal(parameterCount(full), encoder + scores + 3 * 16 * k * k);
  });

  it('begin with the bilinear enlargement of the coarse scores', () => {
    const network = fcn({ classes: 2, filters: 2, stride: 8 });
    const enlarge = network.getLayer('enlarge');
    tf.tidy(() => {
      const scores = tf.randomNormal([1, 6, 6, 2], 0, 1, 'float32', 3) as tf.Tensor4D;
      const got = enlarge.apply(scores) as tf.Tensor4D;
      // away from the border, where 'same' padding has zeros
      const expected = tf.image.resizeBilinear(scores, [48, 48], false, true);
      const inner = (x: tf.Tensor4D) => tf.slice(x, [0, 8, 8, 0], [1, 32, 32, 2]).arraySync() as number[][][][];
      assertTensorClose(inner(got), inner(expected), 'scores', 1e-5);
    });
    network.dispose();
  });

  it('refuse what cannot be', () => {
    for (const make of [
      () => unet({ classes: 1 }),
      () => unet({ depth: 0 }),
      () => unet({ convolutions: 0 }),
      () => fcn({ stride: 3 as 2 }),
      () => fcn({ filters: 0.5 }),
      () => maskRcnn({ size: 40 }),
    ])
      assert.throws(make, { name: 'UserError' });
  });
});

describe('alignRegions', () => {
  const draw = random(5);
  const features = Array.from({ length: 2 }, () =>
    Array.from({ length: 6 }, () => Array.from({ length: 8 }, () => [draw.normal(), draw.normal()])),
  ) as Image[];
  const regions: Box[][] = [
    [
      [0.5, 1, 6.3, 5],
      [2, 2, 3, 3.5],
    ],
    [
      [-1, 0, 4, 4],
      [5, 3, 9, 7],
    ],
  ];

  it('is roiAlign of each region', () => {
    const got = tf.tidy(() => alignRegions(tf.tensor4d(features), regions, 3).arraySync() as Image[]);
    const expected = regions.flatMap((boxes, i) => boxes.map((box) => roiAlign(features[i], box, 3)));
    assertTensorClose(got, expected, 'regions', 1e-5);
  });

  it('has the gradient of differences', () => {
    tf.tidy(() => {
      const loss = (x: tf.Tensor4D) => tf.sum(tf.square(alignRegions(x, regions, 3))) as tf.Scalar;
      const gradient = tf
        .grad((x) => loss(x as tf.Tensor4D))(tf.tensor4d(features))
        .arraySync() as number[][][][];
      for (const [i, y, x, c] of [
        [0, 2, 3, 0],
        [1, 5, 7, 1],
        [1, 0, 0, 0],
      ]) {
        const at = (change: number) => {
          const moved = structuredClone(features);
          moved[i][y][x][c] += change;
          return loss(tf.tensor4d(moved)).dataSync()[0];
        };
        const expected = (at(0.05) - at(-0.05)) / 0.1; // exact: the loss is a parabola
        assert.ok(Math.abs(gradient[i][y][x][c] - expected) < 1e-3 * (1 + Math.abs(expected)));
      }
    });
  });

  it('needs as many regions for each image', () => {
    const one = tf.zeros([2, 4, 4, 1]) as tf.Tensor4D;
    assert.throws(() => alignRegions(one, [regions[0], []], 2), { name: 'UserError', message: /same number/ });
    assert.throws(() => alignRegions(one, [[], []], 2), { name: 'UserError' });
    one.dispose();
  });
});

describe('maskRcnn', () => {
  it('has parts that fit each other, and one model of all weights', () => {
    const { model, backbone, classifier, masker } = maskRcnn({ filters: 4, classes: 3 });
    assert.deepEqual(
      backbone.outputs.map(({ shape }) => shape.slice(1)),
      [
        [32, 32, 6],
        [288, 6],
      ],
    );
    assert.deepEqual(classifier.outputs[0].shape, [null, 8]);
    assert.deepEqual(masker.outputs[0].shape, [null, 28, 28, 1]);
    assert.equal(
      parameterCount(model),
      [backbone, classifier, masker].reduce((sum, part) => sum + parameterCount(part), 0),
    );
  });
});

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { makeImage } from '../../../lib/src/maths';
import { lenet5 } from '../../../lib/src/models';
import { UserError } from '../../../lib/src/user-error';
import { type LenetWidgetOptions, lenetGiven } from '../../../lib/src/widgets/lenet';
import type { LiveModel } from '../../../lib/src/widgets/lenet/read-model';

const { conv2d, maxPooling2d, flatten, dense } = tf.layers;
const image = makeImage;
const live = (model: tf.Sequential): LiveModel => model as unknown as LiveModel;

describe('a network that cannot be shown live', () => {
  before(() => engineReady({ quiet: true }));

  const small = (...layers: tf.layers.Layer[]) => live(tf.sequential({ layers }));
  const flat = () => [flatten({ inputShape: [28, 28, 1] }), dense({ units: 2, activation: 'softmax' })];
  const branch = () => {
    const input = tf.input({ shape: [8, 8, 1] });
    return live(tf.model({ inputs: input, outputs: flatten().apply(input) as tf.SymbolicTensor }) as tf.Sequential);
  };
  const broken = () => {
    const model = lenet5();
    model.getLayer('c3').setWeights(
      model
        .getLayer('c3')
        .getWeights()
        .map((w) => tf.fill(w.shape, Number.NaN)),
    );
    return live(model);
  };
  const cases: [string, () => LiveModel, LenetWidgetOptions, RegExp][] = [
    ['nothing', () => undefined as unknown as LiveModel, {}, /needs a model first, as in widget\.lenet\(model, /],
    ['branches', branch, {}, /needs a tf\.sequential model/],
    ['rows', () => small(dense({ units: 2, inputShape: [5] })), {}, /must take images .* it takes \[5\]\.$/],
    [
      'any size',
      () => small(conv2d({ filters: 1, kernelSize: 1, inputShape: [null, null, 1] as never })),
      {},
      /it takes \[any, any, 1\]\.$/,
    ],
    [
      'no end',
      () => small(conv2d({ filters: 1, kernelSize: 1, inputShape: [8, 8, 1], name: 'last' })),
      {},
      /must end in one number a class.* 'last'\.$/,
    ],
    [
      'a kind of layer',
      () => small(tf.layers.batchNormalization({ inputShape: [28, 28, 1], name: 'norm' }), ...flat().slice(0, 1)),
      {},
      /cannot show the layer 'norm' \(BatchNormalization\)\. It takes /,
    ],
    [
      'an activation',
      () => small(flatten({ inputShape: [4, 4, 1] }), dense({ units: 2, activation: 'softplus', name: 'odd' })),
      {},
      /cannot show the layer 'odd' \(softplus\)/,
    ],
    [
      'a large one',
      () => small(flatten({ inputShape: [28, 28, 1] }), dense({ units: 1000 }), dense({ units: 2 })),
      {},
      /has 786000 parameters, the page takes at most 500000\.$/,
    ],
    [
      'a slow one',
      () =>
        small(
          conv2d({ filters: 64, kernelSize: 9, inputShape: [64, 64, 1] }),
          maxPooling2d({ poolSize: 50 }),
          flatten(),
          dense({ units: 2 }),
        ),
      {},
      /needs 16\.\d million multiplications an image, at most 3\.0 million/,
    ],
    ['NaN', broken, {}, /the layer 'c3' has weights that are no numbers/],
    [
      'classes',
      () => small(...flat()),
      { classes: ['a', 'b', 'c'] },
      /tells 2 classes apart, but there are 3 names\.$/,
    ],
    [
      'images',
      () => small(...flat()),
      { images: Array(25).fill(image(28, 28, 1)) },
      /at most 24 images, as .*; got 25\.$/,
    ],
    ['sizes', () => small(...flat()), { images: [image(8, 8, 1)] }, /takes images 28×28×1, images\[0\] is 8×8×1\.$/],
    [
      'brightness',
      () => small(...flat()),
      { images: [image(28, 28, 1).map((row) => row.map(() => [255]))] },
      /must have values from 0 to 1/,
    ],
    [
      'labels',
      () => small(...flat()),
      { images: [image(28, 28, 1)], labels: [2] },
      /labels\[0\] is 2, there are 2 classes\.$/,
    ],
  ];
  for (const [what, model, options, message] of cases)
    test(`refuses in one sentence: ${what}`, () => {
      const made = model();
      assert.throws(
        () => lenetGiven(made, options),
        (error: Error) => error instanceof UserError && message.test(error.message),
      );
    });
});

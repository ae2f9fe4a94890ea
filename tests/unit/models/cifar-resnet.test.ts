import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { type Filters, type Image, random, residualBlock } from '../../../lib/src/maths';
import { cifarResnet, macs, parameterCount } from '../../../lib/src/models';
import { ChannelPadding } from '../../../lib/src/models/channel-padding';
import { UserError } from '../../../lib/src/project';
import { activationsOf } from '../../../lib/src/training';
import { assertTensorClose } from '../maths/reference';

before(() => engineReady({ quiet: true }));

test('residual networks for CIFAR-10 have the parameters of table 6 of the paper, in millions', () => {
  const published = { 20: 0.27, 32: 0.46, 44: 0.66, 56: 0.85 };
  for (const [depth, millions] of Object.entries(published)) {
    const model = cifarResnet({ depth: Number(depth), inputShape: [32, 32, 3], initialization: 'zeros' });
    const convolutions = model.layers.filter((layer) => layer.getClassName() === 'Conv2D').length;
    assert.equal(convolutions + 1, Number(depth));
    assert.equal(Math.round(parameterCount(model) / 1e4) / 100, millions);
    model.dispose();
  }
});

test('the plain twin has the same weights and the same work', () => {
  const [residual, plain] = [true, false].map((shortcuts) =>
    cifarResnet({ depth: 14, filters: 4, shortcuts, seed: 5 }),
  );
  assert.equal(macs(plain), macs(residual));
  const weights = [residual, plain].map((model) => model.getWeights().map((weight) => weight.arraySync()));
  assert.deepEqual(weights[1], weights[0]);
  for (const model of [residual, plain]) model.dispose();
});

test('a block of the network is the residual block of the maths', () => {
  const model = cifarResnet({ depth: 8, filters: 3, inputShape: [7, 6, 1], seed: 2 });
  const draw = random(4);
  const image = Array.from({ length: 7 }, () => Array.from({ length: 6 }, () => [draw.normal()]));
  const found = new Map(activationsOf(model, [image]).map((layer) => [layer.name, layer.maps]));
  const maps = (layer: string) => (found.get(layer) as (example: number) => Image)(0);
  const half = (number: number) => ({
    filters: model.getLayer(`stage1_block1_conv${number}_conv`).getWeights()[0].arraySync() as Filters,
    norm: { gamma: [1, 1, 1], beta: [0, 0, 0], runningMean: [0, 0, 0], runningVariance: [1, 1, 1] },
  });
  const byHand = residualBlock(maps('conv1_relu'), { first: half(1), second: half(2) }, { epsilon: 1e-5 });
  assertTensorClose(maps('stage1_block1_relu'), byHand, 'block');
  model.dispose();
});

test('a shortcut without weights takes every second pixel, adds maps of zeros and hands gradients back to those pixels', () => {
  const layer = new ChannelPadding({ channels: 3, strides: 2 });
  assert.deepEqual(layer.computeOutputShape([null, 5, 4, 1]), [null, 3, 2, 3]);
  tf.tidy(() => {
    const x = tf.range(0, 20).reshape([1, 5, 4, 1]);
    const given = [0, 2, 8, 10, 16, 18];
    assert.deepEqual(
      (layer.call(x) as tf.Tensor).dataSync(),
      Float32Array.from(given.flatMap((value) => [value, 0, 0])),
    );
    const gradient = tf.grad((input) => tf.sum(tf.mul(layer.call(input) as tf.Tensor, 2)))(x);
    assert.deepEqual(
      gradient.dataSync(),
      Float32Array.from({ length: 20 }, (_, i) => (given.includes(i) ? 2 : 0)),
    );
  });
});

test('a depth that cannot be is told in one sentence', () => {
  assert.throws(
    () => cifarResnet({ depth: 18 }),
    (error: Error) =>
      error instanceof UserError && /^depth of cifarResnet must be 6 n \+ 2: .*, got 18\.$/.test(error.message),
  );
});

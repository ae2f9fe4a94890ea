import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { freeze, lenet5, withHead } from '../../../lib/src/models';
import { weightsOf } from '../../../lib/src/visualizers/model-weights';
import { weightChange } from '../../../lib/src/visualizers/weight-change';

const layer = (name: string, weights: number[], frozen = false) => ({
  layer: name,
  weights: Float32Array.from(weights),
  frozen,
});

describe('weightsOf', () => {
  before(() => engineReady({ quiet: true }));

  it('copies the kernels of a model, and says which layers are frozen', () => {
    const model = lenet5();
    freeze(model, 'c3');
    const snapshot = weightsOf(model);
    assert.deepEqual(
      snapshot.map(({ layer: name, weights, frozen }) => [name, weights.length, frozen]),
      [
        ['c1', 25 * 6, true],
        ['c3', 25 * 6 * 16, true],
        ['c5', 400 * 120, false],
        ['f6', 120 * 84, false],
        ['output', 84 * 10, false],
      ],
    );
    const [first] = snapshot[4].weights;
    const kernel = model.getLayer('output').getWeights()[0];
    assert.equal(kernel.dataSync()[0], first);
    model.getLayer('output').setWeights([tf.zeros([84, 10]), tf.zeros([10])]);
    assert.equal(snapshot[4].weights[0], first, 'a copy');
    model.dispose();
  });

  it('leaves out batch normalization, and names the layers of a model inside of the model', () => {
    const inner = tf.sequential({
      name: 'body',
      layers: [
        tf.layers.conv2d({ name: 'conv', inputShape: [8, 8, 1], kernelSize: 3, filters: 2 }),
        tf.layers.batchNormalization({ name: 'norm' }),
        tf.layers.flatten(),
      ],
    });
    const model = tf.sequential({ layers: [inner, tf.layers.dense({ name: 'head', units: 2 })] });
    assert.deepEqual(
      weightsOf(model).map(({ layer: name, weights }) => [name, weights.length]),
      [
        ['body/conv', 18],
        ['head', 6 * 6 * 2 * 2],
      ],
    );
    model.dispose();
  });

  it('refuses what is no model', () => {
    assert.throws(() => weightsOf({} as never), { name: 'UserError', message: /needs a model/ });
    assert.throws(() => weightsOf({ layers: [] }), { name: 'UserError', message: /no layer with a kernel/ });
  });
});

describe('weightChange', () => {
  const start = [layer('a', [3, 4]), layer('b', [1, 2, 2]), layer('c', [0, 2])];
  const end = [layer('a', [3, 4], true), layer('b', [1, 2, 3.5]), layer('c', [1.5, 0])];

  it('draws the length of the change, divided by the length at the start', () => {
    const { data, alt } = weightChange(start, end);
    // b: 1.5 of √(1 + 4 + 4) = 3; c: √(1.5² + 2²) = 2.5 of 2
    assert.deepEqual(data[0].y, [0, 0.5, 1.25]);
    assert.deepEqual([data.length, data[0].type], [1, 'bar']);
    assert.equal(alt, 'How far the weights moved, by layer: a 0, b 0.5, c 1.25; 1 of 3 layers unchanged.');
  });

  it('marks frozen layers that did not change', () => {
    const ground = (after: typeof end) => weightChange(start, after).layout.shapes as { x0: number; x1: number }[];
    assert.deepEqual(
      ground(end).map(({ x0, x1 }) => [x0, x1]),
      [[-0.5, 0.5]],
    );
    const both = [layer('a', [3, 4], true), layer('b', [1, 2, 2], true), layer('c', [2, 0], true)];
    assert.deepEqual(
      ground(both).map(({ x0, x1 }) => [x0, x1]),
      [[-0.5, 1.5]],
      'c was trained before it was frozen',
    );
  });

  it('compares several, and leaves out what cannot be drawn on a logarithmic axis', () => {
    const { data, layout } = weightChange(start, { small: end, none: start }, { scale: 'log' });
    assert.deepEqual(
      data.map(({ name, y }) => [name, y]),
      [
        ['small', [null, 0.5, 1.25]],
        ['none', [null, null, null]],
      ],
    );
    assert.equal((layout.yaxis as { type: string }).type, 'log');
  });

  it('takes models, of which only what both have is compared', async () => {
    await engineReady({ quiet: true });
    const before = lenet5({ seed: 1 });
    const other = lenet5({ seed: 1 });
    const after = withHead(other, { at: 'f6', classes: 3 });
    const kernel = before.getLayer('c1').getWeights()[0];
    after.getLayer('c1').setWeights([tf.mul(kernel, 1.25), after.getLayer('c1').getWeights()[1]]);
    const { data, layout, alt } = weightChange(before, after);
    assert.deepEqual((layout.xaxis as { ticktext: string[] }).ticktext, ['c1', 'c3', 'c5', 'f6']);
    const [first, ...rest] = data[0].y as number[];
    assert.ok(Math.abs(first - 0.25) < 1e-4, `${first}`);
    assert.deepEqual(rest, [0, 0, 0]);
    assert.match(alt, /without counterpart output/);
    before.dispose();
    other.dispose();
  });

  it('says what is wrong', () => {
    const user = { name: 'UserError' };
    assert.throws(() => weightChange(start, [layer('z', [1])]), { ...user, message: /no layer in common/ });
    assert.throws(() => weightChange(start, {}), { ...user, message: /needs what became of the weights/ });
    assert.throws(() => weightChange(start, end, { layers: /^z/ }), { ...user, message: /no layer in common/ });
    assert.throws(() => weightChange(start, end, { scale: 'x' as never }), /'linear' or 'log'/);
    assert.throws(() => weightChange({} as never, end), { ...user, message: /needs a model/ });
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { colours } from '../../../lib/src/visualizers/colours';
import { weightHistogram } from '../../../lib/src/visualizers/weight-histogram';

const layers = (...all: [string, number[]][]) =>
  all.map(([layer, weights]) => ({ layer, weights: Float32Array.from(weights), frozen: false }));

describe('weightHistogram', () => {
  const plain = layers(['a', [-3, -1, 0, 0.005, 1, 1, 2, 3]]);
  const sparse = layers(['a', [0, 0, 0, 0, 0, 0, 0, 1.5]]);
  const figure = weightHistogram({ plain, sparse }, { bins: 3, range: [-3, 3] });

  it('counts the weights into bins, in percent, the middle one around zero', () => {
    assert.deepEqual(figure.data[0].x, [-2, 0, 2]);
    // from −3 to −1, to 1, to 3; an end between two belongs to the right one, and 3 to the last
    assert.deepEqual(figure.data[0].y, [12.5, 37.5, 50]);
    assert.deepEqual(figure.data[1].y, [0, 87.5, 12.5]);
    const { color } = figure.data[0].marker as { color: string[] };
    assert.deepEqual(color, [colours.kernel, colours.input, colours.kernel]);
  });

  it('says the share of weights near to zero, and their length', () => {
    const captions = (figure.layout.annotations as { text: string }[]).map(({ text }) => text);
    // 9 + 1 + 1 + 1 + 4 + 9 = 25
    assert.deepEqual(captions, [
      '<b>plain</b><br>25 % at most<br>0.01 from zero<br>‖w‖ = 5',
      '<b>sparse</b><br>87.5 % at most<br>0.01 from zero<br>‖w‖ = 1.5',
    ]);
    assert.match(figure.alt, /plain 25 % of 8 weights at most 0\.01 from zero, ‖w‖ 5, from −3 to 3; sparse 87\.5 %/);
    assert.match(weightHistogram({ plain }, { nearZero: 1 }).alt, /62\.5 % of 8 weights at most 1 from zero/);
  });

  it('has the same axes for all', () => {
    const { xaxis, xaxis2, yaxis, yaxis2 } = figure.layout as unknown as Record<string, { range: number[] }>;
    assert.deepEqual(xaxis.range, xaxis2.range);
    assert.deepEqual(yaxis.range, yaxis2.range);
    const [low, high] = (weightHistogram({ plain, sparse }).layout.xaxis as { range: number[] }).range;
    assert.deepEqual([low, high], [-3, 3]);
  });

  it('leaves room between two rows for the axis above and the caption below', () => {
    const { layout } = weightHistogram(Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, plain])));
    const { yaxis, yaxis5 } = layout as unknown as Record<string, { domain: [number, number] }>;
    const { t, b } = layout.margin as { t: number; b: number };
    const room = (yaxis.domain[0] - yaxis5.domain[1]) * (layout.height - t - b);
    // four lines of 11 pixels with 1.3 as the distance of lines, and an axis as at the bottom edge
    assert.ok(room >= 4 * 11 * 1.3 + b, `${room} pixels`);
  });

  it('takes the kernels of models: of one layer, or of all', async () => {
    await engineReady({ quiet: true });
    const dense = (name: string, units: number, inputs?: number) =>
      tf.layers.dense({
        name,
        units,
        kernelInitializer: 'ones',
        biasInitializer: 'zeros',
        ...(inputs ? { inputShape: [inputs] } : {}),
      });
    const model = tf.sequential({ layers: [dense('first', 3, 2), dense('second', 1)] });
    assert.match(
      weightHistogram({ model }).alt,
      /Weights of all layers: model 0 % of 9 weights .* ‖w‖ 3, from 1 to 1\./,
    );
    assert.match(weightHistogram({ model }, { layer: 'second' }).alt, /Weights of second: model 0 % of 3 weights/);
    model.dispose();
  });

  it('says what is wrong', () => {
    const user = { name: 'UserError' };
    assert.throws(() => weightHistogram({}), { ...user, message: /needs models by name/ });
    assert.throws(() => weightHistogram({ plain }, { layer: 'b' }), {
      ...user,
      message: /plain has no layer "b".*has a\./,
    });
    assert.throws(() => weightHistogram({ plain }, { nearZero: 0 }), { ...user, message: /nearZero must be above 0/ });
    assert.throws(() => weightHistogram({ plain }, { range: [1, 0] }), {
      ...user,
      message: /from a smaller to a larger/,
    });
    assert.throws(() => weightHistogram({ a: layers(['a', [Number.NaN]]) }), {
      ...user,
      message: /that are no numbers/,
    });
  });
});

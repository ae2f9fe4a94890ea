import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toSvg } from '../../../lib/src/display/svg';
import type { Trace } from '../../../lib/src/visualizers/figure';
import { signalPropagation } from '../../../lib/src/visualizers/signal-propagation';
import { words } from './picture';

function lineTraces(data: Trace[]): Trace[] {
  return data.filter((trace) => trace.fill === undefined);
}

function histograms(data: Trace[]): Trace[] {
  return data.filter((trace) => trace.fill === 'tozeroy');
}

describe('signalPropagation', () => {
  const layers = [
    { layer: 'dense 1', activations: [1, -1, 1, -1], gradients: Float32Array.of(0.5, -0.5) },
    { layer: 'dense 2', activations: [0, 0, 3, 1], gradients: [0, 0] },
  ];

  it('draws the standard deviation of each layer, forward and backward', () => {
    const lines = lineTraces(signalPropagation([{ name: 'He', layers }]).data);
    assert.equal(lines.length, 2);
    assert.deepEqual(lines[0].x, ['dense 1', 'dense 2']);
    // 0, 0, 3, 1 have the mean 1 and the variance (1 + 1 + 4 + 0) / 4.
    assert.deepEqual(lines[0].y, [1, Number(Math.sqrt(1.5).toPrecision(4))]);
    assert.deepEqual(lines[1].y, [0.5, null], 'no logarithm of 0');
    assert.deepEqual([lines[0].name, lines[1].name], ['He', 'He (σ = 0 in dense 2)']);
    assert.deepEqual([lines[0].xaxis, lines[1].xaxis], ['x', 'x2']);
  });

  it('takes what activationsOf and gradientsOf give, joined by the names of layers', () => {
    const measured = layers.map(({ layer, activations, gradients }) => ({
      activation: { name: layer, type: 'Dense', shape: [2, 2], values: Float32Array.from(activations), mean: 0 },
      gradient: { name: layer, type: 'Dense', output: { values: Float32Array.from(gradients) }, weights: {} },
    }));
    const activations = measured.map(({ activation }) => activation);
    const gradients = measured.map(({ gradient }) => gradient).reverse();
    const expected = signalPropagation([{ name: 'He', layers }]);
    assert.deepEqual(signalPropagation([{ name: 'He', activations, gradients }]), expected);
    const signals = layers.map((one) => ({ ...one, activations: { values: one.activations, deviation: 7 } }));
    assert.deepEqual(signalPropagation([{ name: 'He', layers: signals }]), expected);
  });

  it('has a histogram for each layer on one axis a network, without zeros, in percent', async () => {
    const figure = signalPropagation([{ name: 'He', layers }]);
    const bars = histograms(figure.data);
    const total = (trace: Trace) => (trace.y as number[]).reduce((sum, value) => sum + value, 0);
    assert.deepEqual(bars.map(total), [100, 50]);
    const range = (trace: Trace) => figure.layout[String(trace.xaxis).replace('x', 'xaxis')] as { range: number[] };
    assert.deepEqual(range(bars[0]).range, range(bars[1]).range);
    const svg = await toSvg(figure);
    assert.ok(
      words(svg).some((text) => text === 'dense 2 σ 1.2, 50 % zero'),
      words(svg).join(' | '),
    );
  });

  it('can show gradients or no histograms, and works without gradients', () => {
    const gradients = histograms(signalPropagation([{ name: 'He', layers }], { histograms: 'gradients' }).data);
    assert.match(String(gradients[0].hovertemplate), /dense 1/);
    const plain = layers.map(({ layer, activations }) => ({ layer, activations }));
    const figure = signalPropagation([{ name: 'He', layers: plain }], { histograms: 'none' });
    assert.equal(figure.data.length, 1);
    assert.equal(figure.layout.xaxis2, undefined);
  });

  it('draws six histograms of a deep network, with the first and the last layer', () => {
    const deep = Array.from({ length: 20 }, (_, i) => ({ layer: `conv ${i}`, activations: [i, 0.1] }));
    const bars = histograms(signalPropagation([{ name: 'He', layers: deep }]).data);
    assert.equal(bars.length, 6);
    assert.match(String(bars[0].hovertemplate), /conv 0/);
    assert.match(String(bars[5].hovertemplate), /conv 19/);
  });

  it('names as many of its layers as there is room for, at equal steps from the first', () => {
    const deep = Array.from({ length: 27 }, (_, i) => ({ ...layers[0], layer: String(2 * i + 3) }));
    const { data, layout } = signalPropagation([{ name: 'He', layers: deep }]);
    const { tickvals, domain } = layout.xaxis as { tickvals: string[]; domain: [number, number] };
    const width = (domain[1] - domain[0]) * ((layout.width as number) - 78);
    assert.ok(width / tickvals.length > 17, `${width / tickvals.length} pixels a name, for lines 15 pixels high`);
    assert.ok(tickvals.length > 5);
    const steps = tickvals.map((name, i) => Number(name) - Number(tickvals[i - 1] ?? 3));
    assert.deepEqual([...new Set(steps)], [0, steps[1]]);
    assert.equal((data[0].x as string[]).length, 27);
  });

  it('says sizes in words', () => {
    assert.match(
      signalPropagation([{ name: 'He', layers }]).alt,
      /He: standard deviation of activations from 1 in dense 1 to 1\.22 in dense 2, of gradients from 0\.5 in dense 1 to 0 in dense 2\./,
    );
  });

  it('says what is wrong', () => {
    assert.throws(() => signalPropagation([]), { name: 'UserError', message: /at least one network/ });
    assert.throws(() => signalPropagation([{ name: 'He', layers: [] }]), /needs a name and layers/);
    assert.throws(
      () => signalPropagation([{ name: 'He', layers: [{ layer: 'conv', activations: [] }] }]),
      /He, activations of conv: expected a flat list of numbers/,
    );
    assert.throws(() => signalPropagation([{ name: 'He', layers }], { histograms: 'both' as never }), /'none'/);
  });
});

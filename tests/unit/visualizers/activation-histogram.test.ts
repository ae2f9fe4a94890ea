import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toSvg } from '../../../lib/src/display/svg';
import { activationHistogram, type LayerValues } from '../../../lib/src/visualizers/activation-histogram';
import { colours } from '../../../lib/src/visualizers/colours';
import type { Figure, Trace } from '../../../lib/src/visualizers/figure';
import { count, words } from './picture';

function named(figure: Figure, name: string): Trace[] {
  return figure.data.filter((trace) => trace.name === name);
}

describe('activationHistogram', () => {
  it('counts values into bins, in percent', () => {
    const figure = activationHistogram([{ name: 'a', values: [0, 1, 1, 2, 3, 4, 4, 4] }], { bins: 4 });
    assert.deepEqual(figure.data[0].x, [0.5, 1.5, 2.5, 3.5]);
    assert.deepEqual(figure.data[0].y, [12.5, 25, 12.5, 50]);
  });

  it('says the share of saturated values and colours their bars', async () => {
    const values = [0.01, 0.04, 0.5, 0.6, 0.72, 0.99, 0.3, 0.2];
    const figure = activationHistogram([{ name: 'dense', values, activation: 'sigmoid' }], { bins: 20 });
    assert.ok(words(await toSvg(figure)).some((text) => /dense 37\.5 % saturated/.test(text)));
    assert.match(figure.alt, /dense: 37\.5 % saturated, mean 0\.42, from 0\.01 to 0\.99/);
    const { color } = figure.data[0].marker as { color: string[] };
    assert.deepEqual(
      [color[0], color[1], color[10], color[19]],
      [colours.bad, colours.output, colours.output, colours.bad],
    );
    const tanh = activationHistogram([{ name: 't', values: [-0.95, 0.85, 0.91, 0], activation: 'tanh' }]);
    assert.match(tanh.alt, /50 % saturated/);
  });

  it('tells zeros from dead units', () => {
    const examples = [
      [0, 1, 0],
      [0, 0, 2],
    ];
    const figure = activationHistogram([{ name: 'conv', values: examples, activation: 'relu' }]);
    assert.match(figure.alt, /conv: 66\.7 % zero, 1 of 3 units dead/);
    assert.doesNotMatch(activationHistogram([{ name: 'conv', values: examples.flat() }]).alt, /dead/);
  });

  it('draws a histogram a layer with its axis titles, and takes typed arrays', async () => {
    const layers = Array.from({ length: 4 }, (_, i) => ({
      name: `layer ${i}`,
      values: Float32Array.of(i, i + 1, i + 2),
    }));
    const figure = activationHistogram(layers);
    const svg = await toSvg(figure);
    assert.equal(figure.data.length, 4);
    assert.equal(count(svg, /class="trace bars"/g), 4);
    const written = words(svg);
    assert.equal(written.filter((text) => text === 'activation').length, 4);
    assert.equal(written.filter((text) => text === 'share of values').length, 2);
  });

  it('leaves out what is not finite, and says so', () => {
    assert.match(activationHistogram([{ name: 'a', values: [1, Number.NaN, 2] }]).alt, /1 not finite, mean 1\.5/);
    assert.throws(() => activationHistogram([{ name: 'a', values: [] }]), { name: 'UserError', message: /layer "a"/ });
    assert.throws(() => activationHistogram([]), { name: 'UserError' });
  });
});

describe('activationHistogram over steps', () => {
  const normal = (count: number, mean: number) => Array.from({ length: count }, (_, i) => mean + i - (count - 1) / 2);
  const layers = [
    {
      name: 'plain',
      steps: [
        { step: 0, values: normal(101, 0) },
        { step: 10, values: normal(101, 20) },
        { step: 40, values: [...normal(101, 40), Number.NaN] },
      ],
    },
    { name: 'normalized', steps: [{ step: 0, values: Float32Array.of(1, 2, 3, 4) }] },
  ];

  it('draws the share of values of each bin at each step, in percent', () => {
    const figure = activationHistogram(layers, { bins: 2, range: [-50, 50] });
    const [heat] = named(figure, 'share of values');
    assert.deepEqual(heat.x, [0, 10, 40]);
    assert.deepEqual(heat.y, [-25, 25]);
    const z = heat.z as number[][]; // [bins, steps]
    // Of the values −30 … 70 at step 10, 30 are below 0 and 51 from 0 to 50; of −10 … 90 at step 40, 10 and 51.
    assert.deepEqual(
      z.map((row) => row.map((share) => Math.round((share / 100) * 101))),
      [
        [50, 30, 10],
        [51, 51, 51],
      ],
    );
  });

  it('draws three percentiles, and says the first and the last in words', async () => {
    const figure = activationHistogram(layers);
    assert.deepEqual(named(figure, 'median')[0].y, [0, 20, 40]);
    assert.deepEqual(
      named(figure, '15th and 85th percentile')
        .slice(0, 2)
        .map(({ y }) => y),
      [
        [-35, -15, 5],
        [35, 55, 75],
      ],
    );
    assert.match(figure.alt, /plain: at step 0 median 0, 70 % of the values from −35 to 35; at step 40 median 40/);
    const written = words(await toSvg(figure));
    assert.equal(written.filter((text) => text === 'training step').length, 2);
    assert.equal(written.filter((text) => text === 'median').length, 1);
  });

  it('refuses steps that do not grow, and a mixture of both kinds', () => {
    const step = (at: number) => ({ step: at, values: [1, 2] });
    assert.throws(() => activationHistogram([{ name: 'a', steps: [step(5), step(5)] }]), {
      name: 'UserError',
      message: /layer "a" must be numbers that grow, got 5, 5/,
    });
    assert.throws(() => activationHistogram([{ name: 'a', steps: [] }]), { name: 'UserError', message: /no steps/ });
    assert.throws(() => activationHistogram([{ name: 'a', steps: [{ step: 0, values: [] }] }]), {
      name: 'UserError',
      message: /no numbers for the layer "a" at step 0/,
    });
    const mixed = [
      { name: 'a', values: [1] },
      { name: 'b', steps: [step(0)] },
    ] as LayerValues[];
    assert.throws(() => activationHistogram(mixed), { name: 'UserError', message: /or steps for all/ });
  });
});

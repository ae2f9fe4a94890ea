import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { learningCurves } from '../../../lib/src/visualizers/learning-curves';
import { fewAndMany } from './tuning-figures';

describe('learningCurves', () => {
  const figure = learningCurves(fewAndMany, { chance: 0.1 });
  const named = (name: string) => figure.data.filter((trace) => trace.name === name);

  it('draws the mean over the seeds at each number of examples, and every seed', () => {
    const [line] = named('frozen features');
    assert.deepEqual(line.x, [5, 20, 100, 500]);
    const [least] = line.y as number[];
    assert.ok(Math.abs(least - 1.91 / 3) < 1e-9);
    const [seeds] = named('frozen features, seeds');
    assert.deepEqual((seeds.x as number[]).slice(0, 3), [5, 5, 5]);
    assert.deepEqual((seeds.y as number[]).slice(0, 3), [0.61, 0.66, 0.64]);
  });

  it('has a band from the least to the largest seed, or a standard deviation wide', () => {
    const band = figure.data.find(({ fill, legendgroup }) => fill && legendgroup === 'from scratch');
    assert.deepEqual(band?.y, [0.51, 0.63, 0.74, 0.83, 0.815, 0.72, 0.58, 0.42]);
    const curve = { name: 'a', points: [{ examples: 10, values: [0.4, 0.5, 0.6] }] };
    const [wide] = learningCurves([curve], { spread: 'deviation' }).data;
    // 0.1, 0 and 0.1 from the mean: √(0.02 / 2) = 0.1
    const [high, low] = wide.y as number[];
    assert.ok(Math.abs(high - 0.6) < 1e-9 && Math.abs(low - 0.4) < 1e-9);
  });

  it('has a logarithmic axis from the least to the largest number, with the measured ones as ticks', () => {
    const axis = figure.layout.xaxis as { type: string; range: number[]; ticktext: string[] };
    assert.equal(axis.type, 'log');
    assert.ok(axis.range[0] < Math.log10(5) && axis.range[1] > Math.log10(500) && axis.range[1] < 3);
    assert.deepEqual(axis.ticktext, ['5', '20', '100', '500']);
  });

  it('shows all accuracies and guessing', () => {
    const { range } = figure.layout.yaxis as { range: number[] };
    assert.ok(range[0] >= 0 && range[0] < 0.1 && range[1] > 0.887 && range[1] <= 1.02, String(range));
    assert.deepEqual(
      (figure.layout.shapes as { y0: number; y1: number }[]).map(({ y0, y1 }) => [y0, y1]),
      [[0.1, 0.1]],
    );
  });

  it('takes points in any order, single numbers, and what overSeeds returns', () => {
    const points = [
      { examples: 1000, values: 0.8 },
      { examples: 10, values: { values: [0.2, 0.4] } },
    ];
    const { data, alt } = learningCurves([{ name: 'a', points }]);
    const line = data.find(({ name }) => name === 'a');
    assert.deepEqual(line?.x, [10, 1000]);
    assert.match(alt, /a 30\.0 % \(20\.0–40\.0\) with 10, 80\.0 % with 1,000\.$/);
  });

  it('says what is wrong', () => {
    const user = { name: 'UserError' };
    const one = (examples: number, values: number[]) => [{ name: 'a', points: [{ examples, values }] }];
    assert.throws(() => learningCurves([]), { ...user, message: /needs curves/ });
    assert.throws(() => learningCurves([{ name: 'a', points: [] }]), { ...user, message: /a needs points/ });
    assert.throws(() => learningCurves(one(0, [0.5])), { ...user, message: /numbers of examples from 1, got 0/ });
    assert.throws(() => learningCurves(one(5, [88])), {
      ...user,
      message: /a with 5 examples must be a share.*got 88/,
    });
    assert.throws(() => learningCurves(one(5, [])), {
      ...user,
      message: /learningCurves: accuracy of a with 5 examples/,
    });
    assert.throws(
      () => learningCurves([{ name: 'a', points: [...one(5, [0.1])[0].points, ...one(5, [0.2])[0].points] }]),
      {
        ...user,
        message: /two points with 5 examples/,
      },
    );
    assert.throws(() => learningCurves(fewAndMany, { spread: 'half' as never }), { message: /'range' or 'deviation'/ });
  });
});

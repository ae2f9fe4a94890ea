import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type SurfaceName, surfaces } from '../../../lib/src/maths';
import type { Frame, Trace } from '../../../lib/src/visualizers/figure';
import { lossCurves } from '../../../lib/src/visualizers/loss-curves';
import { lossSurface } from '../../../lib/src/visualizers/loss-surface';
import { optimizerTrajectories } from '../../../lib/src/visualizers/optimizer-trajectories';
import { during } from './frames';

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const points = (trace: Trace) => {
  const [x, y] = [trace.x as number[], trace.y as number[]];
  return x.map((at, i) => [at, y[i]]);
};
const near = (got: number, expected: number, share = 1e-3) =>
  assert.ok(Math.abs(got - expected) <= share * Math.max(0.01, Math.abs(expected)), `${got}, expected ${expected}`);

describe('lossCurves', () => {
  const { data } = lossCurves();
  it('draws (p − 1)² and −log p over the probability', () => {
    for (const [p, loss] of points(data[0])) near(loss, (p - 1) ** 2);
    for (const [p, loss] of points(data[2])) near(loss, -Math.log(p));
  });
  it('draws the slopes over the logit, as measured', () => {
    const step = 1e-5;
    const losses = [(z: number) => (sigmoid(z) - 1) ** 2, (z: number) => -Math.log(sigmoid(z))];
    [data[1], data[3]].forEach((trace, i) => {
      for (const [z, slope] of points(trace)) near(slope, (losses[i](z + step) - losses[i](z - step)) / (2 * step));
    });
  });
});

describe('lossSurface', () => {
  const inputs = [-1, 0.5, 2];
  const labels = [0, 1, 1];
  const mean = (loss: (p: number, y: number) => number, w: number, b: number) =>
    inputs.reduce((sum, x, i) => sum + loss(sigmoid(w * x + b), labels[i]), 0) / inputs.length;
  const squared = (p: number, y: number) => (p - y) ** 2;
  const crossEntropy = (p: number, y: number) => -Math.log(y === 1 ? p : 1 - p); // 1 − p loses digits near 1

  it('holds the mean losses of the examples, in both views', () => {
    for (const view of ['contour', 'surface'] as const) {
      const { data } = lossSurface({ inputs, labels, view });
      const grids = data.filter(({ type }) => type === view);
      assert.equal(grids.length, 2);
      [squared, crossEntropy].forEach((loss, side) => {
        const { x, y, z } = grids[side] as unknown as { x: number[]; y: number[]; z: number[][] };
        for (const [i, j] of [
          [10, 40],
          [24, 24],
          [36, 30],
          [28, 5],
        ])
          near(z[j][i], mean(loss, x[i], y[j]), 6e-3);
      });
    }
  });
  it('follows the measured slope downhill', () => {
    const { data } = lossSurface({ inputs, labels, start: [1, -1], learningRate: 0.5, steps: 1 });
    const paths = data.filter(({ name }) => name === 'gradient descent');
    [squared, crossEntropy].forEach((loss, side) => {
      const step = 1e-5;
      const byWeight = (mean(loss, 1 + step, -1) - mean(loss, 1 - step, -1)) / (2 * step);
      const byBias = (mean(loss, 1, -1 + step) - mean(loss, 1, -1 - step)) / (2 * step);
      const [, [w, b]] = points(paths[side]);
      near(w, 1 - 0.5 * byWeight);
      near(b, -1 - 0.5 * byBias);
    });
  });
  it('in three dimensions it has a picture for pages without', () => {
    const { still } = lossSurface({ view: 'surface' });
    assert.deepEqual(still, lossSurface());
    assert.ok(JSON.stringify(lossSurface({ view: 'surface' })).length < 300_000);
  });
  it('refuses labels that are none, and views that there are not', () => {
    const user = { name: 'UserError' };
    assert.throws(() => lossSurface({ inputs: [1, 2], labels: [1] }), { ...user, message: /as many labels as inputs/ });
    assert.throws(() => lossSurface({ inputs: [1], labels: [2] }), { ...user, message: /each label 0 or 1/ });
    assert.throws(() => lossSurface({ view: 'map' as 'surface' }), { ...user, message: /'contour' or 'surface'/ });
  });
});

describe('optimizerTrajectories in three dimensions', () => {
  for (const name of Object.keys(surfaces) as SurfaceName[]) {
    it(`${name}: the paths run on the surface, and are those of the view from above`, () => {
      const figure = optimizerTrajectories({ surface: name, view: 'surface' });
      const flat = optimizerTrajectories({ surface: name });
      assert.deepEqual(figure.still, flat);
      assert.deepEqual(
        figure.frames?.map((frame) => frame.name),
        flat.frames?.map((frame) => frame.name),
      );
      assert.ok(JSON.stringify({ ...figure, still: undefined }).length < 300_000);
      const { range, minimum, start, value } = surfaces[name];
      const lowest = minimum ? value(...minimum) : 0;
      const height = value(...start) - lowest;
      const level = (f: number) => (minimum ? Math.log10(Math.max(0, f - lowest) + 1e-2 * height) : f);
      const heights = (figure.data[0].z as number[][]).flat();
      const span = Math.max(...heights) - Math.min(...heights);
      const middle = figure.frames?.[10];
      assert.ok(middle);
      const drawn = during(figure, middle).slice(2, 8) as unknown as Record<'x' | 'y' | 'z', (number | null)[]>[];
      const above = during(flat, flat.frames?.[10] as Frame).slice(3, 9) as unknown as Record<'x' | 'y', number[]>[];
      drawn.forEach((path, rule) => {
        assert.equal(path.x.length, above[rule].x.length);
        path.x.forEach((x, i) => {
          const [u, v] = [above[rule].x[i], above[rule].y[i]];
          const isInside = u >= range.x[0] && u <= range.x[1] && v >= range.y[0] && v <= range.y[1];
          assert.deepEqual([x, path.y[i]], isInside ? [u, v] : [null, null]);
          if (!isInside) return;
          const lift = (path.z[i] as number) - level(value(u, v));
          assert.ok(lift > 0 && lift < 0.05 * span, `${lift} above a surface that is ${span} high`);
        });
      });
    });
  }
  it('refuses another view', () => {
    assert.throws(() => optimizerTrajectories({ surface: 'bowl', view: '3d' as 'surface' }), {
      name: 'UserError',
      message: /view is 'contour' or 'surface', not "3d"/,
    });
  });
});

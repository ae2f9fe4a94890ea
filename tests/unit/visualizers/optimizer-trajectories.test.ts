import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type OptimizerName, optimizers, type SurfaceName, surfaces, trajectory } from '../../../lib/src/maths';
import { UserError } from '../../../lib/src/project';
import type { Figure, Trace } from '../../../lib/src/visualizers/figure';
import { optimizerTrajectories } from '../../../lib/src/visualizers/optimizer-trajectories';
import { reference } from '../maths/reference';
import { during } from './frames';

interface OptimizerCase {
  name: string;
  rule: OptimizerName;
  function: 'quadratic' | 'rosenbrock' | 'beale';
  hyper: { alpha: number; gamma?: number; beta1?: number; beta2?: number };
  start: [number, number];
  theta: [number, number][];
  value: number[];
  steps: number;
}

const names = Object.keys(surfaces) as SurfaceName[];

describe('optimizerTrajectories', () => {
  for (const reference of optimizerCases()) {
    it(`ends where PyTorch and mpmath end: ${reference.name}`, () => {
      const { alpha, ...settings } = reference.hyper;
      const rule = optimizers[reference.rule];
      const figure = optimizerTrajectories({
        surface: reference.function === 'quadratic' ? 'bowl' : reference.function,
        rules: [{ ...rule, defaults: { ...rule.defaults, ...settings, learningRate: alpha } }],
        start: reference.start,
        steps: reference.steps,
      });
      const path = paths(figure.data)[0];
      reference.theta.forEach(([x, y], step) => {
        near(path.x[step], x, `x after ${step} steps`);
        near(path.y[step], y, `y after ${step} steps`);
      });
      const last = reference.steps;
      near(heads(figure.data, 'x').x[0], reference.theta[last][0], 'marker');
      near(path.losses[last], Math.max(reference.value[last], reference.value[0] * 1e-7), 'loss', 0.006);
    });
  }

  for (const surface of names) {
    it(`draws the paths of maths.trajectory, frame by frame, in few bytes: ${surface}`, () => {
      const figure = optimizerTrajectories({ surface, steps: 40 });
      const rates = paths(figure.data).map(({ name }) => Number(name.split('α = ')[1]));
      assert.equal(rates.length, 6);
      const frames = figure.frames ?? [];
      assert.equal(frames[0].name, '0');
      assert.equal(frames.at(-1)?.name, '40');
      for (const frame of [frames[0], frames[9], frames[frames.length - 1]]) {
        const done = Number(frame.name);
        paths(during(figure, frame)).forEach((path, index) => {
          const rule = (Object.keys(optimizers) as OptimizerName[])[index];
          const expected = trajectory(rule, surface, { learningRate: rates[index], steps: 40 });
          assert.equal(path.x.length, done + 1, `${rule} has gone ${done} steps`);
          if (inside(expected.points[done], surface)) near(path.x[done], expected.points[done][0], `${rule}, x`);
        });
      }
      assert.ok(JSON.stringify(optimizerTrajectories({ surface })).length < 300_000);
    });
  }

  it('has at most 30 frames, whatever the number of steps, and 300 KB', () => {
    const figure = optimizerTrajectories({ surface: 'rosenbrock', steps: 5000 });
    assert.equal(figure.frames?.length, 30);
    assert.ok(JSON.stringify(figure).length < 300_000);
  });

  it('has one frame a step where they are few', () => {
    const figure = optimizerTrajectories({ surface: 'bowl', steps: 12, rules: ['adam', 'sgd'] });
    assert.equal(figure.frames?.length, 13);
    assert.deepEqual(
      paths(figure.data).map(({ name }) => name),
      ['Adam, α = 0.1', 'SGD, α = 0.05'],
    );
  });

  it('takes learning rates for all or by name', () => {
    const label = (figure: Figure) => paths(figure.data).map(({ name }) => name);
    const rules: OptimizerName[] = ['sgd', 'momentum'];
    assert.deepEqual(label(optimizerTrajectories({ surface: 'bowl', rules, learningRates: 0.02 })), [
      'SGD, α = 0.02',
      'Momentum, α = 0.02',
    ]);
    assert.deepEqual(label(optimizerTrajectories({ surface: 'bowl', rules, learningRates: { momentum: 0.3 } })), [
      'SGD, α = 0.05',
      'Momentum, α = 0.3',
    ]);
  });

  it('shows the whole paths before anything is played, and says the losses in words', () => {
    const figure = optimizerTrajectories({ surface: 'bowl', steps: 20 });
    const frames = figure.frames ?? [];
    assert.deepEqual(figure.data, during(figure, frames[frames.length - 1]));
    assert.match(
      figure.alt,
      /SGD, Momentum, Adagrad, Adadelta, RMSprop, Adam on the surface Bowl, from \(2, 1\) for 20 steps/,
    );
    assert.match(figure.alt, /SGD 0\.0591,/); // 4 · 0.9⁴⁰ by hand: 0.0591
  });

  it('keeps a descent that diverges in the picture, with numbers only', () => {
    const figure = optimizerTrajectories({ surface: 'rosenbrock', rules: ['sgd'], learningRates: 0.1, steps: 50 });
    const text = JSON.stringify([figure.data, figure.frames]);
    assert.ok(!text.includes('null'), 'NaN and Infinity become null in JSON');
    const [path] = paths(figure.data);
    for (const value of [...path.x, ...path.y, ...path.losses]) assert.ok(Math.abs(value) < 1e6, `${value}`);
  });

  it('takes a surface of one’s own', () => {
    const value = (x: number, y: number) => x * x + y * y;
    const gradient = (x: number, y: number): [number, number] => [2 * x, 2 * y];
    const range = { x: [-1, 1] as [number, number], y: [-1, 1] as [number, number] };
    const surface = { name: 'Round', formula: 'x^2 + y^2', value, gradient, start: [1, 0] as [number, number], range };
    const figure = optimizerTrajectories({ surface, rules: ['sgd'], learningRates: 0.25, steps: 3 });
    assert.deepEqual(paths(figure.data)[0].x, [1, 0.5, 0.25, 0.125]);
    assert.match(figure.alt, /surface Round/);
  });

  it('says what is wrong', () => {
    const wrong = (options: Record<string, unknown>) => () => optimizerTrajectories(options as never);
    assert.throws(
      wrong({ surface: 'hill' }),
      /there is no surface "hill"; choose from bowl, beale, rosenbrock, saddle/,
    );
    assert.throws(wrong({ surface: 'bowl', rules: ['lion'] }), /there is no rule "lion"; choose from sgd/);
    assert.throws(wrong({ surface: 'bowl', rules: [] }), UserError);
    assert.throws(wrong({ surface: 'bowl', learningRate: 1 }), /"learningRate"/);
  });
});

function optimizerCases(): OptimizerCase[] {
  const cases = reference<OptimizerCase>('optimizers');
  assert.equal(cases.length, 18);
  return cases;
}

interface DrawnPath {
  name: string;
  x: number[];
  y: number[];
  losses: number[];
}

/** The line of each rule on the surface, with its line in the panel of losses. */
function paths(data: Trace[]): DrawnPath[] {
  const lines = data.filter(({ mode }) => mode === 'lines') as unknown as (DrawnPath & { xaxis?: string })[];
  const losses = lines.filter(({ xaxis }) => xaxis === 'x2');
  return lines.filter(({ xaxis }) => xaxis !== 'x2').map((line, index) => ({ ...line, losses: losses[index].y }));
}

function heads(data: Trace[], xaxis: string): { x: number[] } {
  const found = data.filter((trace) => trace.mode === 'markers' && trace.xaxis === xaxis);
  return found[found.length - 1] as unknown as { x: number[] };
}

function inside([x, y]: [number, number], name: SurfaceName): boolean {
  const { range } = surfaces[name];
  return x >= range.x[0] && x <= range.x[1] && y >= range.y[0] && y <= range.y[1];
}

/** Four digits are drawn. */
function near(got: number, expected: number, what: string, share = 0.0006): void {
  assert.ok(Math.abs(got - expected) <= 1e-6 + share * Math.abs(expected), `${what}: ${got}, expected ${expected}`);
}

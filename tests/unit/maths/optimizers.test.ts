import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type OptimizerName, optimizers } from '../../../lib/src/maths/optimizers';
import { type SurfaceName, surfaces } from '../../../lib/src/maths/surfaces';
import { trajectory } from '../../../lib/src/maths/trajectory';
import { assertEachClose, flat, reference } from './reference';

interface Case {
  name: string;
  rule: OptimizerName;
  function: 'quadratic' | 'rosenbrock' | 'beale';
  hyper: { alpha: number; gamma?: number; beta1?: number; beta2?: number; epsilon: number; D0?: number };
  start: [number, number];
  gradientAtStart: [number, number];
  theta: [number, number][];
  value: number[];
  steps: number;
}
const cases = reference<Case>('optimizers');
const rules = Object.keys(optimizers) as OptimizerName[];

for (const c of cases) {
  test(`twenty steps equal mpmath: ${c.name}`, () => {
    const surface = c.function === 'quadratic' ? 'bowl' : c.function;
    const { alpha, D0, ...others } = c.hyper;
    if (D0 !== undefined) assert.equal(optimizers[c.rule].memory.D, D0);
    assertEachClose(surfaces[surface].gradient(...c.start), c.gradientAtStart, 'gradient', 1e-12);
    const got = trajectory(c.rule, surface, { start: c.start, steps: c.steps, learningRate: alpha, ...others });
    // The file keeps seven digits; zero is exact.
    assertEachClose(flat(got.points), flat(c.theta), 'points', 1e-6);
    assertEachClose(got.values, c.value, 'values', 1e-6);
    assert.equal(got.diverged, false);
  });
}

test('every rule has reference values on three surfaces', () => {
  for (const rule of rules) assert.equal(cases.filter((c) => c.rule === rule).length, 3);
});

for (const name of rules) {
  test(`${name} stays where the gradient is 0`, () => {
    const { memory, defaults, step } = optimizers[name];
    const settings = { gamma: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, ...defaults };
    const frozen = Object.freeze({ ...memory });
    assert.ok(step(0, frozen, settings).change === 0);
  });

  test(`${name} forgets nothing between runs`, () => {
    assert.deepEqual(trajectory(name, 'beale', { steps: 5 }), trajectory(name, 'beale', { steps: 5 }));
  });

  test(`${name} goes down the bowl with its defaults`, () => {
    const { values } = trajectory(name, 'bowl');
    assert.ok((values.at(-1) as number) < values[0]);
  });
}

test('ε is added after the root', () => {
  // The first step for a gradient of 3 with ε = 1, worked out by hand from the update table.
  const first = (name: OptimizerName) => {
    const { memory, step } = optimizers[name];
    return step(3, memory, { learningRate: 1, gamma: 0.9, beta1: 0.9, beta2: 0.9, epsilon: 1 }).change;
  };
  const byHand = [-3 / (3 + 1), (-3 * 1e-3) / (Math.sqrt(0.9) + 1), -3 / (Math.sqrt(0.9) + 1), -3 / (3 + 1)];
  assertEachClose((['adagrad', 'adadelta', 'rmsprop', 'adam'] as const).map(first), byHand, 'change', 1e-12);
});

for (const name of Object.keys(surfaces) as SurfaceName[]) {
  const { value, gradient, minimum, start, range } = surfaces[name];
  test(`the gradient of ${name} is its slope`, () => {
    for (const [x, y] of [start, [0.3, -0.7], [-1.1, 0.4], [2.2, 0.9]]) {
      const slope = [
        (value(x + 1e-6, y) - value(x - 1e-6, y)) / 2e-6,
        (value(x, y + 1e-6) - value(x, y - 1e-6)) / 2e-6,
      ];
      assertEachClose(gradient(x, y), slope, `at ${x}, ${y}`, 1e-6, 1e-6);
    }
  });
  test(`${name} has its start in its range, and is level and least at its minimum`, () => {
    for (const [x, y] of minimum ? [start, minimum] : [start]) {
      assert.ok(x >= range.x[0] && x <= range.x[1] && y >= range.y[0] && y <= range.y[1]);
    }
    if (!minimum) return;
    assertEachClose(gradient(...minimum), [0, 0], 'gradient', 0, 1e-12);
    assert.ok(value(minimum[0] + 0.01, minimum[1]) > value(...minimum));
    assert.ok(value(minimum[0], minimum[1] - 0.01) > value(...minimum));
  });
}

test('a descent that runs away stops at the last finite point and says so', () => {
  const { points, values, diverged } = trajectory('sgd', 'rosenbrock', { learningRate: 1, steps: 50 });
  assert.equal(diverged, true);
  assert.ok(points.length < 51);
  assert.ok(values.every(Number.isFinite));
});

test('rules and surfaces of one’s own', () => {
  const halfway = {
    name: 'Halfway',
    formula: '',
    defaults: { learningRate: 1 },
    memory: {},
    step: (g: number) => ({ change: -g / 4, memory: {} }),
  };
  const valley = {
    ...surfaces.bowl,
    value: (x: number) => x * x,
    gradient: (x: number): [number, number] => [2 * x, 0],
  };
  assert.deepEqual(trajectory(halfway, valley, { start: [8, 3], steps: 3 }).points, [
    [8, 3],
    [4, 3],
    [2, 3],
    [1, 3],
  ]);
});

const mistakes: [string, () => unknown, RegExp][] = [
  ['rule', () => trajectory('adamw' as never, 'bowl'), /^rule: expected one of sgd, .* got the text "adamw"\.$/],
  ['surface', () => trajectory('adam', 'bawl' as never), /^surface: expected one of bowl, .* got the text "bawl"\.$/],
  ['steps', () => trajectory('adam', 'bowl', { steps: -1 }), /^steps: .* got -1\.$/],
  ['learning rate', () => trajectory('adam', 'bowl', { learningRate: Number.NaN }), /^learningRate: .* got NaN\.$/],
  [
    'start',
    () => trajectory('adam', 'bowl', { start: [1] as never }),
    /^start: expected a point \[x, y\], got \[1\]\.$/,
  ],
  ['option', () => trajectory('adam', 'bowl', { lr: 1 } as never), /^options of trajectory: .* got "lr"\.$/],
];
for (const [name, call, message] of mistakes) {
  test(`trajectory says what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}

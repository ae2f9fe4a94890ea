import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fans, type InitializerName, initializers, type WeightShape } from '../../../lib/src/maths/initializers';
import { random } from '../../../lib/src/maths/random';
import { shapeOf } from '../../../lib/src/maths/shapes';
import { assertEachClose, flat, reference } from './reference';

interface Spread {
  std: number;
  meanTol5Sigma: number;
  stdRelTol5Sigma: number;
  limit?: number;
}
type Case = { name: string; shape: WeightShape; count: number; fanIn: number; fanOut: number } & Record<
  InitializerName,
  Spread
>;
const names = Object.keys(initializers) as InitializerName[];

for (const c of reference<Case>('initializers')) {
  test(`fans, deviations and limits equal PyTorch and Keras: ${c.name}`, () => {
    assert.deepEqual(fans(c.shape), { fanIn: c.fanIn, fanOut: c.fanOut });
    for (const name of names) {
      const { deviation, limit } = initializers[name];
      assertEachClose([deviation(c.fanIn, c.fanOut)], [c[name].std], `${name} deviation`, 1e-6);
      assert.equal(limit === undefined, c[name].limit === undefined, name);
      if (limit) assertEachClose([limit(c.fanIn, c.fanOut)], [c[name].limit as number], `${name} limit`, 1e-6);
    }
  });

  test(`samples have the mean and deviation that they should, within 5σ: ${c.name}`, () => {
    for (const name of names) {
      const weights = initializers[name].sample(c.shape, random(`${name} ${c.name}`));
      assert.deepEqual(shapeOf(weights), c.shape);
      const values = flat(weights);
      const { std, meanTol5Sigma, stdRelTol5Sigma, limit = Number.POSITIVE_INFINITY } = c[name];
      const mean = values.reduce((sum, value) => sum + value, 0) / c.count;
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (c.count - 1));
      assert.ok(Math.abs(mean) <= meanTol5Sigma, `${name}: mean ${mean}`);
      assert.ok(Math.abs(deviation / std - 1) <= stdRelTol5Sigma, `${name}: deviation ${deviation}, expected ${std}`);
      assert.ok(
        values.every((value) => Math.abs(value) <= limit + 1e-6),
        name,
      );
    }
  });
}

test('normal weights go beyond the limit of uniform ones', () => {
  const beyond = (name: InitializerName) => {
    const limit = Math.sqrt(3) * initializers[name].deviation(400, 120);
    return flat(initializers[name].sample([400, 120], random(1))).filter((w) => Math.abs(w) > limit).length / 48000;
  };
  // 8.3 % of a normal distribution lie more than √3 deviations from its mean.
  for (const name of ['randomNormal', 'xavierNormal', 'heNormal'] as const) {
    assertEachClose([beyond(name)], [0.0833], name, 0.1);
  }
  for (const name of ['xavierUniform', 'heUniform'] as const) assert.equal(beyond(name), 0);
});

test('the same seed gives the same weights, another one others', () => {
  const { sample } = initializers.heNormal;
  assert.deepEqual(sample([3, 3, 2, 4], random(7)), sample([3, 3, 2, 4], random(7)));
  assert.notDeepEqual(sample([3, 3, 2, 4], random(7)), sample([3, 3, 2, 4], random(8)));
});

const mistakes: [string, () => unknown, RegExp][] = [
  ['one size', () => fans([5] as never), /^shape: expected \[inputs, outputs\] or .* got \[5\]\.$/],
  ['a number', () => fans(5 as never), /^shape: .* got 5\.$/],
  ['no kernel', () => initializers.heNormal.sample([0, 3, 1, 8], random(1)), /^shape\[0\]: .* at least 1, got 0\.$/],
];
for (const [name, call, message] of mistakes) {
  test(`an initializer says what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}

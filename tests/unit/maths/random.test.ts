import assert from 'node:assert/strict';
import { test } from 'node:test';
import { random } from '../../../lib/src/maths/random';

const draw = (seed: number | string, count: number) => {
  const generator = random(seed);
  return Array.from({ length: count }, () => generator.uniform());
};

test('the same seed gives the same numbers, another seed others', () => {
  assert.deepEqual(draw(7, 100), draw(7, 100));
  assert.deepEqual(draw('class of 2024', 5), draw('class of 2024', 5));
  const first = new Set(Array.from({ length: 2000 }, (_, seed) => draw(seed, 1)[0]));
  assert.equal(first.size, 2000);
});

test('uniform numbers fill their range evenly', () => {
  const counts = new Array(20).fill(0);
  for (const value of draw(1, 100_000)) counts[Math.floor(value * 20)]++;
  // Chi squared with 19 degrees of freedom: above 43.8 in one of a thousand seeds.
  const chiSquared = counts.reduce((total, count) => total + (count - 5000) ** 2 / 5000, 0);
  assert.ok(chiSquared < 43.8, `chi squared ${chiSquared}`);
  const generator = random(2);
  for (let n = 0; n < 1000; n++) {
    const value = generator.uniform(-3, 5);
    assert.ok(value >= -3 && value < 5);
  }
});

test('neighbouring seeds are unrelated', () => {
  const values = Array.from({ length: 10_000 }, (_, seed) => draw(seed, 1)[0]);
  const correlation =
    values.slice(1).reduce((total, value, n) => total + (value - 0.5) * (values[n] - 0.5), 0) / (9999 / 12);
  assert.ok(Math.abs(correlation) < 0.04, `correlation ${correlation}`); // four standard deviations
});

test('normal numbers have the mean, deviation and tails of the normal distribution', () => {
  const generator = random(3);
  const values = Array.from({ length: 100_000 }, () => generator.normal(10, 2));
  const mean = values.reduce((a, b) => a + b) / values.length;
  const deviation = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length);
  assert.ok(Math.abs(mean - 10) < 0.03, `mean ${mean}`);
  assert.ok(Math.abs(deviation - 2) < 0.02, `deviation ${deviation}`);
  const outside = values.filter((value) => Math.abs(value - 10) > 2 * 1.96).length / values.length;
  assert.ok(Math.abs(outside - 0.05) < 0.003, `outside of 1.96 deviations: ${outside}`);
});

test('integer gives each whole number below n', () => {
  const generator = random(4);
  const counts = [0, 0, 0];
  for (let n = 0; n < 3000; n++) counts[generator.integer(3)]++;
  for (const count of counts) assert.ok(Math.abs(count - 1000) < 120, `${counts}`); // 4.6 standard deviations
  assert.throws(() => generator.integer(0), { name: 'ShapeError', message: /^n: .* got 0\.$/ });
});

test('shuffle keeps all items, leaves its argument, and makes every order', () => {
  const items = ['a', 'b', 'c'];
  const generator = random(5);
  const orders = new Map<string, number>();
  for (let n = 0; n < 6000; n++) {
    const order = generator.shuffle(items).join('');
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  assert.deepEqual(items, ['a', 'b', 'c']);
  assert.deepEqual([...orders.keys()].sort(), ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  for (const count of orders.values()) assert.ok(Math.abs(count - 1000) < 140, `${[...orders]}`);
});

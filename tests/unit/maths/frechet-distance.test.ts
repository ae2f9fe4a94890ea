import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frechetDistance, random, symmetricEigen } from '../../../lib/src/maths';

const close = (got: number, expected: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(got - expected) < tolerance, `${got}, not ${expected}`);

test('eigenvectors are turned into multiples of themselves, are orthogonal, and rebuild the matrix', () => {
  const draw = random(3);
  const n = 7;
  const half = Array.from({ length: n }, () => Array.from({ length: n }, () => draw.normal()));
  const matrix = half.map((row, i) => row.map((value, j) => value + half[j][i]));
  const { values, vectors } = symmetricEigen(matrix);
  assert.deepEqual(
    values,
    [...values].sort((a, b) => b - a),
  );
  vectors.forEach((vector, i) => {
    matrix.forEach((row, k) => {
      close(
        row.reduce((sum, value, j) => sum + value * vector[j], 0),
        values[i] * vector[k],
      );
    });
    vectors.forEach((other, j) => {
      close(
        vector.reduce((sum, value, k) => sum + value * other[k], 0),
        Number(i === j),
      );
    });
  });
});

test('known eigenvalues', () => {
  const [high, low] = symmetricEigen([
    [2, 1],
    [1, 2],
  ]).values;
  close(high, 3);
  close(low, 1);
});

test('in one dimension the Fréchet distance is (μ₁ − μ₂)² + (σ₁ − σ₂)²', () => {
  const [a, b] = [
    [[0], [2], [7]],
    [[1], [1.5], [4]],
  ];
  const stats = (points: number[][]) => {
    const mean = points.reduce((sum, [x]) => sum + x, 0) / 3;
    return { mean, deviation: Math.sqrt(points.reduce((sum, [x]) => sum + (x - mean) ** 2, 0) / 2) };
  };
  const [one, two] = [stats(a), stats(b)];
  close(frechetDistance(a, b), (one.mean - two.mean) ** 2 + (one.deviation - two.deviation) ** 2);
});

test('it is 0 to itself, the same in both directions, the squared shift of a moved cloud, and the same after a rotation', () => {
  const draw = random(4);
  const cloud = (scale: number) =>
    Array.from({ length: 50 }, () => [draw.normal(0, scale), draw.normal(), draw.normal(2)]);
  const [a, b] = [cloud(1), cloud(3)];
  close(frechetDistance(a, a), 0, 1e-6);
  close(frechetDistance(a, b), frechetDistance(b, a), 1e-6);
  close(
    frechetDistance(
      a,
      a.map(([x, y, z]) => [x + 3, y, z - 4]),
    ),
    25,
    1e-6,
  );
  const turned = (points: number[][]) => points.map(([x, y, z]) => [0.6 * x - 0.8 * y, 0.8 * x + 0.6 * y, z]);
  close(frechetDistance(turned(a), turned(b)), frechetDistance(a, b), 1e-6);
});

test('clouds that cannot be compared get a sentence', () => {
  assert.throws(() => frechetDistance([[1]], [[1], [2]]), /at least two points/);
  assert.throws(
    () =>
      frechetDistance(
        [[1], [2]],
        [
          [1, 2],
          [2, 3],
        ],
      ),
    /as many numbers each, got 2 of 1 and 2 of 2/,
  );
});

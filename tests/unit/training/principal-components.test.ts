import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { random, symmetricEigen } from '../../../lib/src/maths';
import { principalComponents } from '../../../lib/src/training';

before(() => engineReady({ quiet: true }));

test('what is lost is the sum of the covariance’s smaller eigenvalues', () => {
  const draw = random(5);
  const rows = Array.from({ length: 60 }, () => {
    const [a, b, c] = [draw.normal(0, 3), draw.normal(0, 2), draw.normal()];
    return [a + b, a - b + 1, c + 0.2 * a, 0.3 * draw.normal(), b + c, 5 + a];
  });
  const mean = rows[0].map((_, k) => rows.reduce((sum, row) => sum + row[k], 0) / 60);
  const covariance = mean.map((_, i) =>
    mean.map((__, j) => rows.reduce((sum, row) => sum + (row[i] - mean[i]) * (row[j] - mean[j]), 0) / 60),
  );
  const { values } = symmetricEigen(covariance);
  const xs = tf.reshape(tf.tensor2d(rows), [60, 2, 3]);
  for (const count of [1, 2, 3]) {
    const pca = principalComponents(xs, count, { rounds: 200 });
    const codes = pca.encode(xs);
    assert.deepEqual(codes.shape, [60, count]);
    const lost = tf.div(tf.sum(tf.squaredDifference(pca.decode(codes), xs)), 60).dataSync()[0];
    const expected = values.slice(count).reduce((sum, value) => sum + value, 0);
    assert.ok(Math.abs(lost - expected) < 1e-3 * values[0], `${count}: ${lost}, not ${expected}`);
    pca.dispose();
  }
});

test('equal examples have codes of 0, and are decoded to themselves', () => {
  const xs = tf.tile(tf.tensor2d([[0.5, 1, 2]]), [4, 1]);
  const pca = principalComponents(xs, 2);
  const codes = pca.encode(xs);
  assert.ok(Array.from(codes.dataSync()).every((value) => Math.abs(value) < 1e-6));
  assert.deepEqual(Array.from(pca.decode(codes).dataSync()), Array.from(xs.dataSync()));
});

test('more components than numbers get a sentence', () => {
  assert.throws(() => principalComponents(tf.zeros([4, 3]), 4), /at most 3 principal components, got 4/);
});

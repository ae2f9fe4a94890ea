import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../../lib/src/engine';
import { distillationLoss, type Matrix, random } from '../../../../lib/src/maths';
import { UserError } from '../../../../lib/src/project';
import { distil } from '../../../../lib/src/training';
import { assertTensorClose } from '../../maths/reference';

before(() => engineReady({ quiet: true }));

/** A dense layer with a softmax. */
function classifier(kernel: Matrix): tf.LayersModel {
  const dense = tf.layers.dense({
    units: kernel[0].length,
    activation: 'softmax',
    useBias: false,
    inputShape: [kernel.length],
  });
  const model = tf.sequential({ layers: [dense] });
  dense.setWeights([tf.tensor(kernel)]);
  return model;
}

const product = (a: Matrix, b: Matrix) =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, v, i) => sum + v * b[i][j], 0)));

test("one step is that of the maths' gradient, and the teacher stays as it is", async () => {
  const draw = random(1);
  const matrix = (rows: number, columns: number) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => draw.normal()));
  const [xs, small, large] = [matrix(5, 2), matrix(2, 3), matrix(2, 3)];
  const labels = xs.map((_, i) => [0, 1, 2].map((c) => Number(c === i % 3)));
  const [student, teacher] = [small, large].map(classifier);
  const data = { xs: tf.tensor(xs), ys: tf.tensor(labels) };
  const how = { temperature: 3, teacherShare: 0.6 };
  const history = await distil(student, teacher, data, {
    ...how,
    epochs: 1,
    batchSize: 5,
    optimizer: 'sgd',
    learningRate: 0.5,
  });

  const expected = distillationLoss(product(xs, small), product(xs, large), labels, how);
  assertTensorClose(history.loss, [expected.output], 'loss', 1e-4);
  const columns = xs[0].map((_, i) => xs.map((row) => row[i]));
  const step = product(columns, expected.gradient);
  const stepped = small.map((row, i) => row.map((w, j) => w - 0.5 * step[i][j]));
  assertTensorClose(student.getWeights()[0].arraySync() as Matrix, stepped, 'weights', 1e-4);
  assertTensorClose(teacher.getWeights()[0].arraySync() as Matrix, large, 'teacher', 1e-7);
  tf.dispose(data);
  for (const model of [student, teacher]) model.dispose();
});

test('the accuracy is that on the labels, and nothing is left in memory', async () => {
  const xs = tf.tensor([
    [1, 0],
    [0, 1],
  ]);
  const ys = tf.tensor([
    [1, 0],
    [0, 1],
  ]);
  const [student, teacher] = [
    [
      [9, -9],
      [-9, 9],
    ],
    [
      [-9, 9],
      [9, -9],
    ],
  ].map(classifier); // the teacher says the opposite
  const before = tf.memory().numTensors;
  const { accuracy } = await distil(student, teacher, { xs, ys }, { epochs: 1, optimizer: 'sgd', learningRate: 1e-6 });
  assert.deepEqual(accuracy, [1]);
  assert.equal(tf.memory().numTensors, before);
  for (const model of [student, teacher]) model.dispose();
  tf.dispose([xs, ys]);
});

test('what cannot be distilled is told in one sentence', async () => {
  const [two, three] = [[[1, 2]], [[1, 2, 3]]].map(classifier);
  const data = { xs: tf.ones([2, 1]), ys: tf.ones([2, 2]) };
  const refused = (message: RegExp) => (error: Error) => error instanceof UserError && message.test(error.message);
  await assert.rejects(distil(two, three, data), refused(/^The teacher tells 3 classes apart, the student 2\.$/));
  await assert.rejects(distil(two, two, data, { temperature: 0 }), refused(/^temperature must be above 0, got 0\.$/));
  await assert.rejects(
    distil(two, two, data, { teacherShare: -1 }),
    refused(/^teacherShare must be from 0 to 1, got -1\.$/),
  );
  tf.dispose(data);
  for (const model of [two, three]) model.dispose();
});

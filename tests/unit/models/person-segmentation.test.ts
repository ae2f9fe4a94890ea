import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { photo } from '../../../lib/src/datasets';
import { engineReady, tf } from '../../../lib/src/engine';
import { loadPersonSegmentation } from '../../../lib/src/models';
import { UserError } from '../../../lib/src/project';

before(() => engineReady({ quiet: true }));

test('the people on two photographs are found, on one without people nobody is, and nothing is left in memory', async () => {
  const tensorsBefore = tf.memory().numTensors;
  const network = await loadPersonSegmentation();
  const astronaut = network.mask(await photo('astronaut'));
  assert.deepEqual([astronaut.length, astronaut[0].length], [256, 256]);
  // row and column: forehead, chest, left and right shoulder
  for (const [y, x] of [
    [40, 112],
    [180, 110],
    [140, 40],
    [160, 170],
  ])
    assert.ok(astronaut[y][x] > 0.9, `${y}, ${x}`);
  // flag, wall, rocket
  for (const [y, x] of [
    [20, 20],
    [30, 170],
    [40, 205],
  ])
    assert.ok(astronaut[y][x] < 0.1, `${y}, ${x}`);

  const man = network.mask(await photo('camera')); // grey
  assert.ok(man[150][60] > 0.9 && man[40][200] < 0.1);

  const landscape = network.mask(await photo('china'));
  assert.deepEqual([landscape.length, landscape[0].length], [256, 384]);
  const values = landscape.flat();
  assert.ok(values.reduce((sum, value) => sum + value, 0) / values.length < 0.01);
  network.dispose();
  assert.equal(tf.memory().numTensors, tensorsBefore);
});

test('what is no image is told in one sentence', async () => {
  const network = await loadPersonSegmentation();
  const shape = /^The image must have the shape \[height, width, channels\] with 1 or 3 channels, got \[2, 2, 2\]\.$/;
  assert.throws(
    () => network.mask(tf.zeros([2, 2, 2])),
    (error: Error) => error instanceof UserError && shape.test(error.message),
  );
  network.dispose();
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type PointSetName, pointSetReach, pointSets, random, samplePoints } from '../../../lib/src/maths';

const names = Object.keys(pointSets) as PointSetName[];
const drawn = (name: PointSetName, noise = 0) => samplePoints(name, 400, { noise, random: random('points') });

describe('sets of points', () => {
  for (const name of names)
    test(`${name}: as many of each class, the same for the same seed, in the plane that is drawn`, () => {
      const { points, labels } = drawn(name);
      assert.equal(labels.filter((label) => label === 1).length, 200);
      assert.deepEqual(drawn(name), { points, labels });
      const outside = points.filter((point) => point.some((x) => Math.abs(x) > pointSetReach));
      assert.ok(outside.length <= (name === 'gaussians' ? 4 : 0), `${outside.length} outside`);
    });

  test('circles: class 1 is nearer to the middle than every point of class 0', () => {
    const { points, labels } = drawn('circles');
    points.forEach((point, i) => {
      assert.equal(Math.hypot(...point) < 1.5, labels[i] === 1);
    });
  });

  test('exclusive or: class 1 where the signs are equal', () => {
    const { points, labels } = drawn('xor');
    points.forEach(([x, y], i) => {
      assert.equal(x * y > 0, labels[i] === 1);
    });
  });

  test('spirals: half a turn brings the one arm onto the other', () => {
    const { points, labels } = drawn('spirals');
    points.forEach(([x, y], i) => {
      const along = Math.hypot(x, y) / pointSetReach;
      const turn = Math.atan2(y, x) / (2 * Math.PI) - 1.75 * along - labels[i] / 2;
      assert.ok(Math.abs(turn - Math.round(turn)) < 1e-9, `${x}, ${y}`);
    });
  });

  test('two heaps: a straight line between the middles is right about nearly all', () => {
    const { points, labels } = drawn('gaussians');
    // The distance to the line is 1.2·√2 at the middles, 3.4 deviations: beyond lies 1 of 3,000.
    const wrong = points.filter(([x, y], i) => x + y > 0 !== (labels[i] === 1));
    assert.ok(wrong.length <= 2, `${wrong.length}`);
  });

  test('noise moves points by its deviation', () => {
    const [still, moved] = [samplePoints('xor', 2, { random: random(3) }), drawn('circles', 0.4)];
    assert.equal(still.points.length, 2);
    const strayed = moved.points.filter((point, i) => Math.hypot(...point) < 1.5 !== (moved.labels[i] === 1)).length;
    assert.ok(strayed > 10 && strayed < 120, `${strayed} on the wrong side`);
    assert.throws(
      () => samplePoints('xor', 4, { noise: -1, random: random(1) }),
      /noise: expected a number of at least 0/,
    );
    assert.throws(() => samplePoints('xor', 1, { random: random(1) }), /count/);
  });
});

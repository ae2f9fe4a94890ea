import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { movingItems } from '../../../lib/src/datasets';
import type { Image } from '../../../lib/src/maths';
import { UserError } from '../../../lib/src/project';

const total = (image: Image) => image.flat(2).reduce((a, b) => a + b, 0);

describe('movingItems', () => {
  it('the same seed gives the same films, and more of them begin with those', async () => {
    const [two, three, other] = await Promise.all([
      movingItems({ count: 2, seed: 5 }),
      movingItems({ count: 3, seed: 5 }),
      movingItems({ count: 2, seed: 6 }),
    ]);
    assert.deepEqual(three.slice(0, 2), two);
    assert.notDeepEqual(other, two);
    assert.deepEqual([two[0].length, two[0][0].length, two[0][0][0].length, two[0][0][0][0].length], [8, 24, 24, 1]);
  });

  it('the item stays whole wherever it moves, and bounces off the borders', async () => {
    for (const film of await movingItems({ count: 6, frames: 30, speed: 6, seed: 2 })) {
      const light = film.map(total);
      for (const one of light) assert.ok(Math.abs(one - light[0]) < 1e-6);
      assert.ok(film.some((frame) => JSON.stringify(frame) !== JSON.stringify(film[0])));
    }
  });

  it('nothing moves at speed 0', async () => {
    const [film] = await movingItems({ count: 1, speed: 0, seed: 3 });
    for (const frame of film) assert.deepEqual(frame, film[0]);
  });

  it('refuses what cannot be', async () => {
    await assert.rejects(movingItems({ count: 0 }), /count of moving items/);
    await assert.rejects(movingItems({ size: 14 }), UserError);
    await assert.rejects(movingItems({ speed: 11 }), /speed must be from 0 to 10/);
  });
});

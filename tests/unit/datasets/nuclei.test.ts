import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nuclei } from '../../../lib/src/datasets';

test('the nuclei are bright, their numbers run from 1 to 125, and each is in one piece of the image', async () => {
  const { image, instances } = await nuclei();
  assert.deepEqual([image.length, image[0].length, image[0][0].length], [512, 512, 1]);
  const sums = { nucleus: [0, 0], ground: [0, 0] };
  const boxes = new Map<number, { top: number; left: number; bottom: number; right: number }>();
  instances.forEach((row, y) => {
    row.forEach((id, x) => {
      const sum = id > 0 ? sums.nucleus : sums.ground;
      sum[0] += image[y][x][0];
      sum[1] += 1;
      if (id === 0) return;
      const box = boxes.get(id) ?? { top: y, left: x, bottom: y, right: x };
      boxes.set(id, { ...box, left: Math.min(box.left, x), right: Math.max(box.right, x), bottom: y });
    });
  });
  assert.deepEqual(
    [...boxes.keys()].sort((a, b) => a - b),
    Array.from({ length: 125 }, (_, i) => i + 1),
  );
  assert.ok(sums.nucleus[0] / sums.nucleus[1] > 3 * (sums.ground[0] / sums.ground[1]));
  // the source says 19.9 %
  assert.equal((sums.nucleus[1] / 512 ** 2).toFixed(3), '0.199');
  for (const [id, { top, left, bottom, right }] of boxes)
    assert.ok(bottom - top < 64 && right - left < 64, `nucleus ${id}`);
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectedRegions, random } from '../../../lib/src/maths';

/** A mask drawn with signs. */
const drawn = (...rows: string[]) => rows.map((row) => [...row].map((sign) => (sign === '.' ? 0 : Number(sign))));

describe('connectedRegions', () => {
  it('numbers parts by their first pixel, and a corner connects nothing', () => {
    assert.deepEqual(
      connectedRegions(drawn('11..1', '.1.11', '1...1', '11111')),
      drawn('11..2', '.1.22', '2...2', '22222'),
    );
    assert.deepEqual(connectedRegions(drawn('1.', '.1')), drawn('1.', '.2'));
    assert.deepEqual(connectedRegions(drawn('7.3')), drawn('1.2'));
  });

  it('drops parts that are too small, and counts on without them', () => {
    assert.deepEqual(connectedRegions(drawn('1.11', '..11'), 2), drawn('..11', '..11'));
    assert.deepEqual(connectedRegions(drawn('11.1.11'), 2), drawn('11...22'));
  });

  it('finds as many as merging neighbours one by one does', () => {
    const draw = random(6);
    for (let run = 0; run < 20; run++) {
      const mask = Array.from({ length: 9 }, () => Array.from({ length: 11 }, () => Number(draw.uniform() < 0.55)));
      // each pixel begins alone; two neighbours become one until nothing changes
      const parts = mask.map((row, y) => row.map((there, x) => there * (1 + y * 11 + x)));
      for (let changed = true; changed; ) {
        changed = false;
        for (let y = 0; y < 9; y++)
          for (let x = 0; x < 11; x++)
            for (const [down, right] of [
              [y + 1, x],
              [y, x + 1],
            ]) {
              const [a, b] = [parts[y][x], parts[down]?.[right] ?? 0];
              if (a === 0 || b === 0 || a === b) continue;
              [parts[y][x], parts[down][right]] = [Math.min(a, b), Math.min(a, b)];
              changed = true;
            }
      }
      const got = connectedRegions(mask);
      const pairs = new Set(got.flatMap((row, y) => row.map((part, x) => `${part} ${parts[y][x]}`)));
      const names = new Set(got.flat());
      assert.equal(pairs.size, names.size); // one number here for each there
      assert.equal(new Set(parts.flat()).size, names.size);
    }
  });

  it('refuses what is no mask', () => {
    assert.throws(() => connectedRegions([[1], [1, 0]]), { name: 'ShapeError' });
  });
});

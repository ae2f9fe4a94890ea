import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scenes } from '../../../../lib/src/datasets';
import {
  type Box,
  iou,
  type Matrix,
  type ProposalOptions,
  proposals,
  random,
  regions,
} from '../../../../lib/src/maths';

/** A picture `[height, width]` from a formula. */
const picture = (height: number, width: number, grey: (x: number, y: number) => number): Matrix =>
  Array.from({ length: height }, (_, y) => Array.from({ length: width }, (__, x) => grey(x, y)));
const within = (x: number, y: number, [left, top, right, bottom]: Box) =>
  x >= left && x < right && y >= top && y < bottom;
const count = (numbers: Matrix) => new Set(numbers.flat()).size;

describe('regions', () => {
  it('follow the edges of flat areas, whatever their shape', () => {
    const ring = (x: number, y: number) => (Math.abs(Math.hypot(x - 12, y - 12) - 7) < 2 ? 0.8 : 0.2);
    const numbers = regions(picture(25, 25, ring));
    assert.equal(count(numbers), 3, 'around, the ring, and within');
    assert.equal(numbers[0][0], 0);
    assert.notEqual(numbers[12][12], numbers[0][0]);
    numbers.forEach((row, y) => {
      row.forEach((number, x) => {
        assert.equal(number === numbers[12][5], ring(x, y) === 0.8);
      });
    });
  });

  it('keep a slope whole that spans more than an edge that parts', () => {
    const slope = picture(20, 40, (x) => x / 40); // 0 … 1 in steps of 0.025
    assert.equal(count(regions(slope, { scale: 0.6 })), 1);
    const edge = picture(20, 40, (x) => (x < 20 ? 0.4 : 0.6));
    assert.equal(count(regions(edge, { scale: 0.6 })), 2);
  });

  it('join by the rule: a step is taken if it is not above scale / pixels of the smaller side', () => {
    // Two flat halves of 4 pixels each: within is 0, so the step 0.2 joins them if scale / 4 ≥ 0.2.
    const row = [[0.1, 0.1, 0.1, 0.1, 0.3, 0.3, 0.3, 0.3]];
    assert.equal(count(regions(row, { scale: 0.79, smallest: 1 })), 2);
    assert.equal(count(regions(row, { scale: 0.81, smallest: 1 })), 1);
    // Noise within a side lets larger steps through: within is 0.05 on the left, 0 on the right, which still decides.
    const noisy = [[0.1, 0.15, 0.1, 0.15, 0.35, 0.35, 0.35, 0.35]];
    assert.equal(count(regions(noisy, { scale: 0.79, smallest: 1 })), 2);
  });

  it('are connected, at least so large as wanted, and numbered in reading order', () => {
    const draw = random(8);
    const numbers = regions(
      picture(30, 30, () => draw.uniform()),
      { scale: 0.5, smallest: 10 },
    );
    const seen = numbers.flat();
    assert.deepEqual(
      [...new Set(seen)],
      Array.from({ length: count(numbers) }, (_, i) => i),
    );
    for (let region = 0; region < count(numbers); region++) {
      const pixels = seen.flatMap((number, i) => (number === region ? [i] : []));
      assert.ok(pixels.length >= 10);
      const reached = new Set([pixels[0]]);
      for (const pixel of reached) {
        const beside = [pixel % 30 > 0 ? pixel - 1 : -1, pixel % 30 < 29 ? pixel + 1 : -1, pixel - 30, pixel + 30];
        for (const other of beside) if (seen[other] === region) reached.add(other);
      }
      assert.equal(reached.size, pixels.length);
    }
  });

  it('refuse options that cannot be', () => {
    assert.throws(() => regions([[1]], { scale: 0 }), { name: 'ShapeError', message: /scale/ });
    assert.throws(() => regions([[1]], { smallest: 0 }), { name: 'ShapeError', message: /smallest/ });
  });
});

describe('proposals', () => {
  const objects: Box[] = [
    [4, 5, 16, 20],
    [30, 8, 44, 22],
  ];

  it('have the box of each flat object, and of one of two parts that are alike', () => {
    const two = picture(48, 48, (x, y) => (objects.some((box) => within(x, y, box)) ? 0.9 : 0.1));
    for (const box of objects) assert.ok(proposals(two).some((found) => found.join() === box.join()));
    const striped = picture(48, 48, (x, y) =>
      within(x, y, [10, 10, 30, 22]) ? (y < 13 ? 0.62 : 0.74) : within(x, y, [36, 36, 44, 44]) ? 0.95 : 0.1,
    );
    assert.ok(proposals(striped).some((found) => found.join() === '10,10,30,22'));
  });

  it('repeat no box, and leave small and large ones out', () => {
    const draw = random(3);
    const noise = picture(40, 40, () => draw.uniform());
    const found = proposals(noise, { smallest: 8, largest: 0.5 });
    assert.ok(found.length > 3);
    assert.equal(new Set(found.map((box) => box.join())).size, found.length);
    for (const [left, top, right, bottom] of found) {
      const sides = [right - left, bottom - top];
      assert.ok(Math.min(...sides) >= 8 && Math.max(...sides) <= 20);
    }
  });

  it('cover nine of ten items of scenes at least half', async () => {
    const set = await scenes({ part: 'test', count: 40 });
    let covered = 0;
    set.objects.forEach((all, i) => {
      const found = proposals(set.image(i).map((row) => row.map(([grey]) => grey)));
      covered += all.filter(({ box }) => found.some((one) => iou(one, box) >= 0.5)).length;
    });
    assert.ok(covered / set.objects.flat().length > 0.9, `${covered} of ${set.objects.flat().length}`);
  });

  it('refuse unknown options', () => {
    assert.throws(() => proposals([[1]], { scale: 1 } as ProposalOptions), { message: /scale/ });
  });
});

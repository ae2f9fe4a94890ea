import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Box, decodePoints, distanceOf, iou, random } from '../../../../lib/src/maths';

/** Logits whose softmax has the mean `steps`: all weight on the whole numbers beside it. */
function between(steps: number, bins: number): number[] {
  const low = Math.floor(steps);
  return Array.from({ length: bins }, (_, k) => {
    const share = k === low ? 1 - (steps - low) : k === low + 1 ? steps - low : 0;
    return share > 0 ? Math.log(share) : -60;
  });
}

/** A level that says this box at the point in whose square its middle lies, and nothing elsewhere. */
function levelFor(box: Box, label: number, stride: number, side: number, bins = 11) {
  const [column, row] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2].map((place) => Math.floor(place / stride));
  const [x, y] = [(column + 0.5) * stride, (row + 0.5) * stride];
  const probabilities = Array.from({ length: side * side }, () => [0.01, 0.01, 0.01]);
  const distributions = probabilities.map(() => new Array<number>(4 * bins).fill(0));
  probabilities[row * side + column][label] = 0.9;
  distributions[row * side + column] = [x - box[0], y - box[1], box[2] - x, box[3] - y].flatMap((distance) =>
    between(distance / stride, bins),
  );
  return { stride, probabilities, distributions };
}

describe('distanceOf', () => {
  it('is the mean of the distribution, in pixels', () => {
    assert.ok(Math.abs(distanceOf([0, 0, 0, 0, 0], 8) - 16) < 1e-12, 'the middle of five steps');
    assert.ok(Math.abs(distanceOf([Math.log(1), Math.log(3)], 4) - 3) < 1e-12, 'three quarters of a step');
    assert.ok(Math.abs(distanceOf(between(7.25, 11), 16) - 7.25 * 16) < 1e-9);
  });
});

describe('decodePoints', () => {
  it('gives back boxes that were written as distributions, at every stride', () => {
    const draw = random(4);
    for (const stride of [8, 16, 32]) {
      const side = 128 / stride;
      for (let i = 0; i < 20; i++) {
        const [x, y] = [draw.uniform(0, 128), draw.uniform(0, 128)];
        const sides = [0, 1, 2, 3].map(() => draw.uniform(0.6, 4) * stride);
        const box: Box = [x - sides[0], y - sides[0], x + sides[0], y + sides[0]];
        const found = decodePoints([levelFor(box, i % 3, stride, side)]);
        assert.equal(found.length, 1);
        assert.equal(found[0].label, i % 3);
        assert.ok(Math.abs(found[0].score - 0.9) < 1e-12 && iou(found[0].box, box) > 1 - 1e-9);
      }
    }
  });

  it('asks each level for the scores that count', () => {
    const levels = [levelFor([10, 10, 30, 30], 1, 8, 8), levelFor([20, 20, 60, 60], 2, 16, 4)];
    assert.equal(decodePoints(levels).length, 2);
    assert.equal(decodePoints(levels, 0.95).length, 0);
    assert.equal(decodePoints(levels, 0).length, 64 + 16);
  });

  it('refuses points that fill no square, and distributions that are none', () => {
    const level = levelFor([10, 10, 30, 30], 1, 8, 8);
    const less = { ...level, probabilities: level.probabilities.slice(1), distributions: level.distributions.slice(1) };
    assert.throws(() => decodePoints([less]), { name: 'ShapeError', message: /points of a square grid, got 63/ });
    const odd = { ...level, distributions: level.distributions.map((row) => row.slice(1)) };
    assert.throws(() => decodePoints([odd]), { name: 'ShapeError', message: /4 · bins/ });
    assert.throws(() => decodePoints([level], 2), { message: /scoreThreshold/ });
  });
});

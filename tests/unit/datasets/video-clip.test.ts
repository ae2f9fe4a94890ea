import assert from 'node:assert/strict';
import { test } from 'node:test';
import { videoClip } from '../../../lib/src/datasets';

test('the clip has 50 frames that follow each other', async () => {
  const { frames, framesPerSecond, credit } = await videoClip();
  assert.equal(framesPerSecond, 10);
  assert.match(credit, /Blender Foundation.*CC BY 3\.0/);
  assert.equal(frames.length, 50);
  for (const frame of frames) {
    assert.deepEqual([frame.length, frame[0].length, frame[0][0].length], [64, 64, 1]);
    assert.ok(frame.flat(2).every((value) => value >= 0 && value <= 1));
  }
  const difference = (a: number, b: number) => {
    const [one, other] = [frames[a].flat(2), frames[b].flat(2)];
    return one.reduce((sum, value, i) => sum + Math.abs(value - other[i]), 0) / one.length;
  };
  const apart = (steps: number) =>
    frames.slice(steps).reduce((sum, _, n) => sum + difference(n, n + steps), 0) / (frames.length - steps);
  assert.ok(apart(1) > 0, 'nothing moves');
  assert.ok(apart(1) < apart(5) && apart(5) < apart(25), `${apart(1)}, ${apart(5)}, ${apart(25)}`);
});

test('pixels are those that Pillow decodes', async () => {
  const { frames } = await videoClip();
  // column and row in the picture: (150, 70), (639, 319), (330, 200)
  const got = [frames[12][6][22], frames[49][63][63], frames[35][8][10]].map(([value]) => Math.round(255 * value));
  assert.deepEqual(got, [49, 205, 82]);
});

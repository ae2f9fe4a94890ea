import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Box,
  type BoxOffsets,
  decodeBox,
  encodeBox,
  matchAnchors,
  type SoftNmsOptions,
  softNms,
} from '../../../../lib/src/maths';
import { assertTensorClose, reference } from '../reference';

interface DetectionCase {
  kind: 'softNms' | 'offsets' | 'match';
  decay: SoftNmsOptions['decay'];
  boxes: Box[];
  scores: number[];
  kept: { index: number; score: number }[];
  anchors: Box[];
  encoded: BoxOffsets[];
  offsets: BoxOffsets[];
  decoded: Box[];
  matches: number[];
}

const cases = reference<DetectionCase>('detection');
const ofKind = (kind: DetectionCase['kind']) => {
  const found = cases.filter((one) => one.kind === kind);
  assert.ok(found.length > 0, kind);
  return found;
};

describe('against torchvision and the published soft-NMS', () => {
  for (const { decay, boxes, scores, kept } of ofKind('softNms')) {
    it(`soft-NMS, ${decay}`, () => {
      const got = softNms(boxes, scores, { decay, sigma: 0.5, iouThreshold: 0.3, scoreThreshold: 0.05 });
      const [indices, left] = [got, kept].map((list) => list.map(({ index }) => index));
      assert.deepEqual(indices, left);
      assert.ok(
        kept.some(({ index, score }) => score < scores[index] - 0.1),
        'no score falls',
      );
      assertTensorClose(
        got.map(({ score }) => score),
        kept.map(({ score }) => score),
        'scores',
        1e-9,
      );
    });
  }

  it('offsets from anchors to boxes, and back', () => {
    const [{ boxes, anchors, encoded, offsets, decoded }] = ofKind('offsets');
    assertTensorClose(
      boxes.map((box, i) => encodeBox(box, anchors[i])),
      encoded,
      'encoded',
      1e-9,
    );
    assertTensorClose(
      offsets.map((some, i) => decodeBox(some, anchors[i])),
      decoded,
      'decoded',
      1e-9,
    );
  });

  it('the objects that anchors answer for', () => {
    const [{ boxes, anchors, matches }] = ofKind('match');
    assert.equal(new Set(matches).size, boxes.length + 1);
    assert.deepEqual(matchAnchors(anchors, boxes, 0.5), matches);
  });
});

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { scenes } from '../../../../lib/src/datasets';
import { engineReady, tf } from '../../../../lib/src/engine';
import { meanAveragePrecision, proposals } from '../../../../lib/src/maths';
import { anchorDetector, gridDetector, loadCheckpoint, regionClassifier } from '../../../../lib/src/models';
import { detect, detectRegions } from '../../../../lib/src/training';

before(() => engineReady());

describe('detectors that come with the course', () => {
  for (const { name, make } of [
    { name: 'grid-detector', make: gridDetector },
    { name: 'anchor-detector', make: anchorDetector },
  ])
    it(`${name} has an mAP@0.5 of at least 0.8 on scenes of other items and seeds`, async () => {
      const set = await scenes({ part: 'test', count: 150, seed: 'checkpoints' });
      const [model, xs] = [await loadCheckpoint(name, make()), set.tensor()];
      const found = detect(model, xs, { scoreThreshold: 0.01 });
      const { mAP } = meanAveragePrecision(set.objects, found, set.classNames.length);
      assert.ok(mAP >= 0.8, `${mAP}`);
      model.dispose();
      tf.dispose(xs);
    });

  it('rcnn-crops has one of at least 0.8 as well, asked about proposals', async () => {
    const set = await scenes({ part: 'test', count: 150, seed: 'checkpoints' });
    const [model, xs] = [await loadCheckpoint('rcnn-crops', regionClassifier()), set.tensor()];
    const proposed = set.objects.map((_, i) => proposals(set.image(i).map((row) => row.map(([grey]) => grey))));
    const found = detectRegions(model, xs, proposed, { scoreThreshold: 0.01 });
    const { mAP } = meanAveragePrecision(set.objects, found, set.classNames.length);
    assert.ok(mAP >= 0.8, `${mAP}`);
    model.dispose();
    tf.dispose(xs);
  });
});

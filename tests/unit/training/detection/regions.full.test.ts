import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { scenes } from '../../../../lib/src/datasets';
import { engineReady, tf } from '../../../../lib/src/engine';
import { meanAveragePrecision, proposals } from '../../../../lib/src/maths';
import { regionClassifier } from '../../../../lib/src/models';
import { cosineDecay, detectRegions, fit, regionExamples, regionLoss } from '../../../../lib/src/training';

before(() => engineReady());

describe('an R-CNN', () => {
  it('learns from the crops of 400 scenes to find items of others: mAP@0.5 of at least 0.65', async () => {
    const examples = regionExamples(await scenes({ count: 400, seed: 'crops' }));
    const model = regionClassifier();
    const how = { loss: regionLoss, optimizer: 'adam', learningRate: cosineDecay(0.003), epochs: 3 } as const;
    await fit(model, examples, how);
    const set = await scenes({ part: 'test', count: 100, seed: 'other' });
    const proposed = set.objects.map((_, i) => proposals(set.image(i).map((row) => row.map(([grey]) => grey))));
    const xs = set.tensor();
    const found = detectRegions(model, xs, proposed, { scoreThreshold: 0.01 });
    const { mAP } = meanAveragePrecision(set.objects, found, set.classNames.length);
    assert.ok(mAP >= 0.65, `${mAP}`);
    tf.dispose([examples.xs, examples.ys, xs]);
    model.dispose();
  });
});

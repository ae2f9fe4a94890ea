import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { engineReady, tf } from '../../../../lib/src/engine';
import { anchorDetector, gridDetector } from '../../../../lib/src/models';
import { type DetectorTraining, trainDetector } from '../../../../lib/src/training';

before(() => engineReady());

const quick: DetectorTraining = { epochs: 3, batchSize: 8, scenes: { count: 16, objects: [1, 2] } };

describe('trainDetector', () => {
  for (const make of [gridDetector, anchorDetector])
    it(`trains a model of ${make.name}: the loss falls, the same seed learns the same, no tensor is left`, async () => {
      const runs: number[][] = [];
      for (const seed of [1, 1, 2]) {
        const model = make({ filters: 4 });
        const before = tf.memory().numTensors;
        const { losses, batchLosses, stopped } = await trainDetector(model, { ...quick, seed });
        assert.equal(tf.memory().numTensors, before);
        assert.deepEqual([batchLosses.detection.length, stopped], [6, false]);
        assert.ok(losses.detection[2] < losses.detection[0], losses.detection.join(', '));
        runs.push(batchLosses.detection);
        model.dispose();
      }
      assert.deepEqual(runs[0], runs[1]);
      assert.notDeepEqual(runs[0], runs[2]);
    });

  it('composes new scenes in each epoch', async () => {
    // Without a step, the loss of an epoch changes only if its scenes do.
    const model = gridDetector({ filters: 4 });
    for (const layer of model.layers) layer.trainable = false;
    model.getLayer('output').trainable = true;
    const { losses } = await trainDetector(model, { ...quick, learningRate: 1e-12 });
    const [first, second, third] = losses.detection;
    assert.ok(Math.abs(first - second) > 0.01 && Math.abs(second - third) > 0.01, losses.detection.join(', '));
    model.dispose();
  });

  it('tells of each step, and a signal ends it after one', async () => {
    const stop = new AbortController();
    const heard: string[] = [];
    const model = gridDetector({ filters: 4 });
    const { stopped } = await trainDetector(model, {
      ...quick,
      signal: stop.signal,
      onEvent: ({ type }) => {
        heard.push(type);
        if (type === 'batch') stop.abort();
      },
    });
    assert.equal(stopped, true);
    assert.deepEqual(heard, ['begin', 'batch', 'end']);
    model.dispose();
  });

  it('refuses what it cannot train', async () => {
    const flat = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [64, 64, 1] })] });
    await assert.rejects(trainDetector(flat, quick), { name: 'UserError', message: /is no detector/ });
    const model = gridDetector({ filters: 4, classes: 3 });
    await assert.rejects(trainDetector(model, quick), { name: 'UserError', message: /have labels of shape/ });
    for (const options of [{ epochs: 0 }, { learningRate: 0 }, { rate: 1 } as DetectorTraining])
      await assert.rejects(trainDetector(model, options), { message: /epochs|learningRate|rate/ });
  });
});

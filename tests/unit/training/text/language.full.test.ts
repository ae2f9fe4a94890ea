import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as course from '../../../../lib/src';
import { script } from '../../setup/scripts';

const { CHAPTERS } = script('checkpoints/chapters');
const goals: Record<string, Record<string, number>> = {
  'review-sentiment': { accuracy: 0.75 },
  'english-french': { bleu: 0.95, bleuGreedy: 0.95 },
};

before(async () => {
  await course.engineReady({ quiet: true });
});

for (const [name, least] of Object.entries(goals)) {
  test(`${name}: trained anew, it reaches what the course promises`, { timeout: 900_000 }, async () => {
    const checkpoint = CHAPTERS['06'].find((one) => one.name === name);
    assert.ok(checkpoint);
    const model = checkpoint.model(course);
    const measures = await checkpoint.train(course, model, { report: () => undefined });
    for (const [what, goal] of Object.entries(least)) assert.ok(measures[what] >= goal, `${what} ${measures[what]}`);
    model.dispose();
  });
}

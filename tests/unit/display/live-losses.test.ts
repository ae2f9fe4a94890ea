import assert from 'node:assert/strict';
import { it } from 'node:test';
import { liveLosses } from '../../../lib/src/display/live-losses';
import { inKernel } from './kernel';

const plotlyType = 'application/vnd.plotly.v1+json';

it('liveLosses draws each loss where its batch happened, several batches as their mean', async () => {
  const messages = await inKernel(async () => {
    const listen = liveLosses('two losses');
    await listen({ type: 'begin', title: 'GAN', epochs: 2, batches: 50, losses: ['generator', 'discriminator'] });
    for (let epoch = 0; epoch < 2; epoch++) {
      for (let batch = 0; batch < 50; batch++)
        await listen({ type: 'batch', epoch, batch, losses: { generator: batch, discriminator: 10 * epoch } });
      await listen({ type: 'epoch' });
    }
    await listen({ type: 'end' });
  });
  const last = messages.at(-1);
  assert.ok(last);
  const { data } = last.data[plotlyType] as { data: { name: string; x: number[]; y: number[] }[] };
  assert.deepEqual(
    data.map(({ name }) => name),
    ['generator', 'discriminator'],
  );
  const [generator, discriminator] = data;
  assert.equal(generator.x.length, 50);
  assert.deepEqual([generator.x[0], generator.y[0], generator.x[49], generator.y[49]], [0.04, 0.5, 2, 48.5]);
  assert.deepEqual([discriminator.y[24], discriminator.y[25]], [0, 10]);
  assert.match(String(last.data['text/plain']), /^two losses:/);
});

it('liveLosses draws the last batches, too, where they are fewer than a point has', async () => {
  const messages = await inKernel(async () => {
    const listen = liveLosses('odd');
    await listen({ type: 'begin', title: 'odd', epochs: 1, batches: 85, losses: ['detection'] }); // three batches a point
    for (let batch = 0; batch < 85; batch++)
      await listen({ type: 'batch', epoch: 0, batch, losses: { detection: batch } });
    await listen({ type: 'end' });
  });
  const last = messages.at(-1);
  assert.ok(last);
  const { data, layout } = last.data[plotlyType] as {
    data: { x: number[]; y: number[] }[];
    layout: { title: { subtitle?: { text: string }; text: string } };
  };
  assert.deepEqual([data[0].x.at(-1), data[0].y.at(-1)], [1, 84]);
  assert.match(JSON.stringify(layout.title), /batch 85 of 85/);
});

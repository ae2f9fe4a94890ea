import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { liveCurves, type TrainingNews } from '../../../lib/src/display/live-curves';
import { inKernel, type Message } from './kernel';

const plotlyType = 'application/vnd.plotly.v1+json';

interface DrawnCurve {
  name: string;
  x: number[];
  y: number[];
}

/** The curves of the last picture, which holds all that was heard. */
function drawn(messages: Message[]): DrawnCurve[] {
  const figure = messages.at(-1)?.data[plotlyType] as { data: DrawnCurve[] } | undefined;
  assert.ok(figure, 'the last message is the interactive figure');
  return figure.data;
}

const begin = {
  type: 'begin',
  title: 'lenet5',
  epochs: 2,
  batches: 2,
  hasAccuracy: true,
  hasValidation: true,
} as const;

async function tell(listener: (news: TrainingNews) => Promise<void>, news: TrainingNews[]): Promise<void> {
  for (const one of news) await listener(one);
}

describe('liveCurves', () => {
  it('draws batches where they happened and held-out examples at the end of their epoch', async () => {
    const messages = await inKernel(() =>
      tell(liveCurves(), [
        begin,
        { type: 'batch', epoch: 0, batch: 0, loss: 4, accuracy: 0.1 },
        { type: 'batch', epoch: 0, batch: 1, loss: 3, accuracy: 0.2 },
        { type: 'epoch', epoch: 0, validationLoss: 2.5, validationAccuracy: 0.3 },
        { type: 'batch', epoch: 1, batch: 0, loss: 2, accuracy: 0.4 },
        { type: 'batch', epoch: 1, batch: 1, loss: 1, accuracy: 0.5 },
        { type: 'epoch', epoch: 1, validationLoss: 1.5, validationAccuracy: 0.6 },
        { type: 'end' },
      ]),
    );
    assert.deepEqual(
      drawn(messages).map(({ name, x, y }) => ({ name, x, y })),
      [
        { name: 'training loss', x: [0.5, 1, 1.5, 2], y: [4, 3, 2, 1] },
        { name: 'validation loss', x: [1, 2], y: [2.5, 1.5] },
        { name: 'training accuracy', x: [0.5, 1, 1.5, 2], y: [0.1, 0.2, 0.4, 0.5] },
        { name: 'validation accuracy', x: [1, 2], y: [0.3, 0.6] },
      ],
    );
    assert.match(String(messages.at(-1)?.data['text/plain']), /^lenet5:/);
  });

  it('makes one point, their mean, of several batches where an epoch has many', async () => {
    const messages = await inKernel(() =>
      tell(liveCurves('mine'), [
        { ...begin, epochs: 1, batches: 50, hasAccuracy: false, hasValidation: false },
        ...Array.from({ length: 50 }, (_, batch) => ({ type: 'batch', epoch: 0, batch, loss: batch }) as const),
        { type: 'epoch', epoch: 0 },
        { type: 'end' },
      ]),
    );
    const [{ name, x, y }, ...others] = drawn(messages);
    assert.deepEqual([name, others.length], ['training loss', 0]);
    assert.deepEqual(
      y,
      Array.from({ length: 25 }, (_, point) => 2 * point + 0.5),
    );
    assert.ok(Math.abs(x[0] - 2 / 50) < 1e-9 && x[24] === 1);
    assert.match(String(messages.at(-1)?.data['text/plain']), /^mine:/);
  });

  it('draws one training after the other', async () => {
    const listener = liveCurves();
    const training = (loss: number): TrainingNews[] => [
      { ...begin, hasAccuracy: false, hasValidation: false },
      { type: 'batch', epoch: 0, batch: 0, loss },
      { type: 'end' },
    ];
    const messages = await inKernel(() => tell(listener, [...training(7), ...training(5)]));
    assert.equal(new Set(messages.map(({ id }) => id)).size, 2);
    assert.deepEqual(drawn(messages)[0].y, [5]);
  });
});

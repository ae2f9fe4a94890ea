import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaults, live } from '../../../lib/src/display/live';
import { inKernel, type Message, printed } from './kernel';

const plotlyType = 'application/vnd.plotly.v1+json';

/** A clock that moves when told. */
function stoppedClock() {
  let now = 0;
  return { clock: () => now, pass: (milliseconds: number) => (now += milliseconds) };
}

function svg(message: Message): string {
  return String(message.data['image/svg+xml']);
}

describe('live', () => {
  it('shows pictures while training runs and the interactive figure at the end, in one output', async () => {
    const { clock, pass } = stoppedClock();
    const messages = await inKernel(async () => {
      const curves = live({ title: 'LeNet', series: ['training loss'], epochs: 2, batches: 10, clock });
      for (let epoch = 0; epoch < 2; epoch++) {
        for (let batch = 0; batch < 10; batch++) {
          pass(1000);
          await curves.update({ 'training loss': 1 / (1 + batch + 10 * epoch) }, { epoch, batch });
        }
      }
      await curves.finish();
    });
    assert.equal(messages.length, 21);
    assert.deepEqual(
      messages.map(({ update }) => update),
      [false, ...new Array(20).fill(true)],
    );
    assert.equal(new Set(messages.map(({ id }) => id)).size, 1);
    // JupyterLab ignores changes of a Plotly output: until the end there is none.
    assert.deepEqual(
      messages.map(({ data }) => plotlyType in data),
      [...new Array(20).fill(false), true],
    );
    const last = messages[20].data[plotlyType] as { data: { x: number[]; y: number[] }[] };
    assert.equal(last.data[0].y.length, 20);
    assert.equal(last.data[0].x[4], 0.5);
    assert.equal(last.data[0].x[19], 2);
    assert.match(String(messages[20].data['text/plain']), /LeNet: training loss from 1 to 0\.05 at epoch 2/);
  });

  it('tells epoch, batch and the time left', async () => {
    const { clock, pass } = stoppedClock();
    const messages = await inKernel(async () => {
      const curves = live({ series: ['loss'], epochs: 4, batches: 10, clock });
      pass(30_000);
      await curves.update({ loss: 1 }, { epoch: 1, batch: 4 });
      pass(3_000);
      await curves.finish();
    });
    // After 1.5 of 4 epochs in 30 s, 2.5 are left: 50 s.
    assert.match(svg(messages[0]), /epoch 2 of 4, batch 5 of 10, 30 s so far, about 50 s left/);
    assert.match(svg(messages[1]), /epoch 2 of 4, batch 5 of 10, 33 s/);
    assert.doesNotMatch(svg(messages[1]), /left/);
  });

  it('draws no more often than it may, and loses no point', async () => {
    const { clock, pass } = stoppedClock();
    const messages = await inKernel(async () => {
      const curves = live({ series: ['loss'], perSecond: 2, clock });
      for (let i = 0; i < 101; i++) {
        await curves.update({ loss: i });
        pass(100);
      }
      await curves.finish();
    });
    // At 0, 0.5, 1 … 10 seconds, and the end.
    assert.equal(messages.length, 22);
    const last = messages[21].data[plotlyType] as { data: { x: number[] }[] };
    assert.deepEqual(
      last.data[0].x,
      Array.from({ length: 101 }, (_, i) => i + 1),
    );
  });

  it('rests as long as the drawing cost asks for', async () => {
    // Each look at the clock takes 100 ms, so a drawing costs at least that. The first one does not count.
    let now = 0;
    const clock = () => (now += 100);
    const messages = await inKernel(async () => {
      const curves = live({ series: ['loss'], perSecond: 1000, clock });
      await curves.update({ loss: 1 });
      await curves.update({ loss: 2 });
      await curves.update({ loss: 3 });
      await curves.update({ loss: 4 });
    });
    assert.ok(defaults.rest * 100 > 300);
    assert.equal(messages.length, 2);
  });

  it('puts series of different panels side by side', async () => {
    const messages = await inKernel(async () => {
      const series = [{ name: 'training loss' }, { name: 'accuracy', panel: 'accuracy' }];
      const curves = live({ series, epochs: 1 });
      await curves.update({ 'training loss': 1, accuracy: 0.5 }, { epoch: 0 });
      await curves.finish();
    });
    const { data } = messages[1].data[plotlyType] as { data: { xaxis: string; x: number[] }[] };
    assert.deepEqual(
      data.map((trace) => trace.xaxis),
      ['x', 'x2'],
    );
    assert.deepEqual(
      data.map((trace) => trace.x),
      [[1], [1]],
    );
  });

  it('names a series that it does not know', async () => {
    const curves = live({ series: ['training loss', 'accuracy'] });
    await assert.rejects(curves.update({ loss: 1 }), {
      name: 'UserError',
      message: 'live() has no series "loss", only "training loss", "accuracy".',
    });
  });

  it('prints a line now and then outside a notebook, and the outcome', async () => {
    const { clock, pass } = stoppedClock();
    const lines = await printed(async () => {
      const curves = live({ title: 'LeNet', series: ['loss'], epochs: 1, batches: 20, clock });
      for (let batch = 0; batch < 20; batch++) {
        await curves.update({ loss: 2 / (1 + batch) }, { epoch: 0, batch });
        pass(1000);
      }
      await curves.finish();
    });
    // At 0, 5, 10 and 15 seconds, and the end.
    assert.equal(lines.length, 5);
    assert.equal(lines[1], 'LeNet: epoch 1 of 1, batch 6 of 20, 5 s so far, about 12 s left. loss 0.3333');
    assert.match(lines[4], /LeNet: loss from 2 to 0\.1 at epoch 1/);
  });
});

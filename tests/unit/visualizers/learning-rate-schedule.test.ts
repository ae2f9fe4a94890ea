import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Trace } from '../../../lib/src/visualizers/figure';
import { learningRateSchedule } from '../../../lib/src/visualizers/learning-rate-schedule';

const points = ({ x, y }: Trace) => (x as number[]).map((at, i) => [at, (y as number[])[i]]);

describe('learningRateSchedule', () => {
  const falling = ({ step, steps }: { step: number; steps: number }) => 0.1 * (1 - step / steps);

  it('draws the rate of each step', () => {
    const { data, alt } = learningRateSchedule({ falling, constant: 0.05 }, { steps: 4 });
    assert.deepEqual(points(data[0]), [
      [0, 0.1],
      [1, 0.075],
      [2, 0.05],
      [3, 0.025],
    ]);
    assert.deepEqual(data[1].y, [0.05, 0.05, 0.05, 0.05]);
    assert.equal(alt, 'Learning rate over 4 steps: falling from 0.1 to 0.025; constant always 0.05.');
  });

  it('counts epochs where there are several, and tells a schedule in which it is', () => {
    const byEpoch = ({ epoch, epochs }: { epoch: number; epochs: number }) => (epochs - epoch) / 10;
    const { data, layout } = learningRateSchedule({ byEpoch }, { steps: 6, epochs: 3 });
    assert.deepEqual(points(data[0]), [
      [0, 0.3],
      [0.5, 0.3],
      [1, 0.2],
      [1.5, 0.2],
      [2, 0.1],
      [2.5, 0.1],
    ]);
    assert.equal((layout.xaxis as { title: { text: string } }).title.text, 'epoch');
  });

  it('has a line for each group of layers: the rate times the factor of the group', () => {
    const groups = { body: 0.1, head: ({ step }: { step: number }) => step };
    const { data } = learningRateSchedule({ falling }, { steps: 2, groups });
    assert.deepEqual(
      data.map(({ name, y }) => [name, y]),
      [
        ['body', [0.01, 0.005]],
        ['head', [0, 0.05]],
      ],
    );
    const both = learningRateSchedule({ a: 1, b: 2 }, { steps: 1, groups: { body: 0.5, head: 1 } }).data;
    assert.deepEqual(
      both.map(({ name, y }) => [name, (y as number[])[0]]),
      [
        ['a, body', 0.5],
        ['a, head', 1],
        ['b, body', 1],
        ['b, head', 2],
      ],
    );
  });

  it('keeps jumps sharp and stays small in a long training', () => {
    const jump = ({ step }: { step: number }) => (step < 12345 ? 0.1 : 0.01);
    const [line] = learningRateSchedule({ jump }, { steps: 50_000 }).data;
    const drawn = points(line);
    assert.ok(drawn.length < 400, `${drawn.length} points`);
    const after = drawn.findIndex(([, rate]) => rate === 0.01);
    assert.deepEqual(
      [drawn[after - 1], drawn[after], drawn[drawn.length - 1]],
      [
        [12344, 0.1],
        [12345, 0.01],
        [49999, 0.01],
      ],
    );
  });

  it('leaves out a rate of 0 on a logarithmic axis', () => {
    const { data, layout } = learningRateSchedule({ up: ({ step }) => 0.1 * step }, { steps: 3, scale: 'log' });
    assert.deepEqual(data[0].y, [null, 0.1, 0.2]);
    assert.equal((layout.yaxis as { type: string }).type, 'log');
  });

  it('says what is wrong', () => {
    const user = { name: 'UserError' };
    assert.throws(() => learningRateSchedule({}, { steps: 3 }), { ...user, message: /needs schedules by name/ });
    assert.throws(() => learningRateSchedule({ a: () => -1 }, { steps: 3 }), {
      ...user,
      message: /a gives the rate -1 at step 0; it must be 0 or more/,
    });
    assert.throws(() => learningRateSchedule({ a: 1 }, { steps: 3, scale: 'x' as never }), /'linear' or 'log'/);
    assert.throws(() => learningRateSchedule({ a: 1 }, {} as never), {
      name: 'ShapeError',
      message: /steps: expected/,
    });
  });
});

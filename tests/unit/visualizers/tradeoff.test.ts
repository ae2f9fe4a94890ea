import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../../lib/src/project';
import { type TradeoffPoint, tradeoff } from '../../../lib/src/visualizers/tradeoff';

describe('tradeoff', () => {
  const points: TradeoffPoint[] = [
    { family: 'pruned', name: '50 %', accuracy: [0.8, 0.9, 0.88], bytes: 2000, macs: 1e6 },
    { family: 'int8', name: 'channel', accuracy: 0.7, bytes: 1000 },
    { family: 'pruned', name: '90 %', accuracy: [0.6, 0.7, 0.62], bytes: 500, macs: 1e6 },
  ];

  it('has a panel for each cost, and joins the points of a family in their order', () => {
    const { data, layout } = tradeoff(points);
    const [pruned, int8, work] = data;
    assert.deepEqual(
      [pruned.x, pruned.text],
      [
        [2000, 500],
        [' 50 % ', ' 90 % '],
      ],
    );
    assert.deepEqual([int8.x, int8.y], [[1000], [0.7]]);
    assert.deepEqual([work.x, work.xaxis, work.showlegend], [[1e6, 1e6], 'x2', false]);
    assert.equal((layout.xaxis as { type: string }).type, 'log');
    assert.equal((layout.xaxis2 as { title: { text: string } }).title.text, 'multiply-adds per image');
  });

  it('draws the range of the seeds around their mean', () => {
    const { y, error_y } = tradeoff(points).data[0] as unknown as {
      y: number[];
      error_y: { array: number[]; arrayminus: number[] };
    };
    assert.deepEqual(y, [0.86, 0.64]);
    assert.deepEqual(
      [error_y.array, error_y.arrayminus],
      [
        [0.04, 0.06],
        [0.06, 0.04],
      ],
    );
  });

  it('shows all accuracies and costs, and says them in words', () => {
    const { layout, alt } = tradeoff(points, { costs: ['bytes'], title: 'Small' });
    const [from, to] = (layout.yaxis as { range: number[] }).range;
    assert.ok(from < 0.6 && to > 0.9);
    const [cheapest, dearest] = (layout.xaxis as { range: number[] }).range;
    assert.ok(10 ** cheapest < 500 && 10 ** dearest > 2000);
    assert.equal(layout.xaxis2, undefined);
    assert.match(alt, /^Small: pruned, 50 %: 86\.0 % \(80\.0–90\.0\) for 2 kB; int8, channel: 70\.0 % for 1 kB; /);
  });

  it('writes the names of near points on different sides', () => {
    const near = ['a', 'b', 'c'].map((family, i) => ({ family, name: 'large', accuracy: 0.9, bytes: 1000 + 10 * i }));
    const far = { family: 'd', name: 'small', accuracy: 0.6, bytes: 100 };
    const sides = tradeoff([...near, far]).data.map(({ textposition }) => (textposition as string[])[0]);
    assert.equal(new Set(sides.slice(0, 3)).size, 3, sides.join());
  });

  it('says what is wrong', () => {
    const mistakes: [() => unknown, RegExp][] = [
      [() => tradeoff([]), /^tradeoff needs points/],
      [() => tradeoff([{ family: 'a', name: 'b', accuracy: 0.5 }]), /^tradeoff: no point has a cost/],
      [() => tradeoff(points, { costs: ['money' as 'bytes'] }), /^tradeoff: there is no cost "money"/],
      [() => tradeoff([{ ...points[0], bytes: 0 }]), /^tradeoff: bytes of pruned, 50 % must be above 0, got 0\.$/],
      [
        () => tradeoff([{ ...points[0], accuracy: Number.NaN }]),
        /^tradeoff: accuracy of pruned, 50 % must be a number/,
      ],
    ];
    for (const [mistake, message] of mistakes) {
      assert.throws(mistake, (error: Error) => error instanceof UserError && message.test(error.message), `${message}`);
    }
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dropoutMasks } from '../../../lib/src/visualizers/dropout-masks';
import { decode, near, pictures } from './picture';

const units = [0.5, 0, 1, 0.25];
const masks = [
  [1, 1, 0, 1],
  [0, 1, 1, 0],
];

describe('dropoutMasks', () => {
  it('draws what is left, divided by 1 − rate, on one scale, and what is dropped in another colour', async () => {
    const figure = dropoutMasks([{ name: 'units', values: units, masks, rate: 0.5 }]);
    // Of the largest value in the row, 1 / 0.5.
    const grey = (value: number) => Array(3).fill((255 * value) / 2);
    const blue = [0x00, 0x72, 0xb2];
    const wanted = [units.map(grey), [grey(1), grey(0), blue, grey(0.5)], [blue, grey(0), grey(2), blue]];
    const drawn = await Promise.all(pictures(figure).map(({ source }) => decode(source)));
    assert.equal(drawn.length, 3);
    for (const [i, { width, at }] of drawn.entries()) {
      // Four units stand in two rows of two.
      const places = [0, 1, 2, 3].map((unit) =>
        at(((unit % 2) + 0.5) * (width / 2), (Math.floor(unit / 2) + 0.5) * (width / 2)),
      );
      assert.ok(
        places.every((colour, unit) => near(colour, wanted[i][unit])),
        JSON.stringify(places),
      );
    }
  });

  it('draws values of both signs with another colour for what is dropped', async () => {
    const figure = dropoutMasks([{ name: 'units', values: [-1, 1], masks: [[1, 0]], rate: 0.5 }]);
    const { width, height, at } = await decode(pictures(figure)[1].source);
    assert.ok(near(at(width / 4, height / 2), [0x00, 0x72, 0xb2]));
    assert.ok(near(at((3 * width) / 4, height / 2), [0x00, 0x9e, 0x73]));
  });

  it('tells the share that is dropped and the means', () => {
    const { alt } = dropoutMasks([{ name: 'units', values: units, masks, rate: 0.5 }]);
    assert.match(alt, /units, rate 0.5, mean 0.438 without dropout; .*: 0.25 \(0.375\), 0.5 \(0.5\)\.$/);
  });

  it('says what is wrong', () => {
    const layer = { name: 'units', values: units, masks, rate: 0.5 };
    const user = { name: 'UserError' };
    assert.throws(() => dropoutMasks([]), { ...user, message: /at least one layer with one mask/ });
    assert.throws(() => dropoutMasks([layer, { ...layer, masks: [masks[0]] }]), {
      ...user,
      message: /as many masks for each layer, at most 5, got 2, 1/,
    });
    assert.throws(() => dropoutMasks([{ ...layer, values: [[[1, 2, 3]]] }]), {
      ...user,
      message: /units needs an image \[height, width, 1\].*got the shape \[1, 1, 3\]/,
    });
    assert.throws(() => dropoutMasks([{ ...layer, masks: [[1, 0]] }]), {
      name: 'ShapeError',
      message: /mask: expected/,
    });
    assert.throws(() => dropoutMasks([{ ...layer, rate: 1 }]), { name: 'ShapeError', message: /rate: expected/ });
  });
});

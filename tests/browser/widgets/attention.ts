import assert from 'node:assert/strict';
import { type Matrix, scaledDotProductAttention } from '../../../lib/src/maths';
import { drag, type Play, statusOf } from './play';

const from = ['mon', 'livre', 'est', 'rouge'];
const to = ['my', 'book', 'is', 'red'];
const queries = [
  [2, 0.5],
  [-1, 1.5],
  [0.25, 0.5],
  [1, -2],
];
const keys = [
  [1.5, 0],
  [0, 2],
  [-0.5, -0.5],
  [0.5, -1.5],
];

interface Selecting {
  getSelection(): unknown;
}

export const attentionPlay: Play = {
  name: 'attention',
  source: `widget.attention(${JSON.stringify({ from, to, queries, keys })});`,

  async play(widget, page) {
    const equal = async (word: string, asked: Matrix, temperature = 1) => {
      const status = await statusOf(widget);
      assert.ok(status.startsWith(`“${word}” looks most at `), status);
      const scaled = [asked[from.indexOf(word)].map((value) => value / temperature)];
      const [weights] = scaledDotProductAttention(scaled, keys, keys).weights;
      for (const [, key, share] of status.matchAll(/(\w+) \(([\d.]+) %\)/g)) {
        const expected = 100 * weights[to.indexOf(key)];
        assert.ok(Math.abs(Number(share) - expected) <= 0.51, `${status}: ${key} has ${expected}`);
      }
      assert.match(status, new RegExp(`at ${to[weights.indexOf(Math.max(...weights))]} \\(`));
    };
    await equal('est', queries);
    const lines = widget.locator('[data-panel=lines]');
    const box = await lines.boundingBox();
    assert.ok(box);
    await lines.hover({ position: { x: 20, y: box.height / 8 } });
    await equal('mon', queries);
    // A press that slides over words chooses one, and marks none of them for copying.
    await drag(lines, [0.05, 0.1], [0.95, 0.4]);
    assert.equal(await widget.evaluate(() => `${(globalThis as unknown as Selecting).getSelection()}`), '');
    await lines.hover({ position: { x: 20, y: box.height / 8 } });
    await equal('mon', queries);
    await lines.focus();
    await page.keyboard.press('ArrowDown');
    await equal('livre', queries);
    const map = widget.locator('[data-panel=map]');
    await map.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowDown'); // ends at the last one
    await equal('rouge', queries);

    const temperature = widget.getByRole('slider', { name: 'Temperature' });
    await temperature.focus();
    await page.keyboard.press('End');
    await equal('rouge', queries, 10);
    await page.keyboard.press('Home');
    await equal('rouge', queries, 0.1);
    await widget.getByRole('button', { name: 'Reset' }).click();
    await widget.getByRole('combobox', { name: 'Query' }).selectOption('1');
    await widget.getByLabel('number 1 of the query').fill('3');
    const changed = queries.map((query, i) => (i === 1 ? [3, query[1]] : query));
    await equal('livre', changed);
    const row = widget.getByRole('row', { name: 'book' });
    assert.match((await row.textContent()) ?? '', /^book0, 22\.12/); // (3 · 0 + 1.5 · 2) / √2 = 2.12
  },
};

import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { type LayerGeometry, receptiveField } from '../../../lib/src/maths';
import { type Play, statusOf } from './play';

const inputSize = 20;
const layers = [
  { kernel: 3, padding: 1, name: 'conv' },
  { kernel: 2, stride: 2, name: 'pool' },
  { kernel: 3, name: 'conv' },
] satisfies LayerGeometry[];

/** What the status tells is what `receptiveField` has for that unit. */
async function assertEqualToMaths(widget: Locator, stack: LayerGeometry[]): Promise<number> {
  const status = await statusOf(widget);
  const told = /^Unit (\d+) of layer \d \(\w+\) sees (\d+)×\d+ pixels: (-?\d+) to (-?\d+),/.exec(status);
  assert.ok(told, status);
  const [unit, size, from, to] = told.slice(1).map(Number);
  const field = receptiveField(stack);
  const first = field.firstCenter - field.size / 2 + unit * field.jump;
  assert.deepEqual([size, from, to], [field.size, first, first + field.size - 1], status);
  return unit;
}

export const receptiveFieldPlay: Play = {
  name: 'receptiveField',
  source: `widget.receptiveField(${JSON.stringify({ layers, inputSize })});`,

  async play(widget, page) {
    await assertEqualToMaths(widget, layers);
    const section = widget.locator('[data-panel=section]');
    await section.focus();
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowLeft');
    assert.equal(await assertEqualToMaths(widget, layers), 0);
    await page.keyboard.press('ArrowRight');
    assert.equal(await assertEqualToMaths(widget, layers), 1);
    await page.keyboard.press('ArrowDown');
    await assertEqualToMaths(widget, layers.slice(0, 2));

    // The mouse over the uppermost row, near its right end.
    const box = await section.boundingBox();
    assert.ok(box);
    await section.hover({ position: { x: box.width * 0.7, y: box.height / 8 } });
    assert.ok((await assertEqualToMaths(widget, layers)) > 3);

    await widget.getByLabel('dilation of 3 conv').selectOption('2');
    const dilated = layers.map((layer, i) => (i === 2 ? { ...layer, dilation: 2 } : layer));
    await assertEqualToMaths(widget, dilated);
    const row = widget.getByRole('table', { name: 'What follows from it' }).getByRole('row', { name: '3 conv' });
    const { size, jump } = receptiveField(dilated);
    const cells = (await row.getByRole('cell').allTextContents()).slice(0, 3);
    assert.deepEqual(cells, ['6', String(size), String(jump)]); // 20 pixels, 10 pooled, 10 − 4 windows

    await widget.getByRole('slider', { name: 'Input' }).focus();
    await page.keyboard.press('Home'); // 4 pixels: 2 are left after pooling
    assert.match(await statusOf(widget), /^Not changed\. The window does not fit/);
    assert.equal(await widget.getByRole('slider', { name: 'Input' }).inputValue(), String(inputSize));

    await widget.getByRole('button', { name: 'Add a pooling' }).click();
    await assertEqualToMaths(widget, [...dilated, { kernel: 2, stride: 2 }]);
    await widget.getByRole('button', { name: 'Remove 1 conv' }).click();
    await assertEqualToMaths(widget, [...dilated.slice(1), { kernel: 2, stride: 2 }]);
    await widget.getByRole('button', { name: 'Reset' }).click();
    await assertEqualToMaths(widget, layers);
  },
};

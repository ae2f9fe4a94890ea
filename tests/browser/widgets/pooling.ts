import assert from 'node:assert/strict';
import { drag, type Play, statusOf } from './play';

export const poolingPlay: Play = {
  name: 'pooling',
  source: 'widget.pooling();',

  async play(widget, page) {
    assert.match(await statusOf(widget), /^12×12 → 6×6\. /);
    await widget.getByRole('button', { name: 'Clear' }).click();
    const input = widget.locator('[data-panel=input]');
    await drag(input, [4.5 / 12, 0.5 / 12], [4.5 / 12, 11.5 / 12]); // an even column, from top to bottom
    await widget.locator('[data-panel=output]').hover({ position: { x: 2.5 * (280 / 6), y: 20 } });
    assert.match(await statusOf(widget), /Row 1, column 3: 1\. .* 0 of 36 values change\.$/);
    await widget.getByRole('combobox', { name: 'Pooling' }).selectOption('average');
    assert.match(await statusOf(widget), /Row 1, column 3: 0\.5\. .* 0 of 36 values change\.$/);
    await widget.getByRole('combobox', { name: 'Pooling' }).selectOption('l2');
    assert.match(await statusOf(widget), /Row 1, column 3: 1\.414\. /);
    await widget.getByRole('button', { name: 'Move by one pixel' }).click();
    assert.match(await statusOf(widget), /Row 1, column 3: 1\.414\. .* 12 of 36 values change\.$/);
    await widget.getByLabel('Window').focus();
    await page.keyboard.press('ArrowRight');
    assert.match(await statusOf(widget), /^12×12 → 5×5\. /);
    await widget.locator('[data-panel=output]').focus();
    await page.keyboard.press('ArrowLeft');
    assert.match(await statusOf(widget), /Row 1, column 2: 0|Row 1, column 2: 1/);
  },
};

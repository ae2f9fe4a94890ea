import assert from 'node:assert/strict';
import { type Box, iou } from '../../../lib/src/maths';
import { drag, type Play, statusOf } from './play';

const [width, height] = [360, 260];
const boxes: { box: Box; score: number }[] = [
  { box: [20, 20, 120, 120], score: 0.9 },
  { box: [200, 100, 300, 200], score: 0.8 },
];

export const boxesPlay: Play = {
  name: 'boxes',
  source: `widget.boxes({ boxes: ${JSON.stringify(boxes)} });`,

  async play(widget, page) {
    assert.match(await statusOf(widget), /^A overlaps B most: IoU 0\.000\. Kept, best first: A, B\.$/);
    const panel = widget.locator('[data-panel=boxes]');
    await drag(panel, [250 / width, 150 / height], [90 / width, 90 / height]); // B by (−160, −60)
    const told = Number(/IoU ([\d.]+)\./.exec(await statusOf(widget))?.[1]);
    assert.ok(Math.abs(told - iou([20, 20, 120, 120], [40, 40, 140, 140])) < 0.02, `IoU ${told}`);
    assert.match(await statusOf(widget), /Kept, best first: A, B\.$/);
    await panel.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft'); // 4 pixels each
    assert.match(await statusOf(widget), /^B overlaps A most: .* Kept, best first: A\.$/);
    await widget.getByLabel('IoU threshold').focus();
    await page.keyboard.press('End');
    assert.match(await statusOf(widget), /Kept, best first: A, B\.$/);
    await widget.getByRole('combobox', { name: 'Box' }).selectOption('A');
    await widget.getByLabel('Its score').focus();
    await page.keyboard.press('Home');
    assert.match(await statusOf(widget), /^A overlaps B most: .* Kept, best first: B, A\.$/);
  },
};

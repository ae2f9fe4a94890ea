import assert from 'node:assert/strict';
import {
  brightenImage,
  contrastImage,
  flipImage,
  type Image,
  makeImage,
  mixImages,
  rotateImage,
  translate,
} from '../../../lib/src/maths';
import { drag, heardOf, type Play, statusOf } from './play';

const size = 20;
const step: Image = makeImage(size, size, 1, (y, x) => (y >= 6 && x >= 4 && x < 12 ? 0.8 : 0.1));
const ring: Image = makeImage(size, size, 1, (y, x) => Number(Math.abs(Math.hypot(y - 9.5, x - 9.5) - 6) < 1));
const examples = [
  { image: step, label: 'step' },
  { image: ring, label: 'ring' },
];

const meanDifference = (a: Image, b: Image): number => {
  const others = b.flat(2);
  return a.flat(2).reduce((sum, value, i) => sum + Math.abs(value - others[i]), 0) / others.length;
};

export const augmentationPlay: Play = {
  name: 'augmentation',
  source: `widget.augmentation({ examples: ${JSON.stringify(examples)} });`,

  async play(widget, page) {
    const equal = async (expected: Image, label = 'step') => {
      const status = await statusOf(widget);
      const [, told, change] = /^Label in training: (.*)\. Would you .* changed by ([\d.]+)\.$/.exec(status) ?? [];
      assert.equal(told, label, status);
      assert.ok(
        Math.abs(Number(change) - meanDifference(step, expected)) <= 0.0005,
        `${status}: ${meanDifference(step, expected)}`,
      );
    };
    await equal(rotateImage(translate(step, 0, 2), 15)); // what it begins with
    await widget.getByRole('button', { name: 'No change' }).click();
    await equal(step);

    const after = widget.locator('[data-panel=after]');
    await drag(after, [0.5, 0.5], [0.65, 0.4]); // 3 pixels to the right, 2 up
    await equal(translate(step, -2, 3));
    await after.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    await equal(translate(step, -1, 2));

    await widget.getByRole('button', { name: 'Flip' }).click();
    await equal(translate(flipImage(step), -1, 2));
    await widget.getByRole('button', { name: 'No change' }).click();
    await widget.getByRole('slider', { name: 'Rotation' }).focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab'); // zoom
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight'); // brightness
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowLeft'); // contrast
    await equal(contrastImage(brightenImage(rotateImage(step, 4), 0.05), 0.95));

    await widget.getByRole('button', { name: 'No change' }).click();
    await widget.getByRole('slider', { name: 'Mixup' }).focus();
    await page.keyboard.press('End');
    await equal(mixImages(step, ring, 0.5), '0.5 step + 0.5 ring');

    const draws = widget.locator('[data-panel=draws]');
    const told = async () => (await draws.getAttribute('aria-valuetext')) ?? '';
    await draws.hover({ position: { x: 5, y: 5 } });
    assert.match(await told(), /Draw 1: \d+ % of ring mixed in\. Its label: 0\.\d+ step \+ 0\.\d+ ring/);
    await draws.focus();
    await page.keyboard.press('ArrowRight');
    assert.match(await heardOf(widget), /^Draw 2: /);
    await draws.blur();
    assert.match(await told(), /Draw 2: /);
    const before = await told();
    await widget.getByRole('button', { name: 'Other draws' }).click();
    assert.notEqual(await told(), before);

    await widget.getByRole('combobox', { name: 'Image' }).selectOption('1');
    assert.match(await statusOf(widget), /^Label in training: 0\.5 ring \+ 0\.5 step\./);
  },
};

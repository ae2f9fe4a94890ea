import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { conv2d, kernels, type Matrix, toFilters, toImage } from '../../../lib/src/maths';
import { drag, numberFrom, type Play, statusOf } from './play';

const size = 8;
const image: Matrix = Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => ((y * x) % 5) / 4));

/** The value that the status tells, and the one that `conv2d` has there. */
async function assertEqualToMaths(widget: Locator, input: Matrix, kernel: Matrix, options: object): Promise<void> {
  const map = conv2d(toImage(input), toFilters([kernel]), options);
  const [, rows, columns, i, j, value] =
    /→ (\d+)×(\d+)\. Row (\d+), column (\d+) of the feature map: (.*)$/.exec(await statusOf(widget)) ?? [];
  assert.deepEqual([Number(rows), Number(columns)], [map.length, map[0].length]);
  const shown = numberFrom(value.replace(/[()]/g, ''));
  assert.ok(Math.abs(shown - map[Number(i) - 1][Number(j) - 1][0]) <= 0.0005, `${value} at ${i}, ${j}`);
}

/** Letter by letter, as a reader types; what is no number, or a huge one, breaks nothing. */
async function typesNumbers(field: Locator, widget: Locator): Promise<void> {
  const { keyboard } = field.page();
  const weightIs = async (expected: number) => {
    const kernel = kernels.laplacian.map((row, a) => row.map((weight, b) => (a + b === 0 ? expected : weight)));
    await assertEqualToMaths(widget, image, kernel, {});
  };
  for (const [typed, expected, left] of [
    ['-0.5', -0.5, '-0.5'],
    ['1.05', 1.05, '1.05'],
    ['', 1.05, '1.05'],
    ['abc', 1.05, '1.05'],
    ['-', 1.05, '1.05'],
    ['9e99', 1000, '1000'],
  ] as const) {
    await field.focus();
    await field.selectText();
    await keyboard.press('Delete');
    await keyboard.type(typed);
    await weightIs(expected);
    await field.blur();
    assert.equal(await field.inputValue(), left, typed);
    await weightIs(expected);
  }
}

export const convolution: Play = {
  name: 'convolution',
  source: `widget.convolution({ image: ${JSON.stringify(image)} });`,

  async play(widget: Locator, page: Page) {
    await assertEqualToMaths(widget, image, kernels.sobelX, {});
    const output = widget.locator('[data-panel=output]');
    await output.hover({ position: { x: 5, y: 5 } });
    assert.match(await statusOf(widget), /Row 1, column 1 /);

    // The keys reach every part, in the order of the page.
    await widget.getByRole('combobox', { name: 'Image' }).focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight'); // the stride
    await assertEqualToMaths(widget, image, kernels.sobelX, { stride: 2 });
    await page.keyboard.press('ArrowLeft');

    await widget.getByRole('combobox', { name: 'Padding' }).selectOption('same');
    await assertEqualToMaths(widget, image, kernels.sobelX, { padding: 'same' });
    await widget.getByRole('combobox', { name: 'Padding' }).selectOption('valid');

    await widget.getByRole('combobox', { name: 'Kernel' }).selectOption('laplacian');
    await typesNumbers(widget.getByLabel('weight in row 1, column 1'), widget);
    await widget.getByLabel('weight in row 1, column 1').fill('2');
    const kernel = kernels.laplacian.map((row, a) => row.map((weight, b) => (a === 0 && b === 0 ? 2 : weight)));
    await output.hover({ position: { x: 100, y: 60 } });
    await assertEqualToMaths(widget, image, kernel, {});
    assert.equal(await widget.getByRole('combobox', { name: 'Kernel' }).inputValue(), 'own');

    await widget.getByRole('button', { name: 'Clear' }).click();
    await drag(widget.locator('[data-panel=input]'), [0.5 / size, 3.5 / size], [7.5 / size, 3.5 / size]);
    const line = image.map((row, y) => row.map(() => Number(y === 3)));
    await assertEqualToMaths(widget, line, kernel, {});

    await widget.locator('[data-panel=input]').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press(' '); // draws above the end of the line
    line[2][size - 1] = 1;
    await assertEqualToMaths(widget, line, kernel, {});
  },
};

import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { activations, conv2d, dense, type Filters, type Image, pool2d, softmax } from '../../../lib/src/maths';
import { flattenNested, makeNested } from '../../../lib/src/maths/nested';
import { drag, heardOf, numberFrom, type Play, statusOf } from './play';

/** The same numbers in the notebook and here: weight `i` of list `k`. */
const weight = (k: number, i: number): number => Math.fround(0.4 * Math.sin(1.7 * i + k));
const shapes = [[3, 3, 1, 4], [4], [144, 3], [3]];
const classes = ['ant', 'bee', 'cat'];

const source = `import { engineReady, tf } from 'convolab';
await engineReady({ quiet: true });
const tiny = tf.sequential({
  layers: [
    tf.layers.conv2d({ name: 'c1', inputShape: [12, 12, 1], filters: 4, kernelSize: 3, padding: 'same', activation: 'tanh' }),
    tf.layers.maxPooling2d({ name: 's2', poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.dense({ name: 'output', units: 3, activation: 'softmax' }),
  ],
});
tiny.setWeights(${JSON.stringify(shapes)}.map((shape, k) => {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(Float32Array.from({ length: size }, (_, i) => 0.4 * Math.sin(1.7 * i + k)), shape);
}));
widget.lenet(tiny, { classes: ${JSON.stringify(classes)} });`;

function network() {
  const [filters, bias, weights, lastBias] = shapes.map((shape, k) => {
    let next = 0;
    return makeNested(shape, () => weight(k, next++));
  });
  return (image: Image) => {
    const sums = conv2d(image, filters as Filters, { padding: 'same', bias: bias as number[] });
    const maps = sums.map((row) => row.map((pixel) => pixel.map(activations.tanh.output)));
    const pooled = pool2d(maps, { kind: 'max', size: 2 });
    const [logits] = dense([flattenNested(pooled)], weights as number[][], lastBias as number[]);
    return { maps, probabilities: softmax(logits) };
  };
}

/** The most likely class, and its share, as the status tells it, beside those of `maths`. */
async function assertSays(widget: Locator, image: Image, within = 0.051): Promise<void> {
  const { probabilities } = network()(image);
  const best = probabilities.indexOf(Math.max(...probabilities));
  const [, name, share] = /^Most likely: (\w+) ([\d.]+) %/.exec(await statusOf(widget)) ?? [];
  assert.equal(name, classes[best]);
  assert.ok(Math.abs(Number(share) - 100 * probabilities[best]) < within, `${share} % and ${probabilities[best]}`);
}

const blank = (): Image => Array.from({ length: 12 }, () => Array.from({ length: 12 }, () => [0]));

export const lenetPlay: Play = {
  name: 'lenet',
  source,

  async play(widget, page) {
    await assertSays(widget, blank());
    assert.equal(await widget.locator('.details').textContent(), 'Σ = 0');
    // A line of two pixels, between the rows 5 and 6, from edge to edge; the mouse has whole pixels of the screen.
    await widget.getByLabel('Pen width').fill('2');
    await drag(widget.locator('[data-panel=drawing]'), [0.01, 0.5], [0.99, 0.5]);
    const line = blank().map((row, y) => row.map(() => [y === 5 || y === 6 ? 1 : 0]));
    await assertSays(widget, line, 1.5);

    // A click on a map: what its unit sees, and its value.
    const maps = widget.locator('[data-panel=layer-0]');
    const box = await maps.boundingBox();
    assert.ok(box);
    const side = (box.width - 4) / 2; // two maps a row, a gap of 4
    await maps.click({ position: { x: side + 4 + (side * 2.5) / 12, y: (side * 6.5) / 12 } });
    const value = network()(line).maps[6][2][1];
    const told = numberFrom(/c1, map 2, row 7, column 3: (−?[\d.]+)\.$/.exec(await statusOf(widget))?.[1]);
    assert.ok(Math.abs(told - value) < 0.03, `${told} and ${value}`);
    assert.match((await widget.locator('.details').textContent()) ?? '', /^Σ = /);

    // The keys go to the next unit, and Enter explains it.
    await maps.focus();
    await page.keyboard.press('ArrowRight');
    assert.match(await statusOf(widget), /c1, map 2, row 7, column 4: .*\. Enter shows how it is computed\.$/);
    await page.keyboard.press('Enter');
    await widget.getByRole('heading', { name: 'How c1, map 2, row 7, column 4 comes about' }).waitFor();

    // Buttons do what arrow keys do; page down goes on from the last map of a row.
    for (const name of ['Unit below', 'Unit to the left', 'Next map'])
      await widget.getByRole('button', { name, exact: true }).click();
    await widget.getByRole('heading', { name: 'How c1, map 3, row 8, column 3 comes about' }).waitFor();
    await maps.focus();
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    assert.match(await statusOf(widget), /c1, map 4, row 8, column 3: /);

    // Between two maps the nearest unit is hit.
    await maps.click({ position: { x: side + 3, y: (side * 6.5) / 12 } });
    assert.match(await statusOf(widget), /c1, map 2, row 7, column 1: /);

    // Keys alone draw as well: the pen goes down, two pixels to the right, up again.
    await widget.getByRole('button', { name: 'Clear' }).click();
    await widget.getByLabel('Pen width').fill('1');
    await widget.locator('[data-panel=drawing]').focus();
    for (const key of ['Enter', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    assert.equal(await heardOf(widget), 'Pen down at row 7, column 9: 1.');
    for (const key of ['Enter', 'ArrowDown']) await page.keyboard.press(key);
    const short = blank();
    for (const x of [6, 7, 8]) short[6][x] = [1];
    assert.equal(await heardOf(widget), 'Pen up at row 8, column 9: 0.');
    await assertSays(widget, short);

    // A class is explained by its share of the exponentials.
    await widget.locator('[data-panel=classes]').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await widget.getByRole('heading', { name: 'How output, bee comes about' }).waitFor();
    assert.match((await widget.locator('[data-panel=unit]').getAttribute('aria-label')) ?? '', /softmax: e\^/);
  },
};

import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { engineReady, tf } from '../../../lib/src/engine';
import { variationalAutoencoder } from '../../../lib/src/models';
import { drag, numberFrom, type Play, statusOf } from './play';

const choices = { inputShape: [12, 12, 1] as [number, number, number], filters: 3, units: 6, seed: 5 };
const points = [
  [0, 0],
  [2, 2],
  [-2, 1],
  [1, -2],
];

/** Where the status says that the reader is, after the pixels there were compared with TensorFlow.js' decoder in Node. */
async function assertEqualToTensorFlow(widget: Locator): Promise<[number, number]> {
  const [z1, z2] = (/^At \((−?[\d.]+), (−?[\d.]+)\) /.exec(await statusOf(widget)) ?? []).slice(1).map(numberFrom);
  const { decoder } = variationalAutoencoder(choices);
  const image = tf.tidy(() => (decoder.predict(tf.tensor2d([[z1, z2]])) as tf.Tensor).dataSync());
  const bytes = await widget.locator('[data-panel=image] canvas').evaluate((element) => {
    const canvas = element as unknown as {
      width: number;
      height: number;
      getContext(kind: '2d'): { getImageData(...place: number[]): { data: Uint8ClampedArray } };
    };
    return Array.from(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data);
  });
  assert.equal(bytes.length, 4 * image.length);
  image.forEach((value, i) => {
    assert.ok(
      Math.abs(bytes[4 * i] - 255 * value) <= 1,
      `pixel ${i} at ${z1}, ${z2}: ${bytes[4 * i]} and ${255 * value}`,
    );
  });
  return [z1, z2];
}

export const latentSpacePlay: Play = {
  name: 'latent-space',
  source: [
    "import { engineReady, variationalAutoencoder } from 'convolab';",
    'await engineReady();',
    `const played = variationalAutoencoder(${JSON.stringify(choices)});`,
    `widget.latentSpace({ decoder: played.decoder, points: ${JSON.stringify(points)}, labels: ['hat', 'cat', 'hat', 'cat'] });`,
  ].join('\n'),

  async play(widget, page) {
    await engineReady();
    // Classes in the order of the alphabet: the first cat is at (2, 2), the first hat at (0, 0).
    assert.deepEqual(await assertEqualToTensorFlow(widget), [2, 2]);
    const plane = widget.locator('[data-panel=plane]');
    const [width, reach] = [450, 2]; // of which 340 are the square
    const at = (z1: number, z2: number): [number, number] => [
      ((z1 + reach) / (2 * reach)) * (340 / width),
      (reach - z2) / (2 * reach),
    ];
    await drag(plane, at(1.9, 1.9), at(-1, 0.5)); // the ring, which stands on A
    const [z1, z2] = await assertEqualToTensorFlow(widget);
    assert.ok(Math.abs(z1 + 1) < 0.05 && Math.abs(z2 - 0.5) < 0.05, `${z1}, ${z2}`);
    assert.match(await statusOf(widget), /of the class hat, 1\.1\d away\.$/); // from (0, 0) and from (−2, 1)

    await plane.focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
    const [right, up] = await assertEqualToTensorFlow(widget);
    assert.ok(Math.abs(right - z1 - 0.1) < 1e-9 && Math.abs(up - z2 - 0.05) < 1e-9, `${right}, ${up}`);

    await widget.getByLabel('z₁').focus();
    await page.keyboard.press('Home');
    assert.equal((await assertEqualToTensorFlow(widget))[0], -2);
    await widget.getByRole('button', { name: 'Put A here' }).click();
    await widget.getByRole('button', { name: 'Walk' }).click();
    await widget.getByRole('button', { name: 'Stop' }).waitFor();
    await widget.getByRole('button', { name: 'Walk' }).waitFor({ timeout: 30_000 });
    assert.deepEqual(await assertEqualToTensorFlow(widget), [0, 0]); // B

    await widget.locator('[data-panel=walk]').focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft'); // to the middle
    const [half] = await assertEqualToTensorFlow(widget);
    assert.equal(half, -1);
    await drag(plane, at(0, 0), at(1, 1)); // B itself
    assert.deepEqual((await assertEqualToTensorFlow(widget)).map(Math.round), [1, 1]);
    await widget.getByLabel('On the way').focus();
    await page.keyboard.press('Home');
    assert.equal((await assertEqualToTensorFlow(widget))[0], -2);
  },
};

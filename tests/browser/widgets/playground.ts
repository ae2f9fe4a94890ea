import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { playgroundGiven } from '../../../lib/src/widgets/playground';
import {
  changed,
  epochPassed,
  initialState,
  measured,
  type PlaygroundState,
  probability,
  probedAt,
  stepped,
  typed,
} from '../../../lib/src/widgets/playground/state';
import { drag, heardOf, numberFrom, type Play, statusOf } from './play';

/** The epoch, losses and probability that the status tells are those of the same training in Node, at the same probe. */
async function assertEqualToNode(widget: Locator, state: PlaygroundState): Promise<void> {
  const told = await statusOf(widget);
  const [epoch, step, training, test, x, y, p] = (
    /^Epoch (\d+), step (\d+): training loss ([\d.]+), test loss ([\d.]+), .* At \((−?[\d.]+), (−?[\d.]+)\): probability ([\d.]+) /.exec(
      told,
    ) ?? []
  )
    .slice(1)
    .map(numberFrom);
  assert.deepEqual([epoch, step], [state.run.epochs, state.run.steps], told);
  const here = measured(state);
  const expected = [here.training, here.test, probability(probedAt(state, x, y))];
  [training, test, p].forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) < 0.0011, `${told}: ${value} and ${expected[i]}`);
  });
}

export const playgroundPlay: Play = {
  name: 'playground',
  source: "widget.playground({ data: 'xor', optimizer: 'adam', dropout: 0.2, batchNormalization: true });",

  async play(widget, page) {
    const options = { data: 'xor', optimizer: 'adam', dropout: 0.2, batchNormalization: true } as const;
    let state = initialState(playgroundGiven(options));
    await assertEqualToNode(widget, state);
    await widget.getByRole('button', { name: 'One epoch' }).click();
    await page.keyboard.press('Enter'); // the button has the focus
    await widget.getByRole('button', { name: 'Step: one batch' }).click();
    state = stepped(epochPassed(epochPassed(state)));
    await assertEqualToNode(widget, state);

    const plane = widget.locator('[data-panel=plane]');
    await drag(plane, [0.5, 0.5], [0.75, 0.25]);
    assert.match(await statusOf(widget), /At \(1\.5\d?, 1\.5\d?\)/);
    await assertEqualToNode(widget, state);
    await plane.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowDown');
    assert.match(await statusOf(widget), /At \(1\.5\d?, 1\.0\d?\)/);
    await assertEqualToNode(widget, state);

    await widget.locator('[data-panel=network]').focus();
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowDown']) await page.keyboard.press(key);
    await widget.getByRole('heading', { name: 'Unit 2 of layer 1 over the plane' }).waitFor();
    assert.equal(await heardOf(widget), 'Unit 2 of layer 1 over the plane.');
    await widget.getByLabel('Weights into unit 2 of layer 1: x₁').fill('-1.5');
    state = typed({ ...state, chosen: { layer: 0, unit: 1 } }, 0, -1.5);
    await assertEqualToNode(widget, state);
    const network = widget.locator('[data-panel=network]');
    await network.click({ position: { x: 430, y: 152 } }); // the output
    await widget.getByRole('heading', { name: 'The output over the plane' }).waitFor();

    await widget.getByRole('combobox', { name: 'Loss' }).selectOption('squaredError');
    state = changed(state, { loss: 'squaredError' });
    await assertEqualToNode(widget, state);

    await widget.getByRole('button', { name: 'Play' }).click();
    await widget.getByText('The network is learning.').waitFor();
    await widget.getByRole('heading', { name: /loss 0\.1/ }).waitFor({ timeout: 60_000 });
    await widget.getByRole('button', { name: 'Pause' }).click();
    assert.match(await statusOf(widget), /^Epoch \d+, step \d{2,}: training loss 0\.[01]/);
    await widget.getByRole('combobox', { name: 'Points' }).selectOption('circles');
    await assertEqualToNode(widget, changed(state, { data: 'circles' }));
  },
};

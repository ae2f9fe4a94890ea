import assert from 'node:assert/strict';
import { reliefOf } from '../../../lib/src/widgets/race/relief';
import { projector } from '../../../lib/src/widgets/shell/projection';
import { drag, heardOf, numberFrom, type Play, statusOf } from './play';

const width = 5;
const height = 3;

export const racePlay: Play = {
  name: 'race',
  source: "widget.race({ rules: ['sgd', 'momentum', 'adam'] });",

  async play(widget, page) {
    assert.match(await statusOf(widget), /^Bowl from \(2\.00, 1\.00\), step 0 of 60\./);
    const panel = widget.locator('[data-panel=surface]');
    await drag(panel, [0.5, 0.5], [(-1 + 2.5) / width, (1.5 - 0.5) / height]);
    const [x, y] = (/from \((−?[\d.]+), (−?[\d.]+)\)/.exec(await statusOf(widget)) ?? []).slice(1).map(numberFrom);
    assert.ok(Math.abs(x + 1) < 0.03 && Math.abs(y - 0.5) < 0.03, `${x}, ${y}`);
    await widget.getByRole('button', { name: 'Step', exact: true }).click();
    await page.keyboard.press('Enter'); // the button has the focus
    assert.match(await statusOf(widget), /step 2 of 60\./);
    for (const name of ['Momentum', 'Adam']) await widget.getByRole('checkbox', { name }).uncheck();
    // x² + 10y², each axis shrunk twice: by 1 − 2·0.05 and by 1 − 20·0.05 = 0
    const told = Number(/Lowest: SGD with ([\d.e-]+)\.$/.exec(await statusOf(widget))?.[1]);
    assert.ok(Math.abs(told - (x * 0.9 ** 2) ** 2) < 0.02, `${told}`);
    await widget.getByLabel('Rate of SGD').focus();
    await page.keyboard.press('End'); // a hundred times too large
    await widget.getByRole('button', { name: 'Play' }).click();
    await widget.getByRole('button', { name: 'Pause' }).waitFor();
    await widget.getByRole('button', { name: 'Play' }).waitFor({ timeout: 30_000 });
    assert.match(await statusOf(widget), /step 60 of 60\./);
    await widget.getByRole('combobox', { name: 'Surface' }).selectOption('rosenbrock');
    assert.match(await statusOf(widget), /^Rosenbrock from \(−1\.20, 1\.00\), step 0 of 400\./);
    await panel.focus();
    await page.keyboard.press('ArrowRight'); // a fiftieth of the width
    assert.match(await statusOf(widget), /from \(−1\.12, 1\.00\)/);

    // In space: keys turn by 10 degrees and tilt by 5, a finger turns as far as it goes.
    const relief = widget.locator('[data-panel=relief]');
    const ring = async () => {
      const circle = relief.locator('circle[r="8"]').first();
      return { x: Number(await circle.getAttribute('cx')), y: Number(await circle.getAttribute('cy')) };
    };
    await relief.focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
    assert.equal(await heardOf(widget), 'Turned by 350°, tilted by 55°.');
    const { space, heightAt } = reliefOf('rosenbrock');
    const expected = projector({ turn: 350, tilt: 55 }, space)(-1.12, 1, heightAt(-1.12, 1));
    const seen = await ring();
    assert.ok(Math.abs(seen.x - expected.x) < 0.01 && Math.abs(seen.y - expected.y) < 0.01, JSON.stringify(seen));
    await drag(relief, [0.3, 0.8], [0.5, 0.8]); // a fifth of 400 pixels, half a degree each
    const turned = projector({ turn: 350 + 40 - 360, tilt: 55 }, space)(-1.12, 1, heightAt(-1.12, 1));
    const after = await ring();
    assert.ok(Math.hypot(after.x - turned.x, after.y - turned.y) < 3, JSON.stringify(after));
  },
};

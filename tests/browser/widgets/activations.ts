import assert from 'node:assert/strict';
import { activations } from '../../../lib/src/maths';
import { drag, numberFrom, type Play, statusOf } from './play';

/** What the status tells of the input, the output and the slope. */
const told = (status: string): number[] =>
  (/at x = (−?[\d.]+): (−?[\d.]+), slope (−?[\d.]+)\./.exec(status) ?? []).slice(1).map(numberFrom);

export const activationsPlay: Play = {
  name: 'activations',
  source: "widget.activations({ activation: 'tanh' });",

  async play(widget, page) {
    const equal = async (name: keyof typeof activations, weight = 1): Promise<number> => {
      const [x, y, slope] = told(await statusOf(widget));
      const { output, derivative } = activations[name];
      // x is written with two digits, so y is off by at most half of the last one times the slope.
      assert.ok(Math.abs(y - output(weight * x)) < 0.02, `${name}(${x}): ${y}`);
      assert.ok(Math.abs(slope - weight * derivative(weight * x)) < 0.05, `slope at ${x}: ${slope}`);
      return x;
    };
    assert.equal(await equal('tanh'), 1);
    const curve = widget.locator('[data-panel=curve]');
    await drag(curve, [0.6, 0.5], [0.25, 0.5]);
    assert.ok(Math.abs((await equal('tanh')) + 2) < 0.05);
    await curve.focus();
    await page.keyboard.press('ArrowRight');
    assert.ok(Math.abs((await equal('tanh')) + 1.9) < 0.06);
    await widget.getByRole('combobox', { name: 'Activation f' }).selectOption('relu');
    await equal('relu');
    await widget.getByLabel('Weight w').focus();
    await page.keyboard.press('Home'); // −3
    await equal('relu', -3);
    assert.match(await statusOf(widget), /^ReLU .* At 50 % of the inputs f is nearly flat/);
  },
};

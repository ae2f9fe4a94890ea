import assert from 'node:assert/strict';
import { buildGraph } from '../../../lib/src/maths';
import { numberFrom, type Play, statusOf } from './play';

const first = { x1: 1, w1: -0.5, x2: 2, w2: 0.75, b: 0.25, t: 1.5 };

/** What `buildGraph` has for one of the numbers. */
function gradientOf(name: string, values: typeof first): number {
  const { nodes } = buildGraph(values, ({ x1, w1, x2, w2, b, t }) =>
    x1.times(w1).plus(x2.times(w2)).plus(b).tanh().minus(t).power(2),
  );
  return nodes.find(({ label }) => label === name)?.gradient ?? Number.NaN;
}

const lastNumber = (status: string): number => numberFrom(/= ([−\d.e-]+)$/.exec(status)?.[1]);

export const backpropPlay: Play = {
  name: 'backprop',
  source: `widget.backprop({ activation: 'tanh', values: ${JSON.stringify(first)}, learningRate: 0.1 });`,

  async play(widget, page) {
    const equal = async (name: string, values: typeof first) => {
      const status = await statusOf(widget);
      const expected = gradientOf(name, values);
      assert.ok(status.startsWith(`∂L/∂${name} = `), status);
      assert.ok(Math.abs(lastNumber(status) - expected) <= 0.005 * Math.abs(expected), `${status}, not ${expected}`);
    };
    assert.match(await statusOf(widget), /^Press Step/);
    await widget.getByRole('button', { name: 'Step', exact: true }).click();
    assert.equal(await statusOf(widget), 'v1 = x1 × w1 = 1 × (−0.5) = −0.5');

    const graph = widget.locator('[data-panel=graph]');
    await graph.focus();
    for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowRight');
    assert.match(await statusOf(widget), /^∂L\/∂L = 1/);
    await page.keyboard.press('ArrowRight');
    assert.match(await statusOf(widget), /^∂L\/∂d = 2 · d = 2 · \(−/);
    await page.keyboard.press('ArrowLeft');
    assert.match(await statusOf(widget), /^∂L\/∂L = 1/);

    await widget.getByRole('button', { name: 'All of it' }).click(); // the number at the far left comes last
    await equal('x1', first);
    assert.match((await graph.getAttribute('aria-valuetext')) ?? '', /w2 = 0\.75, ∂L\/∂w2 = −/);

    await widget.getByLabel('value of x1').fill('-1.5');
    const second = { ...first, x1: -1.5 };
    await equal('x1', second);

    await widget.getByRole('button', { name: 'Learn' }).click();
    const learnt = { ...second };
    for (const name of ['w1', 'w2', 'b'] as const) learnt[name] -= 0.1 * gradientOf(name, second);
    const [, before, after] = /L goes from (\S+) to (\S+)\./.exec(await statusOf(widget)) ?? [];
    assert.ok(Number(after) < Number(before), `${before} to ${after}`);
    await graph.focus();
    await page.keyboard.press('ArrowRight');
    await equal('x1', learnt);
    const field = Number(await widget.getByLabel('value of w1').inputValue());
    assert.ok(Math.abs(field - learnt.w1) <= 0.0005, `${field}, not ${learnt.w1}`);
    assert.equal(await widget.getByText(/^L: /).textContent(), `L: ${before} → ${after}`);

    await widget.getByRole('combobox', { name: 'Unit' }).selectOption('sharedWeight');
    assert.match(await statusOf(widget), /^Press Step/);
    await widget.getByLabel('Learning rate').focus();
    await page.keyboard.press('End');
    assert.equal(await widget.getByLabel('Learning rate').getAttribute('aria-valuetext'), '1.0');
    await widget.getByRole('button', { name: 'Reset' }).click();
  },
};

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkPicture } from './picture';
import { stepFigures } from './step-figures';

/** What must be written in the picture: titles, captions, numbers. */
const written: Record<string, string[]> = {
  'activation-curves': ['sigmoid', 'f(x) = max(0.1 x, x)', 'f′(x), its derivative', 'flat to the end'],
  'convolution-steps': [
    'input, 6 × 6',
    'window × kernel',
    'output, 4 × 4',
    '9 × 2',
    '= 18',
    'output[2, 2] = −4 + 0 + 9',
  ],
  'convolution-steps-photo': ['input, 64 × 64', 'output[41, 31] = '],
  'pooling-steps-max': ['Max pooling', 'values in the window', 'max(34, 18, 32, 16) = 34'],
  'pooling-steps-average': ['padding 0 above, 1 below, 0 left, 1 right', '/ 4 ≈ 0.603'],
  'receptive-field-lenet': ['One unit of pool 2 sees 16 × 16', 'conv 1', '14 units, 2 px apart', '14 × 14'],
  'receptive-field-border': ['(×: padding)'],
  'trajectories-beale': ['Beale: f(x, y)', 'RMSprop, α = 0.05', 'loss f(x, y)', 'minimum'],
};

describe('pictures of curves and steps', () => {
  for (const [name, make] of Object.entries(stepFigures)) {
    it(`${name}: is drawn, says its text, is small, and works on any ground`, async () => {
      await checkPicture(make(), written[name]);
    });
  }

  it('gives every animation a Play and a Pause button and a slider over all of its frames', () => {
    for (const [name, make] of Object.entries(stepFigures)) {
      const { frames, layout } = make();
      if (!frames) continue;
      const [{ buttons }] = layout.updatemenus as { buttons: { label: string; method: string; args: unknown[] }[] }[];
      assert.deepEqual(
        buttons.map(({ label }) => label.replace(/^\S+ /, '')),
        ['Play', 'Pause'],
        name,
      );
      assert.equal(buttons[0].args[0], null, 'Play goes through all frames');
      assert.deepEqual(buttons[1].args[0], [null], 'Pause stops them');
      const [{ steps }] = layout.sliders as { steps: { label: string; args: unknown[] }[] }[];
      assert.deepEqual(
        steps.map(({ args }) => (args[0] as string[])[0]),
        frames.map((frame) => frame.name),
      );
      assert.equal(new Set(frames.map((frame) => frame.name)).size, frames.length, 'names are told apart');
    }
  });
});

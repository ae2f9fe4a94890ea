import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ActivationName, activations, normalDistribution } from '../../../lib/src/maths';
import { UserError } from '../../../lib/src/user-error';
import { type ActivationsWidgetOptions, activationsGiven } from '../../../lib/src/widgets/activations';
import { initialState, output, outputDistribution, saturated, slope } from '../../../lib/src/widgets/activations/state';

const state = { ...initialState(activationsGiven()), mean: 0.5, deviation: 1.2 };

describe('the activations widget', () => {
  for (const activation of Object.keys(activations) as ActivationName[])
    test(`the slope of ${activation} is that of its curve`, () => {
      const unit = { activation, weight: -1.3, bias: 0.4 };
      for (const x of [-2.1, -0.6, 0.7, 1.9]) {
        const numeric = (output(unit, x + 1e-5) - output(unit, x - 1e-5)) / 2e-5;
        assert.ok(Math.abs(slope(unit, x) - numeric) < 1e-6, `at ${x}: ${slope(unit, x)} and ${numeric}`);
      }
    });

  test('ReLU of normal inputs is 0 as often as the distribution says, and the rest is the bell', () => {
    const relu = { ...state, activation: 'relu' as const };
    const bins = outputDistribution(relu, [-0.25, 7.75], 32);
    const below = (y: number) => normalDistribution((y - 0.5) / 1.2);
    assert.ok(Math.abs(bins[0].share) < 1e-12);
    bins.slice(1).forEach(({ from, to, share }) => {
      const expected = below(to) - (from === 0 ? 0 : below(from));
      assert.ok(Math.abs(share - expected) < 2e-3, `${from}: ${share} and ${expected}`);
    });
  });

  test('the flat share of a sigmoid is that of inputs whose slope is below 0.05', () => {
    const sigmoid = { ...state, activation: 'sigmoid' as const, weight: 2 };
    // σ′(z) = 0.05 where σ(z) = ½ ± √(¼ − 0.05)
    const edge = Math.log((0.5 + Math.sqrt(0.2)) / (0.5 - Math.sqrt(0.2)));
    const below = (z: number) => normalDistribution((z / 2 - 0.5) / 1.2);
    assert.ok(Math.abs(saturated(sigmoid) - (1 - below(edge) + below(-edge))) < 2e-3);
  });

  test('refuses an activation that there is not', () => {
    assert.throws(
      () => activationsGiven({ activation: 'step' } as unknown as ActivationsWidgetOptions),
      (error: Error) =>
        error instanceof UserError && /there is no activation 'step'\. Take one of sigmoid, /.test(error.message),
    );
  });
});

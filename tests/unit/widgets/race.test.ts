import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { surfaces, trajectory } from '../../../lib/src/maths';
import { UserError } from '../../../lib/src/user-error';
import { type RaceWidgetOptions, raceGiven } from '../../../lib/src/widgets/race';
import { nextStop } from '../../../lib/src/widgets/race/map-panel';
import {
  advanced,
  descent,
  initialState,
  onSurface,
  played,
  rateOf,
  startingAt,
  stepped,
  stepsOf,
  withRule,
} from '../../../lib/src/widgets/race/state';

const state = initialState(raceGiven());

describe('the race of optimizers', () => {
  test('gradient descent on the bowl shrinks each axis by its own factor', () => {
    // x ← x − α·2x and y ← y − α·20y
    const { points } = descent(startingAt(state, 2, -1), 'sgd');
    const rate = rateOf(state, 'sgd');
    points.forEach(([x, y], n) => {
      assert.ok(Math.abs(x - 2 * (1 - 2 * rate) ** n) < 1e-9 && Math.abs(y + (1 - 20 * rate) ** n) < 1e-9, `step ${n}`);
    });
    assert.equal(points.length, stepsOf(state) + 1);
  });

  test('a rate ten times as large is ten times as large, and of its own rule only', () => {
    const faster = { ...state, rates: { ...state.rates, adam: 1 } };
    assert.ok(Math.abs(rateOf(faster, 'adam') / rateOf(state, 'adam') - 10) < 1e-9);
    assert.deepEqual(descent(faster, 'sgd'), descent(state, 'sgd'));
    const { points } = descent(faster, 'adam');
    const { steps, learningRate, start } = {
      steps: 60,
      learningRate: rateOf(faster, 'adam'),
      start: surfaces.bowl.start,
    };
    assert.deepEqual(points, trajectory('adam', 'bowl', { steps, learningRate, start }).points);
  });

  test('a race takes six seconds, stops at its end, and begins anew', () => {
    let now = played(state);
    let seconds = 0;
    for (; now.playing && seconds < 60; seconds += 1 / 64) now = advanced(now, 1 / 64) ?? now;
    assert.ok(Math.abs(seconds - 6) < 0.1, `${seconds} s`);
    assert.equal(now.at, stepsOf(state));
    assert.equal(advanced(now, 1), undefined);
    assert.equal(played(now).at, 0);
  });

  test('steps stay within the race; another surface starts where descents start there', () => {
    assert.equal(stepped(state, -1).at, 0);
    assert.equal(stepped({ ...state, at: 59.7 }, 5).at, 60);
    const other = onSurface({ ...stepped(state, 9), rates: { ...state.rates, sgd: 2 } }, 'beale');
    assert.deepEqual([other.start, other.at, other.rates.sgd], [surfaces.beale.start, 0, 0]);
    assert.deepEqual(startingAt(state, 99, -99).start, [2.5, -1.5]);
  });

  test('a start that is told to lie on the line through the saddle lies on it, by hand and by keys: no rule leaves it', () => {
    const saddle = onSurface(state, 'saddle');
    const byHand = startingAt(saddle, 1.2345, -0.0042);
    assert.equal(Math.abs(byHand.start[0] - 1.23) < 1e-9 && byHand.start[1] === 0, true, String(byHand.start));
    for (const { points } of saddle.rules.map((rule) => descent(byHand, rule)))
      assert.ok(points.every(([, y]) => y === 0));
    const step = 4 / 50;
    assert.ok(nextStop(saddle.start[1], -1, step) === 0, 'down from the usual start');
    assert.ok(nextStop(nextStop(nextStop(0.01, 1, step), 1, step), -1, step) - step < 1e-12);
    assert.equal(nextStop(0.01, 0, step), 0.01);
  });

  test('rules come and go in their order', () => {
    assert.deepEqual(withRule(withRule(state, 'momentum', false), 'adam', false).rules, [
      'sgd',
      'adagrad',
      'adadelta',
      'rmsprop',
    ]);
    assert.deepEqual(withRule({ ...state, rules: ['adam'] }, 'sgd', true).rules, ['sgd', 'adam']);
  });

  test('refuses surfaces and rules that there are not', () => {
    for (const [options, message] of [
      [{ surface: 'plane' }, /there is no surface 'plane'\. Take one of bowl, /],
      [{ rules: ['adam', 'lion'] }, /there is no rule 'lion'\. Take some of sgd, /],
      [{ rules: 'adam' }, /there is no rule 'adam'.* as a list\.$/],
    ] as const)
      assert.throws(
        () => raceGiven(options as unknown as RaceWidgetOptions),
        (error: Error) => error instanceof UserError && message.test(error.message),
      );
  });
});

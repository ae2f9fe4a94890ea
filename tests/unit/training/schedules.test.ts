import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cosineDecay,
  exponentialDecay,
  type Schedule,
  stepDecay,
  type TrainingPosition,
  warmUp,
} from '../../../lib/src/training';

const near = (got: number, expected: number) => assert.ok(Math.abs(got - expected) < 1e-12, `${got}, not ${expected}`);
const at = (schedule: Schedule, step: number, steps: number, more: Partial<TrainingPosition> = {}) =>
  schedule({ epoch: 0, epochs: 1, step, steps, ...more });

test('half a cosine: all at the beginning, the mean in the middle, hardly anything at the end', () => {
  near(at(cosineDecay(0.002), 0, 100), 0.002);
  near(at(cosineDecay(0.002), 50, 100), 0.001);
  near(at(cosineDecay(0.002), 100, 300), 0.0015); // cos 60° = ½
  near(at(cosineDecay(0.002), 200, 300), 0.0005);
  near(at(cosineDecay(0.01, 0.002), 100, 300), 0.008);
  near(at(cosineDecay(0.01, 0.002), 100, 100), 0.002);
});

test('exponential decay: the same share is lost in every step', () => {
  const schedule = exponentialDecay(0.1, 0.001);
  near(at(schedule, 0, 40), 0.1);
  near(at(schedule, 20, 40), 0.01);
  near(at(schedule, 10, 40), 0.1 / Math.sqrt(10));
  const shares = [1, 2, 3].map((step) => at(schedule, step, 40) / at(schedule, step - 1, 40));
  for (const share of shares) near(share, shares[0]);
});

test('step decay: a tenth at the beginning of each epoch that is named', () => {
  const schedule = stepDecay(0.1, [5, 3]);
  const rates = [0, 2, 3, 4, 5, 9].map((epoch) => at(schedule, 0, 100, { epoch, epochs: 10 }));
  [0.1, 0.1, 0.01, 0.01, 0.001, 0.001].forEach((rate, i) => {
    near(rates[i], rate);
  });
  near(at(stepDecay(0.8, [1], 0.5), 0, 100, { epoch: 1, epochs: 2 }), 0.4);
});

test('warm-up: even growth to the rate with which the schedule then begins, over the steps that are left', () => {
  const schedule = warmUp(4, cosineDecay(0.2));
  [0.05, 0.1, 0.15, 0.2, 0.2].forEach((rate, step) => {
    near(at(schedule, step, 24), rate);
  });
  near(at(schedule, 14, 24), 0.1); // the middle of the 20 that are left
  near(at(schedule, 24, 24), 0);
});

test('a warm-up can be a share of the training, of a constant rate or of another warm-up', () => {
  const schedule = warmUp(0.1, 0.5);
  near(at(schedule, 0, 100), 0.05);
  near(at(schedule, 9, 100), 0.5);
  near(at(schedule, 99, 100), 0.5);
  near(at(warmUp(0.01, 0.5), 0, 10), 0.5); // at least one step
  near(at(warmUp(2, warmUp(2, 1)), 1, 10), 0.5);
});

test('a warm-up leaves the epochs of a step decay where they are', () => {
  const schedule = warmUp(50, stepDecay(0.1, [3]));
  const position = (epoch: number, step: number) => ({ epoch, epochs: 4, step, steps: 400 });
  near(schedule(position(2, 299)), 0.1);
  near(schedule(position(3, 300)), 0.01);
  near(warmUp(400, stepDecay(0.1, [1]))(position(3, 399)), 0.1);
});

test('a schedule of numbers that cannot be gets one sentence', () => {
  const refuses = (make: () => unknown, message: string | RegExp) =>
    assert.throws(make, { name: 'UserError', message });
  refuses(() => cosineDecay(-0.1), 'A learning rate must be a number from 0, got -0.1.');
  refuses(() => cosineDecay(Number.NaN), 'A learning rate must be a number from 0, got NaN.');
  refuses(() => cosineDecay(0.1, 'low' as never), 'A learning rate must be a number from 0, got low.');
  refuses(() => exponentialDecay(0.1, 0), /rates above 0/);
  refuses(() => stepDecay(0.1, [0.5]), /whole numbers from 1/);
  refuses(() => stepDecay(0.1, 3 as never), /the epochs at which the rate falls/);
  refuses(() => stepDecay(0.1, [3], 10), 'factor must be between 0 and 1, got 10.');
  refuses(() => warmUp(2.5, 0.1), /whole number of steps or a share between 0 and 1, got 2.5/);
  refuses(() => warmUp(0, 0.1), /got 0/);
  refuses(() => warmUp(5, -1), 'A learning rate must be a number from 0, got -1.');
  refuses(() => at(warmUp(50, 0.1), 0, 20), 'The warm-up of 50 steps is longer than the training of 20 steps.');
});

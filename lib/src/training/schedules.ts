import { UserError } from '../project';

/** Where a training stands, all counted from 0. */
export interface TrainingPosition {
  epoch: number;
  epochs: number;
  /** since the training began */
  step: number;
  /** in the whole training */
  steps: number;
}

/** From where a training stands to the learning rate of its next step. */
export type Schedule = (position: TrainingPosition) => number;

/**
 * A learning rate that falls along half a cosine, so that the last steps settle down:
 *
 *   η = to + (from − to) / 2 · (1 + cos(π · step / steps))
 *
 * I. Loshchilov and F. Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017, without the restarts.
 *
 * @param from learning rate of the first step
 * @param to what it comes near at the end; default: 0
 * @throws UserError for a rate below 0
 * @example await fit(model, train, { optimizer: 'adam', learningRate: cosineDecay(0.002) });
 */
export function cosineDecay(from: number, to = 0): Schedule {
  checkRates(from, to);
  return ({ step, steps }) => to + ((from - to) / 2) * (1 + Math.cos((Math.PI * step) / steps));
}

/**
 * A learning rate that falls by the same share in every step:
 *
 *   η = from · (to / from)^(step / steps)
 *
 * @param from learning rate of the first step, above 0
 * @param to what it comes near at the end, above 0
 * @throws UserError for a rate that is not above 0
 * @example await fit(model, train, { optimizer: 'sgd', learningRate: exponentialDecay(0.1, 0.001) });
 */
export function exponentialDecay(from: number, to: number): Schedule {
  checkRates(from, to);
  if (from === 0 || to === 0) throw new UserError('exponentialDecay needs rates above 0: no share of a rate is 0.');
  return ({ step, steps }) => from * (to / from) ** (step / steps);
}

/**
 * A learning rate that stays as it is but for some epochs, in which it falls to a share of itself:
 *
 *   η = from · factor^(how many of the epochs have begun)
 *
 * @param from learning rate of the first step
 * @param epochs at whose beginning it falls, counted from 0: 2 is after two whole epochs
 * @param factor what is left of the rate each time; default: 0.1
 * @throws UserError for a rate below 0, an epoch that is no whole number from 1, a factor that is not between 0 and 1
 * @see K. He et al., "Deep residual learning for image recognition", 2016, which trained so
 * @example await fit(model, train, { epochs: 6, optimizer: 'momentum', learningRate: stepDecay(0.1, [3, 5]) });
 */
export function stepDecay(from: number, epochs: readonly number[], factor = 0.1): Schedule {
  checkRates(from);
  if (!Array.isArray(epochs) || !epochs.every((epoch) => Number.isSafeInteger(epoch) && epoch >= 1))
    throw new UserError('stepDecay needs the epochs at which the rate falls, whole numbers from 1, such as [3, 5].');
  if (!(factor > 0 && factor < 1)) throw new UserError(`factor must be between 0 and 1, got ${String(factor)}.`);
  return ({ epoch }) => from * factor ** epochs.filter((one) => one <= epoch).length;
}

/**
 * A learning rate that first grows evenly to where another schedule begins, and then follows that schedule. Large steps from weights that
 * are still random, or from a new head on trained layers, would do harm.
 *
 *   η = η₀ · (step + 1) / length        for step < length, with η₀ = the schedule's first rate
 *   η = schedule(step − length)         afterwards, over the steps that are left
 *
 * The schedule counts steps from the end of the warm-up; epochs stay those of the training.
 *
 * @param length of the warm-up: a whole number of steps from 1, or a share of all steps between 0 and 1
 * @param schedule what follows, or a constant rate
 * @throws UserError for a length or a rate that cannot be; while training, for a warm-up that is longer than the training
 * @see P. Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", 2017, section 2.2
 * @example await fit(model, train, { optimizer: 'adam', learningRate: warmUp(0.1, cosineDecay(0.002)) });
 */
export function warmUp(length: number, schedule: Schedule | number): Schedule {
  const isShare = length > 0 && length < 1;
  if (!isShare && !(Number.isSafeInteger(length) && length >= 1)) {
    throw new UserError(
      `The length of a warm-up must be a whole number of steps or a share between 0 and 1, got ${String(length)}.`,
    );
  }
  if (typeof schedule !== 'function') checkRates(schedule);
  const after: Schedule = typeof schedule === 'function' ? schedule : () => schedule;
  return (position) => {
    const { step, steps } = position;
    const warm = isShare ? Math.max(1, Math.round(length * steps)) : length;
    if (warm > steps)
      throw new UserError(`The warm-up of ${warm} steps is longer than the training of ${steps} steps.`);
    // At least one step is left, so that no schedule divides by 0.
    const left = Math.max(1, steps - warm);
    if (step >= warm) return after({ ...position, step: step - warm, steps: left });
    return (after({ ...position, epoch: 0, step: 0, steps: left }) * (step + 1)) / warm;
  };
}

function checkRates(...rates: number[]): void {
  for (const rate of rates) {
    if (!(Number.isFinite(rate) && rate >= 0))
      throw new UserError(`A learning rate must be a number from 0, got ${String(rate)}.`);
  }
}

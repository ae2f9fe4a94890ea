import { UserError } from '../project';
import type { TrainingPosition } from './fit-options';

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
  for (const rate of [from, to]) {
    if (!(Number.isFinite(rate) && rate >= 0))
      throw new UserError(`A learning rate must be a number from 0, got ${String(rate)}.`);
  }
  return ({ step, steps }) => to + ((from - to) / 2) * (1 + Math.cos((Math.PI * step) / steps));
}

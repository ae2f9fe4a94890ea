import { tf } from '../engine';
import type { OptimizerName } from '../maths/optimizers';
import { UserError } from '../project';
import { courseOptimizer } from './course-optimizer';
import type { Schedule, TrainingPosition } from './schedules';

/**
 * TensorFlow.js's own optimizers by the course's names, each with a learning rate that suits small CNNs. But for Adadelta: TensorFlow.js
 * takes both of its memories from before the step, where they begin equal and so stay equal, and what is left of it is SGD.
 */
const own: Record<OptimizerName, { learningRate: number; make: (learningRate: number) => tf.Optimizer }> = {
  sgd: { learningRate: 0.1, make: (rate) => tf.train.sgd(rate) },
  momentum: { learningRate: 0.02, make: (rate) => tf.train.momentum(rate, 0.9) },
  adagrad: { learningRate: 0.01, make: (rate) => tf.train.adagrad(rate) },
  adadelta: { learningRate: 1, make: (rate) => courseOptimizer('adadelta', { learningRate: rate }) },
  rmsprop: { learningRate: 0.001, make: (rate) => tf.train.rmsprop(rate) },
  adam: { learningRate: 0.001, make: (rate) => tf.train.adam(rate) },
};

/**
 * @param learningRate only with a name; an optimizer that is given has its own
 * @throws UserError for an unknown name or a learning rate that is not above 0
 */
export function makeOptimizer(name: OptimizerName, learningRate?: number): tf.Optimizer {
  const known = own[name];
  if (!known) {
    throw new UserError(
      `optimizer must be one of ${Object.keys(own).join(', ')}, or an optimizer such as tf.train.adam(0.001), got ${JSON.stringify(name)}.`,
    );
  }
  const rate = learningRate ?? known.learningRate;
  if (!(Number.isFinite(rate) && rate > 0)) throw new UserError(`learningRate must be a number above 0, got ${rate}.`);
  return known.make(rate);
}

/**
 * What a schedule gives for one step. 0 is allowed, as warm-ups begin there.
 *
 * @throws UserError if that is no learning rate: a step with it would spoil the weights, and only the next loss would show it
 */
export function scheduled(schedule: Schedule, position: TrainingPosition): number {
  const rate: unknown = schedule(position);
  if (typeof rate === 'number' && Number.isFinite(rate) && rate >= 0) return rate;
  throw new UserError(
    `The schedule must give a learning rate of 0 or more; at step ${position.step} of ${position.steps} it gave ${String(rate)}.`,
  );
}

/** What optimizers know under names that their types hide. */
interface Inside {
  learningRate: number;
  setLearningRate?(rate: number): void;
  c?: tf.Tensor;
}

/** Sets the learning rate of any optimizer of TensorFlow.js or of this course, for schedules. */
export function setLearningRate(optimizer: tf.Optimizer, rate: number): void {
  const inside = optimizer as unknown as Inside;
  if (inside.learningRate === rate) return;
  if (inside.setLearningRate) inside.setLearningRate(rate);
  else inside.learningRate = rate;
}

export function learningRateOf(optimizer: tf.Optimizer): number {
  return (optimizer as unknown as Inside).learningRate;
}

/** Frees what an optimizer holds; `tf.train.momentum` forgets the learning rate of the one that it extends. */
export function disposeOptimizer(optimizer: tf.Optimizer): void {
  optimizer.dispose();
  const { c } = optimizer as unknown as Inside;
  if (c && !c.isDisposed) c.dispose();
}

import { tf } from '../engine';
import { trainingStep } from '../engine/graph';
import { UserError } from '../project';
import type { Batch } from './examples';
import { accuracyOf, type LossFunction, losses } from './losses';

/** What one batch showed, before the weights changed. */
export interface StepResult {
  /** NaN or infinite if the training has failed; then the weights are those of the last step with a loss */
  loss: number;
  accuracy?: number;
}

/** Trains a model step by step. */
export interface Trainer {
  /** @param factors of the learning rate, by the id of a trainable variable; default: 1 */
  step(batch: Batch, factors?: ReadonlyMap<number, number>): StepResult;
  dispose(): void;
}

/**
 * @param units outputs of one decision, where accuracies are wanted
 * @throws UserError if the model has nothing to train
 */
export function trainer(
  model: tf.LayersModel,
  optimizer: tf.Optimizer,
  loss: LossFunction,
  units: number | undefined,
): Trainer {
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  if (variables.length === 0)
    throw new UserError(`The model ${model.name} has no trainable weights: set trainable = true on some layers.`);
  // A user's own loss may do anything, at each step something else.
  const isKnown = Object.values(losses).some((known) => known === loss);
  const measured = units === undefined ? [] : [accuracyOf];
  // Weights at the beginning of the last step whose loss was a number.
  let good: tf.Tensor[] = [];

  const compute = ({ xs, ys }: Batch) => {
    let predictions: tf.Tensor[] = [];
    const { value, grads } = tf.variableGrads(() => {
      const output = model.apply(xs, { training: true }) as tf.Tensor;
      if (units !== undefined) predictions = [tf.keep(output.clone())];
      const penalties = model.calculateLosses();
      return penalties.reduce((total, penalty) => tf.add(total, penalty), loss(ys, output));
    }, variables);
    return { outputs: [value, ...predictions], gradients: variables.map(({ name }) => grads[name]) };
  };

  return {
    step(batch, factors) {
      const { xs, ys } = batch;
      // Clones share their data: an update gives a variable other data and leaves the clone's.
      const before = model.weights.map((weight) => weight.read().clone());
      const { outputs, apply, discard } = trainingStep(model, isKnown ? [loss, ...measured] : undefined, {
        inputs: [xs, ys],
        trainable: variables,
        optimizer,
        compute: () => compute(batch),
      });
      const [value, predictions] = outputs;
      const result: StepResult = { loss: value.dataSync()[0] };
      if (Number.isFinite(result.loss)) {
        if (predictions && units) result.accuracy = accuracyOf(ys.dataSync(), predictions.dataSync(), units);
        apply();
        if (factors) shorten(model, before, factors);
        tf.dispose(good);
        good = before;
      } else {
        discard();
        const restored = good.length > 0 ? good : before;
        model.weights.forEach((weight, i) => {
          weight.write(restored[i]);
        });
        tf.dispose(before);
      }
      tf.dispose(outputs);
      return result;
    },
    dispose() {
      tf.dispose(good);
      good = [];
    },
  };
}

/**
 * Makes the step that was just taken as long as each weight's own learning rate has it. In every rule the change is proportional to the
 * learning rate, and what the rule remembers does not depend on it, so scaling the change is the same; scaling the gradient would not be,
 * as Adam divides by the gradient's size.
 */
function shorten(model: tf.LayersModel, before: tf.Tensor[], factors: ReadonlyMap<number, number>): void {
  model.weights.forEach((weight, i) => {
    const variable = weight.read() as tf.Variable;
    const factor = factors.get(variable.id) ?? 1;
    if (factor === 1) return;
    tf.tidy(() => variable.assign(tf.add(before[i], tf.mul(tf.sub(variable, before[i]), factor))));
  });
}

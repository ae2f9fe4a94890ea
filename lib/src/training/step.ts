import { tf } from '../engine';
import { UserError } from '../project';
import type { Batch } from './examples';
import { accuracyOf, type LossFunction } from './losses';

/** What one batch showed, before the weights changed. */
export interface StepResult {
  /** NaN or infinite if the training has failed; then the weights are those of the last step with a loss */
  loss: number;
  accuracy?: number;
}

/** Trains a model step by step. */
export interface Trainer {
  step(batch: Batch): StepResult;
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
  // Weights at the beginning of the last step whose loss was a number.
  let good: tf.Tensor[] = [];

  return {
    step({ xs, ys }) {
      // Clones share their data: an update gives a variable other data and leaves the clone's.
      const before = model.weights.map((weight) => weight.read().clone());
      let predictions: tf.Tensor | undefined;
      const { value, grads } = tf.variableGrads(() => {
        const output = model.apply(xs, { training: true }) as tf.Tensor;
        if (units !== undefined) predictions = tf.keep(output.clone());
        const penalties = model.calculateLosses();
        return penalties.reduce((total, penalty) => tf.add(total, penalty), loss(ys, output));
      }, variables);
      const result: StepResult = { loss: value.dataSync()[0] };
      if (Number.isFinite(result.loss)) {
        if (predictions && units) result.accuracy = accuracyOf(ys.dataSync(), predictions.dataSync(), units);
        optimizer.applyGradients(variables.map(({ name }) => ({ name, tensor: grads[name] })));
        tf.dispose(good);
        good = before;
      } else {
        const restored = good.length > 0 ? good : before;
        model.weights.forEach((weight, i) => {
          weight.write(restored[i]);
        });
        tf.dispose(before);
      }
      tf.dispose([value, grads, predictions ?? []]);
      return result;
    },
    dispose() {
      tf.dispose(good);
      good = [];
    },
  };
}

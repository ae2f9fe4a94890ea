import { tf } from '../engine';
import { type EarlyStoppingOptions, earlyStopping } from '../maths/early-stopping';
import { UserError } from '../project';

/** The weights of the epoch that was best on the held-out examples. */
export interface BestWeights {
  /** To be asked after each epoch: notes the weights if it was the best one so far, and says whether to end. */
  isOver(validationLoss: number[]): boolean;
  /** Gives the model the weights of the best epoch. @returns its number from 0; nothing if no epoch was whole */
  restore(): number | undefined;
}

/** @throws UserError for settings that cannot be, or without held-out examples */
export function checkEarlyStopping(options: EarlyStoppingOptions, isHeldOut: boolean): void {
  if (!isHeldOut) {
    throw new UserError(
      'earlyStopping needs validation: examples, or the share of the training examples that is held out, such as validation: 0.2.',
    );
  }
  earlyStopping([0], options); // refuses what cannot be
}

export function bestWeights(model: tf.LayersModel, options: EarlyStoppingOptions): BestWeights {
  let kept: tf.Tensor[] = [];
  let bestEpoch: number | undefined;
  return {
    isOver(validationLoss) {
      const epoch = validationLoss.length - 1;
      // One more epoch that is no better: would it be trained?
      const { stopped, best } = earlyStopping([...validationLoss, Number.MAX_VALUE], options);
      if (best === epoch) {
        tf.dispose(kept);
        // Clones share their data: an update gives a variable other data and leaves the clone's.
        kept = model.weights.map((weight) => weight.read().clone());
        bestEpoch = epoch;
      }
      return stopped === epoch;
    },
    restore() {
      if (bestEpoch !== undefined) {
        model.weights.forEach((weight, i) => {
          weight.write(kept[i]);
        });
      }
      tf.dispose(kept);
      kept = [];
      return bestEpoch;
    },
  };
}

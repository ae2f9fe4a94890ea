import { checkOptions, checkWhole } from './options';
import { checkVector, ShapeError } from './shapes';

export interface EarlyStoppingOptions {
  /** epochs without an improvement after which training stops; 5 unless given */
  patience?: number;
  /** by how much a loss must be lower to count as better; 0 unless given */
  minDelta?: number;
}

export interface StoppingPoint {
  /** the last epoch that is trained, from 0: the last one of the list where training was not stopped */
  stopped: number;
  /** the epoch with the best loss up to then, from 0: its weights are the ones to keep */
  best: number;
}

/**
 * Early stopping: training ends when the validation loss has not become better for `patience` epochs in a row.
 *
 *     better: loss < best − minDelta
 *
 * @param losses validation loss of each epoch, in order
 * @see Prechelt, "Early stopping, but when?", 1998
 * @example earlyStopping([3, 2, 2.5, 2.6, 1], { patience: 2 }) // { stopped: 3, best: 1 }: the 1 at the end is never reached
 */
export function earlyStopping(losses: number[], options: EarlyStoppingOptions = {}): StoppingPoint {
  checkOptions(options, ['patience', 'minDelta'], 'earlyStopping');
  checkVector(losses, 'losses');
  const patience = checkWhole(options.patience ?? 5, 'patience', 1);
  const { minDelta = 0 } = options;
  if (!(minDelta >= 0)) throw new ShapeError(`minDelta: expected a number of at least 0, got ${minDelta}.`);
  let best = 0;
  for (let epoch = 1; epoch < losses.length; epoch++) {
    if (losses[epoch] < losses[best] - minDelta) best = epoch;
    else if (epoch - best >= patience) return { stopped: epoch, best };
  }
  return { stopped: losses.length - 1, best };
}

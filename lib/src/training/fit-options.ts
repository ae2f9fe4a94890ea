import type { tf } from '../engine';
import type { EarlyStoppingOptions } from '../maths/early-stopping';
import type { OptimizerName } from '../maths/optimizers';
import type { Augmentation } from './augmentation';
import type { History, Listener } from './events';
import type { Examples } from './examples';
import type { GroupRates } from './group-rates';
import type { LossFunction, LossName } from './losses';
import type { Schedule } from './schedules';

export const defaults = { epochs: 5, batchSize: 64, seed: 1 };

export interface FitOptions {
  /** how often each example is seen; default: 5 */
  epochs?: number;
  /** examples in a step; default: 64 */
  batchSize?: number;
  /** default: what the model was compiled with, else TensorFlow.js's Adam */
  optimizer?: OptimizerName | tf.Optimizer;
  /** one number, or a schedule: from where the training stands to a number from 0. Default: the optimizer's own */
  learningRate?: number | Schedule;
  /** factors of the learning rate by groups of layers, such as `{ stage1: 0.01, stage2: 0.1 }`: see `GroupRates` */
  learningRates?: GroupRates;
  /** default: what the model was compiled with, else `categoricalCrossentropy` */
  loss?: LossName | LossFunction;
  /** what to measure at the end of each epoch: examples, or the share of the training examples that is held out */
  validation?: Examples | number;
  /** changes the training examples anew in each step, such as `[randomFlip(), randomShift({ pixels: 2 })]`; held-out ones stay as they are */
  augment?: Augmentation | readonly Augmentation[];
  /** decides the held-out part, the order of the examples, the masks of dropout and augmentations; default: 1 */
  seed?: number | string;
  /** default: the model's name */
  title?: string;
  /** hears of each batch and epoch, such as `liveCurves()` */
  onEvent?: Listener;
  /** ends the training after the current step, as an interrupt does */
  signal?: AbortSignal;
  /**
   * ends the training when the validation loss has not become lower for `patience` epochs, and gives the model the weights of the
   * epoch where it was lowest, also if all epochs were trained
   */
  earlyStopping?: EarlyStoppingOptions;
  /** asked after each epoch; true ends the training */
  stopWhen?: (history: History) => boolean;
}

/** What `fit` tells while it runs. Epochs and batches are counted from 0. Losses are means over examples. */
export type TrainingEvent = BeginEvent | BatchEvent | EpochEvent | EndEvent;

export interface BeginEvent {
  type: 'begin';
  /** what is trained, for titles */
  title: string;
  epochs: number;
  /** batches in an epoch */
  batches: number;
  /** whether there will be accuracies, and values for held-out examples */
  hasAccuracy: boolean;
  hasValidation: boolean;
}

export interface BatchEvent {
  type: 'batch';
  epoch: number;
  batch: number;
  /** of this batch, before its step */
  loss: number;
  /** share of the batch that was classified correctly, 0 … 1 */
  accuracy?: number;
}

export interface EpochEvent {
  type: 'epoch';
  epoch: number;
  /** mean over the epoch's batches, each with the weights of its time */
  loss: number;
  accuracy?: number;
  /** on the held-out examples, with the weights at the end of the epoch */
  validationLoss?: number;
  validationAccuracy?: number;
  /** since the training began */
  seconds: number;
}

export interface EndEvent {
  type: 'end';
  history: History;
}

/** What happened during a training: one entry an epoch. */
export interface History {
  loss: number[];
  /** 0 … 1; empty where the task has no accuracy */
  accuracy: number[];
  /** empty without held-out examples */
  validationLoss: number[];
  validationAccuracy: number[];
  /** the loss of each batch, in order */
  batchLoss: number[];
  /** from begin to end, with validation and drawing */
  seconds: number;
  /** training alone: examples that were learnt from, divided by the seconds that took */
  imagesPerSecond: number;
  /** true if an interrupt, a signal, `earlyStopping` or `stopWhen` ended it before the last epoch */
  stopped: boolean;
  /** with `earlyStopping`: the epoch whose weights the model has, from 0 */
  bestEpoch?: number;
}

/** Listens to a training. The training waits for it. */
export type Listener = (event: TrainingEvent) => void | Promise<void>;

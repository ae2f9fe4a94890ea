/** What a training with several losses tells while it runs. Epochs and batches are counted from 0. Losses are means over examples. */
export type LossNews =
  | { type: 'begin'; title: string; epochs: number; batches: number /** their names */; losses: readonly string[] }
  | { type: 'batch'; epoch: number; batch: number; losses: Record<string, number> }
  | { type: 'epoch'; epoch: number; losses: Record<string, number> /** since the training began */; seconds: number }
  | { type: 'end'; stopped: boolean };

/** Listens to a training with several losses, such as `liveLosses()`. The training waits for it. */
export type LossListener = (news: LossNews) => void | Promise<void>;

/** What happened during a training with several losses. */
export interface LossHistory<Name extends string = string> {
  /** by the name of the loss: its mean in each epoch */
  losses: Record<Name, number[]>;
  /** by the name of the loss: each batch in order, before its step */
  batchLosses: Record<Name, number[]>;
  /** from begin to end */
  seconds: number;
  /** training alone: examples that were learnt from, divided by the seconds that took */
  imagesPerSecond: number;
  /** true if an interrupt or a signal ended it before the last epoch */
  stopped: boolean;
}

import { random } from '../maths/random';
import { checkCount } from '../models/layer-choices';
import { UserError } from '../project';
import type { Batch, ExampleSource } from './examples';
import { interruptible } from './interruption';
import type { LossHistory, LossListener } from './loss-news';

export const defaults = { epochs: 10, batchSize: 64, seed: 1 };

/** What all trainings with several losses let one choose. */
export interface LoopOptions {
  /** how often each example is seen; default: 10 */
  epochs?: number;
  /** examples in a step; default: 64 */
  batchSize?: number;
  /** decides the order of the examples and all other chance; default: 1 */
  seed?: number | string;
  title?: string;
  /** hears of each batch and epoch, such as `liveLosses()` */
  onEvent?: LossListener;
  /** ends the training after the current step, as an interrupt does */
  signal?: AbortSignal;
}

/** Their names, for checks of options. */
export const loopOptions = ['epochs', 'batchSize', 'seed', 'title', 'onEvent', 'signal'] as const;

/** A training, step by step. */
export interface Loop<Name extends string> {
  title: string;
  source: ExampleSource;
  losses: readonly Name[];
  /**
   * Learns from one batch; a loss that is no number must change no weights.
   * @returns the losses before the step
   */
  step(batch: Batch): Record<Name, number>;
  /** after each whole epoch */
  afterEpoch?(epoch: number): void | Promise<void>;
}

/**
 * All examples in a new random order each epoch, one step a batch, until the epochs are over or someone stops it: an interrupt or a
 * signal ends it after the current step, and what was learnt stays.
 *
 * @throws UserError if a loss is no number any more
 */
export async function epochLoop<Name extends string>(
  { title, source, losses, step, afterEpoch }: Loop<Name>,
  options: LoopOptions,
): Promise<LossHistory<Name>> {
  const { epochs, batchSize, seed } = checkedLoop(options);
  const { onEvent, signal } = options;
  const order = random(`order ${seed}`);
  const batches = Math.ceil(source.count / batchSize);
  const lists = () => Object.fromEntries(losses.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  const history: LossHistory<Name> = {
    losses: lists(),
    batchLosses: lists(),
    seconds: 0,
    imagesPerSecond: 0,
    stopped: false,
  };
  const begin = performance.now();
  let [learntFrom, learningTime] = [0, 0];
  const all = Array.from({ length: source.count }, (_, i) => i);

  await interruptible(async (interrupt) => {
    const isStopped = () => interrupt.aborted || signal?.aborted === true;
    await onEvent?.({ type: 'begin', title: options.title ?? title, epochs, batches, losses });
    try {
      for (let epoch = 0; epoch < epochs && !history.stopped; epoch++) {
        const shuffled = order.shuffle(all);
        const sums = Object.fromEntries(losses.map((name) => [name, 0])) as Record<Name, number>;
        for (let batch = 0; batch < batches && !history.stopped; batch++) {
          const chosen = shuffled.slice(batch * batchSize, (batch + 1) * batchSize);
          const from = performance.now();
          const examples = source.batch(chosen);
          const values = lossesOf(step, examples);
          learningTime += performance.now() - from;
          learntFrom += chosen.length;
          for (const name of losses) {
            if (!Number.isFinite(values[name])) throw noNumber(name, values[name], epoch, batch);
            history.batchLosses[name].push(values[name]);
            sums[name] += values[name] * chosen.length;
          }
          await onEvent?.({ type: 'batch', epoch, batch, losses: values });
          // An interrupt comes in, and a picture goes out, only when other work gets its turn.
          await new Promise((done) => setImmediate(done));
          const isLast = epoch === epochs - 1 && batch === batches - 1;
          history.stopped = !isLast && isStopped();
          if (batch < batches - 1) continue;
          for (const name of losses) history.losses[name].push(sums[name] / source.count);
          const means = Object.fromEntries(losses.map((name) => [name, sums[name] / source.count]));
          await onEvent?.({ type: 'epoch', epoch, losses: means, seconds: (performance.now() - begin) / 1000 });
          await afterEpoch?.(epoch);
        }
      }
    } finally {
      history.seconds = (performance.now() - begin) / 1000;
      history.imagesPerSecond = learningTime > 0 ? (1000 * learntFrom) / learningTime : 0;
      await onEvent?.({ type: 'end', stopped: history.stopped });
    }
  });
  return history;
}

/** One step; the batch is disposed of, whatever comes. */
function lossesOf<Name extends string>(step: Loop<Name>['step'], examples: Batch): Record<Name, number> {
  try {
    return step(examples);
  } finally {
    examples.xs.dispose();
    examples.ys.dispose();
  }
}

/** @throws UserError for a number of epochs or a batch size that cannot be */
export function checkedLoop(options: LoopOptions): { epochs: number; batchSize: number; seed: number | string } {
  const { epochs = defaults.epochs, batchSize = defaults.batchSize, seed = defaults.seed } = options;
  checkCount(epochs, 'epochs');
  checkCount(batchSize, 'batchSize');
  return { epochs, batchSize, seed };
}

function noNumber(name: string, value: number, epoch: number, batch: number): UserError {
  const what = Number.isNaN(value) ? 'NaN' : 'infinite';
  return new UserError(
    `The ${name} loss became ${what} at batch ${batch + 1} of epoch ${epoch + 1}: try a smaller learning rate, and look for NaN among the inputs. No step was made with it.`,
  );
}

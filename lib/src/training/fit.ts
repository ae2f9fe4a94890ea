import type { tf } from '../engine';
import { UserError } from '../project';
import { augmentWith } from './augmentation/augmentation';
import { dropoutSeeds } from './dropout';
import { type BestWeights, bestWeights } from './early-stopping';
import { measure } from './evaluate';
import type { EpochEvent, History } from './events';
import type { Examples } from './examples';
import type { FitOptions } from './fit-options';
import { interruptible } from './interruption';
import { disposeOptimizer, learningRateOf, scheduled, setLearningRate } from './optimizer-choice';
import { type Plan, planTraining } from './plan';
import { type Trainer, trainer } from './step';

/**
 * Trains a model: all examples in a new random order each epoch, one optimizer step a batch.
 *
 * The stop button of the notebook (in a terminal: Ctrl-C) ends the training after the current step: the model keeps what it
 * has learnt, the history says `stopped: true`, and the cell goes on. The same seed and the same first weights give the same
 * losses on the same machine and engine.
 *
 * @param examples a data set, or `{ xs, ys }`: two tensors `[count, …]`, which stay their owner's to dispose of
 * @returns losses and accuracies by epoch, and the speed
 * @throws UserError if examples and model don't fit together, if a schedule gives no learning rate, or if the loss is no number
 *   any more; then the model has the weights of the last step whose loss was one
 * @example
 * const model = lenet5({ activation: 'relu', seed: 1 });
 * const history = await fit(model, await fashionMnist(), { epochs: 5, validation: 0.1, onEvent: liveCurves() });
 */
export async function fit(model: tf.LayersModel, examples: Examples, options: FitOptions = {}): Promise<History> {
  const plan = planTraining(model, examples, options);
  const dropout = dropoutSeeds(model, plan.masks);
  try {
    return await interruptible(async (interrupt) => {
      const isStopped = () => interrupt.aborted || options.signal?.aborted === true;
      const steps = trainer(model, plan.optimizer, plan.loss, plan.units);
      try {
        return await new Run(model, plan, options, steps, dropout.next, isStopped).all();
      } finally {
        steps.dispose();
      }
    });
  } finally {
    dropout.restore();
    if (plan.ownsOptimizer) disposeOptimizer(plan.optimizer);
  }
}

/** One training under way. */
class Run {
  private readonly history: History = {
    loss: [],
    accuracy: [],
    validationLoss: [],
    validationAccuracy: [],
    batchLoss: [],
    seconds: 0,
    imagesPerSecond: 0,
    stopped: false,
  };
  private readonly begin = performance.now();
  private readonly best?: BestWeights;
  private learntFrom = 0;
  private learningTime = 0;

  constructor(
    private readonly model: tf.LayersModel,
    private readonly plan: Plan,
    private readonly options: FitOptions,
    private readonly steps: Trainer,
    private readonly nextMasks: () => void,
    private readonly isStopped: () => boolean,
  ) {
    if (options.earlyStopping) this.best = bestWeights(model, options.earlyStopping);
  }

  async all(): Promise<History> {
    const { history, options } = this;
    const { title, epochs, batches, units, held } = this.plan;
    const known = { hasAccuracy: units !== undefined, hasValidation: held !== undefined };
    await options.onEvent?.({ type: 'begin', title, epochs, batches, ...known });
    try {
      for (let epoch = 0; epoch < epochs && !history.stopped; epoch++) {
        const means = await this.epoch(epoch);
        if (means) await this.endOfEpoch(epoch, means);
        const isOver = means && this.best?.isOver(history.validationLoss);
        const isLast = epoch === epochs - 1;
        history.stopped = !means || (!isLast && (this.isStopped() || isOver || options.stopWhen?.(history) === true));
      }
    } finally {
      history.bestEpoch = this.best?.restore();
      history.seconds = this.secondsSoFar();
      history.imagesPerSecond = this.learningTime > 0 ? (1000 * this.learntFrom) / this.learningTime : 0;
      await options.onEvent?.({ type: 'end', history });
    }
    return history;
  }

  /** @returns means over the examples; nothing if the training was stopped before the last batch */
  private async epoch(epoch: number): Promise<{ loss: number; accuracy: number } | undefined> {
    const { indices, batchSize, batches, order } = this.plan;
    const shuffled = order.shuffle(indices);
    let [loss, correct] = [0, 0];
    for (let batch = 0; batch < batches; batch++) {
      if (this.isStopped()) return undefined;
      const chosen = shuffled.slice(batch * batchSize, (batch + 1) * batchSize);
      const result = this.step(epoch, batch, chosen);
      loss += result.loss * chosen.length;
      correct += (result.accuracy ?? 0) * chosen.length;
      await this.options.onEvent?.({ type: 'batch', epoch, batch, ...result });
      // An interrupt comes in, and a picture goes out, only when other work gets its turn.
      await new Promise((done) => setImmediate(done));
    }
    return { loss: loss / indices.length, accuracy: correct / indices.length };
  }

  private step(epoch: number, batch: number, chosen: number[]) {
    const { epochs, batches, optimizer, train, augmentation, factors } = this.plan;
    const { learningRate } = this.options;
    const from = performance.now();
    const position = { epoch, epochs, step: epoch * batches + batch, steps: epochs * batches };
    if (learningRate !== undefined) {
      setLearningRate(optimizer, typeof learningRate === 'number' ? learningRate : scheduled(learningRate, position));
    }
    this.nextMasks();
    const drawn = train.batch(chosen);
    const tensors = augmentation ? augmentWith(drawn, augmentation.step, augmentation.draw) : drawn;
    const result = this.steps.step(tensors, factors?.(position));
    for (const { xs, ys } of [drawn, tensors]) {
      xs.dispose();
      ys.dispose();
    }
    this.learningTime += performance.now() - from;
    this.learntFrom += chosen.length;
    if (!Number.isFinite(result.loss)) throw this.noNumber(result.loss, epoch, batch);
    this.history.batchLoss.push(result.loss);
    return result;
  }

  private async endOfEpoch(epoch: number, means: { loss: number; accuracy: number }): Promise<void> {
    const { history, plan } = this;
    const event: EpochEvent = { type: 'epoch', epoch, loss: means.loss, seconds: 0 };
    history.loss.push(means.loss);
    if (plan.units !== undefined) {
      event.accuracy = means.accuracy;
      history.accuracy.push(means.accuracy);
    }
    if (plan.held) {
      const { loss, accuracy } = await measure(this.model, plan.held.source, plan.held.indices, { loss: plan.loss });
      event.validationLoss = loss;
      history.validationLoss.push(loss);
      if (plan.units !== undefined) {
        event.validationAccuracy = accuracy;
        history.validationAccuracy.push(accuracy);
      }
    }
    event.seconds = this.secondsSoFar();
    await this.options.onEvent?.(event);
  }

  private secondsSoFar(): number {
    return (performance.now() - this.begin) / 1000;
  }

  private noNumber(loss: number, epoch: number, batch: number): UserError {
    const what = Number.isNaN(loss) ? 'NaN' : 'infinite';
    if (epoch === 0 && batch === 0) {
      return new UserError(
        `The loss of the very first batch is ${what}: look for NaN among the inputs, and whether the last layer gives what the loss needs (softmax for categoricalCrossentropy). The model is unchanged.`,
      );
    }
    const rate = learningRateOf(this.plan.optimizer);
    return new UserError(
      `The loss became ${what} at batch ${batch + 1} of epoch ${epoch + 1}: the steps are too large. Try a smaller learning rate (now ${rate}), for example ${Number((rate / 10).toPrecision(2))}. The model has the weights of the last step whose loss was a number.`,
    );
  }
}

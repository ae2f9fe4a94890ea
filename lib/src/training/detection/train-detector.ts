import { type SceneOptions, scenes } from '../../datasets/scenes';
import { tf } from '../../engine';
import { checkOptions } from '../../maths/options';
import { checkPositive } from '../../models/layer-choices';
import { UserError } from '../../project';
import { checkedLoop, epochLoop, type LoopOptions } from '../epoch-loop';
import { checkFit, exampleSource } from '../examples';
import { gradientStep, variablesOf } from '../gradient-step';
import type { LossHistory } from '../loss-news';
import { setLearningRate } from '../optimizer-choice';
import { cosineDecay } from '../schedules';
import { anchorLoss } from './anchor-loss';
import { gridLoss } from './grid-loss';
import { anchorExamples, gridExamples } from './scene-targets';

export const detectorDefaults = { epochs: 5, batchSize: 32, learningRate: 0.003, count: 2000 };

export interface DetectorTraining extends LoopOptions {
  /** scenes are composed anew for each of them; default: 5 */
  epochs?: number;
  /** scenes in a step; default: 32 */
  batchSize?: number;
  /** of Adam in the first step; it falls along half a cosine. Default: 0.003 */
  learningRate?: number;
  /** which scenes, and how many for each epoch; default: 2000 of the training items. Their seeds come from that of the training */
  scenes?: Omit<SceneOptions, 'seed'>;
}

/**
 * Trains a `gridDetector` or an `anchorDetector` on composed scenes, new ones in each epoch: scenes cost little, and a network cannot know
 * by heart what it sees once.
 *
 * The stop button or a signal ends the training after the current step; the model keeps what it has learnt.
 *
 * @returns the losses, of `gridLoss` or `anchorLoss`, under the name `detection`
 * @throws UserError if the model is no such detector or one for other scenes, for an option that cannot be, or if the loss is no number
 * @example
 * const detector = gridDetector();
 * await trainDetector(detector, { epochs: 4, onEvent: liveLosses() });
 */
export async function trainDetector(
  model: tf.LayersModel,
  options: DetectorTraining = {},
): Promise<LossHistory<'detection'>> {
  const known = ['epochs', 'batchSize', 'learningRate', 'scenes', 'seed', 'title', 'onEvent', 'signal'];
  checkOptions(options, known, 'trainDetector');
  const { learningRate } = { ...detectorDefaults, ...options };
  checkPositive(learningRate, 'learningRate');
  const loop = { ...options, ...pick(options) };
  const { epochs, batchSize, seed } = checkedLoop(loop);
  const { examples, loss } = learningOf(model);
  const choices = { count: detectorDefaults.count, size: model.inputs[0].shape[1] as number, ...options.scenes };
  const composed = async (epoch: number) =>
    examples(await scenes({ ...choices, seed: `epoch ${epoch} of training ${seed}` }));
  const rateAt = cosineDecay(learningRate);
  const variables = variablesOf(model);
  const optimizer = tf.train.adam(learningRate);
  let current = await composed(0);
  let step = 0;
  try {
    const source = exampleSource(current, 'scenes');
    checkFit(model, source, 'scenes');
    const steps = epochs * Math.ceil(source.count / batchSize);
    return await epochLoop(
      {
        title: model.name,
        source: { ...source, batch: (indices) => exampleSource(current, 'scenes').batch(indices) },
        losses: ['detection'],
        step: ({ xs, ys }) => {
          const position = { epoch: Math.floor((step * epochs) / steps), epochs, step, steps };
          setLearningRate(optimizer, rateAt(position));
          step++;
          return gradientStep(optimizer, variables, () => {
            const detection = loss(ys, model.apply(xs, { training: true }) as tf.Tensor);
            return { loss: detection, parts: { detection } };
          });
        },
        afterEpoch: async (epoch) => {
          if (epoch === epochs - 1) return;
          tf.dispose(current);
          current = await composed(epoch + 1);
        },
      },
      loop,
    );
  } finally {
    tf.dispose(current);
    optimizer.dispose();
  }
}

/** Epochs and batch size, with this training's own defaults. */
function pick({
  epochs = detectorDefaults.epochs,
  batchSize = detectorDefaults.batchSize,
}: DetectorTraining): Required<Pick<LoopOptions, 'epochs' | 'batchSize'>> {
  return { epochs, batchSize };
}

/** What a detector learns from, by the shape of its answer. */
function learningOf(model: tf.LayersModel) {
  const { length } = model.outputs[0].shape;
  if (length === 4) return { examples: gridExamples, loss: gridLoss };
  if (length === 3) return { examples: anchorExamples, loss: anchorLoss };
  throw new UserError(`${model.name} is no detector: make one with gridDetector() or anchorDetector().`);
}

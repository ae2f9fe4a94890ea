import { tf } from '../../engine';
import { random } from '../../maths/random';
import { checkPositive } from '../../models/layer-choices';
import { UserError } from '../../project';
import { dropoutSeeds } from '../dropout';
import { checkedLoop, epochLoop, type LoopOptions } from '../epoch-loop';
import { exampleSource } from '../examples';
import { gradientStep, variablesOf } from '../gradient-step';
import type { LossHistory } from '../loss-news';
import { disposeOptimizer, makeOptimizer, setLearningRate } from '../optimizer-choice';
import { cosineDecay } from '../schedules';

export const translatorDefaults = { learningRate: 0.003, smoothing: 0.1 };

export interface TranslatorOptions extends LoopOptions {
  /** of Adam in the first step, from where it falls along half a cosine; default: 0.003 */
  learningRate?: number;
  /** share of the probability that the labels spread over all words; default: 0.1 */
  smoothing?: number;
}

/** Pairs of sentences as numbers of words, filled up with 0. */
export interface SentencePairs {
  /** what is read, `[count, sourceLength]` */
  source: tf.Tensor2D;
  /** what is to be written, with its start and end marks, `[count, targetLength + 1]` */
  target: tf.Tensor2D;
}

/**
 * Trains a translator by teacher forcing: at each place it is given the right words so far and learns to tell the next one. Made smaller
 * is the cross-entropy, mean over the words that are no padding, in nats.
 *
 * The stop button or a signal ends the training after the current step; the network keeps what it has learnt.
 *
 * @param pairs as `sentencePairs` gives them; they stay their owner's to dispose of
 * @throws UserError if the pairs do not fit the translator, for an option that cannot be, or if the loss is no number any more
 * @example const { losses } = await trainTranslator(translator, pairs, { epochs: 10, onEvent: liveLosses() });
 */
export async function trainTranslator(
  translator: tf.LayersModel,
  pairs: SentencePairs,
  options: TranslatorOptions = {},
): Promise<LossHistory<'crossEntropy'>> {
  const { learningRate, smoothing } = { ...translatorDefaults, ...options };
  checkPositive(learningRate, 'learningRate');
  if (!(smoothing >= 0 && smoothing < 1))
    throw new UserError(`smoothing must be a share from 0 up to, not including, 1, got ${smoothing}.`);
  const { epochs, batchSize, seed } = checkedLoop(options);
  checkPairs(translator, pairs);
  const source = exampleSource({ xs: pairs.source, ys: pairs.target }, 'pairs');
  const optimizer = makeOptimizer('adam', learningRate);
  const variables = variablesOf(translator);
  const dropout = dropoutSeeds(translator, random(`masks ${seed}`));
  const schedule = cosineDecay(learningRate);
  const steps = epochs * Math.ceil(source.count / batchSize);
  let step = 0;
  try {
    return await epochLoop(
      {
        title: translator.name,
        source,
        losses: ['crossEntropy'],
        step: ({ xs, ys }) => {
          const epoch = Math.floor((step * epochs) / steps);
          setLearningRate(optimizer, schedule({ epoch, epochs, step: step++, steps }));
          dropout.next();
          return gradientStep(optimizer, variables, () => {
            const parts = wordLoss(translator, xs as tf.Tensor2D, ys as tf.Tensor2D, { smoothing, training: true });
            return { loss: parts.smoothed, parts: { crossEntropy: parts.crossEntropy } };
          });
        },
      },
      options,
    );
  } finally {
    dropout.restore();
    disposeOptimizer(optimizer);
  }
}

/**
 * The cross-entropy of a batch, mean over its words, with the labels as they are and smoothed.
 *
 * @param target with start and end marks, `[batch, targetLength + 1]`
 */
export function wordLoss(
  translator: tf.LayersModel,
  source: tf.Tensor2D,
  target: tf.Tensor2D,
  { smoothing = 0, training = false } = {},
): { crossEntropy: tf.Scalar; smoothed: tf.Scalar } {
  const [count, length] = [target.shape[0], target.shape[1] - 1];
  const given = tf.slice(target, [0, 0], [count, length]);
  const wanted = tf.cast(tf.slice(target, [0, 1], [count, length]), 'int32');
  const logits = translator.apply([source, given], { training }) as tf.Tensor3D;
  const logProbabilities = tf.logSoftmax(logits);
  const right = tf.oneHot(wanted, logits.shape[2]);
  const isWord = tf.cast(tf.notEqual(wanted, 0), 'float32'); // [batch, targetLength]
  const words = tf.sum(isWord);
  const mean = (values: tf.Tensor) => tf.div(tf.sum(tf.mul(values, isWord)), tf.neg(words)) as tf.Scalar;
  const crossEntropy = mean(tf.sum(tf.mul(logProbabilities, right), 2));
  const toAll = mean(tf.mean(logProbabilities, 2));
  return {
    crossEntropy,
    smoothed: tf.add(tf.mul(crossEntropy, 1 - smoothing), tf.mul(toAll, smoothing)) as tf.Scalar,
  };
}

function checkPairs(translator: tf.LayersModel, { source, target }: SentencePairs): void {
  const inputs = translator.inputs ?? [];
  if (inputs.length !== 2)
    throw new UserError(`${translator.name} is no translator: it has ${inputs.length} inputs, not two.`);
  const [read, written] = inputs.map(({ shape }) => shape[1] as number);
  if (source?.shape[1] === read && target?.shape[1] === written + 1 && source.shape[0] === target.shape[0]) return;
  throw new UserError(
    `The pairs have the shapes [${source?.shape}] and [${target?.shape}], but the translator takes [count,${read}] and [count,${written + 1}]: make them by sentencePairs(pairs, dictionary, translator).`,
  );
}

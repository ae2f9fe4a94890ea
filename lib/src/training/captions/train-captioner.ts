import { tf } from '../../engine';
import { checkOptions } from '../../maths/options';
import type { Vocabulary } from '../../maths/text';
import { end, padding, start } from '../../maths/text/vocabulary';
import { checkPositive } from '../../models/layer-choices';
import { UserError } from '../../project';
import { checkedLoop, epochLoop, type LoopOptions, loopOptions } from '../epoch-loop';
import { exampleSource } from '../examples';
import { gradientStep, variablesOf } from '../gradient-step';
import type { LossHistory } from '../loss-news';
import { disposeOptimizer, makeOptimizer, setLearningRate } from '../optimizer-choice';
import { cosineDecay } from '../schedules';

export const captionerDefaults = { learningRate: 0.004 };

export interface CaptionerTraining extends LoopOptions {
  /** of Adam in the first step, from where it falls along half a cosine; default: 0.004 */
  learningRate?: number;
}

/**
 * Trains a captioner by teacher forcing: it gets the image and the right words so far, and learns to tell the next one. Made smaller is
 * the cross-entropy, mean over the words and ends, in nats.
 *
 * The stop button or a signal ends the training after the current step; the network keeps what it has learnt.
 *
 * @param images `[count, size, size, 1]`, values 0 … 1; they stay their owner's to dispose of
 * @param captions the words of each image, as `sceneCaptions` gives them
 * @throws UserError if images, captions and network do not fit, for an option that cannot be, or if the loss is no number any more
 * @example const { losses } = await trainCaptioner(model, train.tensor(), sceneCaptions(train), dictionary, { epochs: 10 });
 */
export async function trainCaptioner(
  model: tf.LayersModel,
  images: tf.Tensor4D,
  captions: readonly (readonly string[])[],
  dictionary: Vocabulary,
  options: CaptionerTraining = {},
): Promise<LossHistory<'crossEntropy'>> {
  checkOptions(options, [...Object.keys(captionerDefaults), ...loopOptions], 'trainCaptioner');
  const { learningRate } = { ...captionerDefaults, ...options };
  checkPositive(learningRate, 'learningRate');
  const { epochs, batchSize } = checkedLoop(options);
  const longest = checkCaptioner(model, images, dictionary);
  const numbers = captions.map((words) => captionNumbers(words, dictionary, longest));
  const ys = tf.tensor2d(numbers.flat(), [numbers.length, longest + 1], 'int32');
  const optimizer = makeOptimizer('adam', learningRate);
  const schedule = cosineDecay(learningRate);
  const variables = variablesOf(model);
  let step = 0;
  try {
    const source = exampleSource({ xs: images, ys }, 'captioned images');
    const steps = epochs * Math.ceil(source.count / batchSize);
    return await epochLoop(
      {
        title: model.name,
        source,
        losses: ['crossEntropy'],
        step: (batch) => {
          const epoch = Math.floor((step * epochs) / steps);
          setLearningRate(optimizer, schedule({ epoch, epochs, step: step++, steps }));
          return gradientStep(optimizer, variables, () => {
            const loss = captionLoss(model, batch.xs, batch.ys as tf.Tensor2D);
            return { loss, parts: { crossEntropy: loss } };
          });
        },
      },
      options,
    );
  } finally {
    disposeOptimizer(optimizer);
    ys.dispose();
  }
}

/** Cross-entropy of the words of a batch, mean over those that are no padding. */
function captionLoss(model: tf.LayersModel, images: tf.Tensor, target: tf.Tensor2D): tf.Scalar {
  const [count, length] = [target.shape[0], target.shape[1] - 1];
  const given = tf.slice(target, [0, 0], [count, length]);
  const wanted = tf.cast(tf.slice(target, [0, 1], [count, length]), 'int32');
  const logits = model.apply([images, given], { training: true }) as tf.Tensor3D;
  const right = tf.sum(tf.mul(tf.logSoftmax(logits), tf.oneHot(wanted, logits.shape[2])), 2);
  const isWord = tf.cast(tf.notEqual(wanted, padding), 'float32'); // [batch, longest]
  return tf.div(tf.sum(tf.mul(right, isWord)), tf.neg(tf.sum(isWord))) as tf.Scalar;
}

/** Start, words, end and padding: `longest + 1` numbers. */
function captionNumbers(words: readonly string[], dictionary: Vocabulary, longest: number): number[] {
  if (words.length >= longest)
    throw new UserError(`'${words.join(' ')}' is too long: the captioner writes ${longest - 1} words at most.`);
  const numbers = [start, ...dictionary.encode(words), end];
  return Array.from({ length: longest + 1 }, (_, place) => numbers[place] ?? padding);
}

/**
 * How many words a captioner writes at most, its end among them.
 * @throws UserError if it is none, or images or dictionary do not fit it
 */
export function checkCaptioner(model: tf.LayersModel, images: tf.Tensor, dictionary: Vocabulary): number {
  if (model.inputs.length !== 2)
    throw new UserError(`${model.name} is no captioner: it has ${model.inputs.length} input, not image and words.`);
  const [image, words] = model.inputs.map(({ shape }) => shape.slice(1) as number[]);
  if (images.shape.slice(1).join() !== image.join())
    throw new UserError(`The images have the shape [${images.shape.slice(1)}], but the captioner takes [${image}].`);
  const size = model.outputs[0].shape.at(-1);
  if (size !== dictionary.size)
    throw new UserError(`The dictionary has ${dictionary.size} words, but the captioner was made for ${size}.`);
  return words[0];
}

import { tf } from '../engine';
import { checkOptions } from '../maths/options';
import { random } from '../maths/random';
import type { Image } from '../maths/shapes';
import type { Gan } from '../models/dcgan';
import { checkCount, checkPositive } from '../models/layer-choices';
import { UserError } from '../project';
import { dropoutSeeds } from './dropout';
import { checkedLoop, epochLoop, type LoopOptions, loopOptions } from './epoch-loop';
import { checkInput, type Examples, exampleSource } from './examples';
import { ganLosses } from './gan-losses';
import { gradientStep, normalNoise, variablesOf } from './gradient-step';
import type { LossHistory } from './loss-news';

export const ganDefaults = { learningRate: 0.0005, labelSmoothing: 0.1, samples: 12 };

export interface GanOptions extends LoopOptions {
  /** of Adam with β₁ = ½ for both networks; default: 0.0005 */
  learningRate?: number;
  /** real images get the label 1 − this, so that the discriminator is never quite sure; default: 0.1 */
  labelSmoothing?: number;
  /** images made of the same noise before the training and after each epoch; default: 12 */
  samples?: number;
}

export interface GanHistory extends LossHistory<'generator' | 'discriminator'> {
  /** images of the same noise: `samples[0]` before the training, then after each whole epoch; each image `[height, width, channels]` */
  samples: Image[][];
}

/**
 * Trains two networks against each other, one step of each a batch: the discriminator to tell real images from made ones, the generator
 * to be taken for real. With logits D(x), the losses are
 *
 *     discriminator  −(1 − s) log σ(D(x)) − s log(1 − σ(D(x))) − log(1 − σ(D(G(z)))),   generator  −log σ(D(G(z)))
 *
 * with label smoothing s; the generator's is the non-saturating one, whose gradient is large while the generator is bad. Neither of the
 * losses says how good the images are: look at the samples.
 *
 * I. Goodfellow et al., "Generative adversarial nets", 2014; T. Salimans et al., "Improved techniques for training GANs", 2016, for
 * one-sided label smoothing.
 *
 * The stop button or a signal ends the training after the current step; the networks keep what they have learnt.
 *
 * @param examples a data set, or `{ xs, ys }` of which the labels are not looked at
 * @throws UserError if images and networks don't fit together, for an option that cannot be, or if a loss is no number any more
 * @example
 * const gan = dcgan({ seed: 1 });
 * const { losses, samples } = await trainGan(gan, await fashionMnist(), { epochs: 10, onEvent: liveLosses() });
 * await show(samplesOverTime(samples, losses));
 */
export async function trainGan(gan: Gan, examples: Examples, options: GanOptions = {}): Promise<GanHistory> {
  checkOptions(options, [...Object.keys(ganDefaults), ...loopOptions], 'trainGan');
  const { learningRate, labelSmoothing, samples: count } = { ...ganDefaults, ...options };
  const { generator, discriminator } = gan;
  const { seed } = checkedLoop(options);
  checkCount(count, 'samples');
  checkPositive(learningRate, 'learningRate');
  if (!(labelSmoothing >= 0 && labelSmoothing < 0.5))
    throw new UserError(`labelSmoothing must be from 0 up to, not including, ½, got ${labelSmoothing}.`);
  const source = exampleSource(examples, 'training examples');
  checkInput(discriminator, source, 'training examples');
  const [chance, masks] = [random(`noise ${seed}`), random(`masks ${seed}`)];
  const noiseLength = generator.inputs[0].shape[1] as number;
  const noiseFor = (batch: number) => normalNoise(chance, [batch, noiseLength]);
  const fixed = normalNoise(random(`samples ${seed}`), [count, noiseLength]);
  const optimizers = [0, 1].map(() => tf.train.adam(learningRate, 0.5));
  const variables = [variablesOf(generator), variablesOf(discriminator)];
  const dropout = dropoutSeeds(discriminator, masks);
  const samples = [imagesFrom(generator, fixed)];
  try {
    const history = await epochLoop(
      {
        title: 'GAN',
        source,
        losses: ['generator', 'discriminator'],
        step: ({ xs }) => {
          const noise = noiseFor(xs.shape[0]);
          const made = tf.tidy(() => generator.apply(noise, { training: true }) as tf.Tensor);
          dropout.next();
          const forDiscriminator = gradientStep(optimizers[1], variables[1], () => {
            const loss = ganLosses.discriminator(logits(xs), logits(made), labelSmoothing);
            return { loss, parts: { discriminator: loss } };
          });
          dropout.next();
          const forGenerator = gradientStep(optimizers[0], variables[0], () => {
            const loss = ganLosses.generator(logits(generator.apply(noise, { training: true }) as tf.Tensor));
            return { loss, parts: { generator: loss } };
          });
          tf.dispose([noise, made]);
          return { ...forGenerator, ...forDiscriminator };
        },
        afterEpoch: () => {
          samples.push(imagesFrom(generator, fixed));
        },
      },
      options,
    );
    return { ...history, samples };
  } finally {
    dropout.restore();
    fixed.dispose();
    for (const optimizer of optimizers) optimizer.dispose();
  }

  function logits(images: tf.Tensor): tf.Tensor {
    return discriminator.apply(images, { training: true }) as tf.Tensor;
  }
}

/**
 * New images of a trained generator.
 *
 * @param seed the same one gives the same noise
 * @returns `[count, height, width, channels]`, for you to dispose of
 * @throws UserError for a count that cannot be
 * @example const images = generated(gan.generator, 1000, 1);
 */
export function generated(generator: tf.LayersModel, count: number, seed: number | string = 1): tf.Tensor4D {
  checkCount(count, 'count');
  return tf.tidy(() => {
    const noise = normalNoise(random(`generated ${seed}`), [count, generator.inputs[0].shape[1] as number]);
    return generator.predict(noise, { batchSize: 128 }) as tf.Tensor4D;
  });
}

function imagesFrom(generator: tf.LayersModel, noise: tf.Tensor): Image[] {
  return tf.tidy(() => (generator.predict(noise) as tf.Tensor4D).arraySync()) as Image[];
}

import { tf } from '../engine';
import { checkOptions } from '../maths/options';
import { random } from '../maths/random';
import { checkPositive } from '../models/layer-choices';
import type { VariationalAutoencoder } from '../models/variational-autoencoder';
import { checkedLoop, epochLoop, type LoopOptions, loopOptions } from './epoch-loop';
import { checkInput, type Examples, exampleSource } from './examples';
import { gradientStep, normalNoise, variablesOf } from './gradient-step';
import type { LossHistory } from './loss-news';
import { disposeOptimizer, makeOptimizer } from './optimizer-choice';

export const variationalDefaults = { beta: 1, learningRate: 0.001 };

export interface VariationalOptions extends LoopOptions {
  /** weight of the divergence: above 1, the latent space is filled more evenly and images are less sharp. Default: 1 */
  beta?: number;
  /** of Adam; default: 0.001 */
  learningRate?: number;
}

/** Keeps logarithms finite where a pixel is 0 or 1. */
const epsilon = 1e-6;

/**
 * Trains a variational auto-encoder. For each image x the encoder says μ and log σ²; a point is drawn as z = μ + σ ε with normal ε, so
 * that gradients flow through μ and σ (the reparameterization); and the decoder makes x̂ of it. Made smaller is, mean over the images,
 *
 *     reconstruction −Σ (x log x̂ + (1 − x) log(1 − x̂))  +  β · divergence −½ Σ (1 + log σ² − μ² − σ²)
 *
 * The divergence is that of Kullback and Leibler, from the point's distribution to a standard normal one. Both are in nats.
 *
 * D. Kingma and M. Welling, "Auto-encoding variational Bayes", 2014; I. Higgins et al., "beta-VAE", 2017, for β.
 *
 * The stop button or a signal ends the training after the current step; the networks keep what they have learnt.
 *
 * @param examples a data set, or `{ xs, ys }` of which the labels are not looked at
 * @throws UserError if the images do not fit the encoder, for an option that cannot be, or if a loss is no number any more
 * @example const { losses } = await trainVariational(variationalAutoencoder(), await fashionMnist(), { onEvent: liveLosses() });
 */
export async function trainVariational(
  vae: VariationalAutoencoder,
  examples: Examples,
  options: VariationalOptions = {},
): Promise<LossHistory<'reconstruction' | 'divergence'>> {
  checkOptions(options, [...Object.keys(variationalDefaults), ...loopOptions], 'trainVariational');
  const { beta, learningRate } = { ...variationalDefaults, ...options };
  checkPositive(beta, 'beta');
  const { seed } = checkedLoop(options);
  const source = exampleSource(examples, 'training examples');
  checkInput(vae.encoder, source, 'training examples');
  const optimizer = makeOptimizer('adam', learningRate);
  const variables = [...variablesOf(vae.encoder), ...variablesOf(vae.decoder)];
  const draw = random(`points ${seed}`);
  try {
    return await epochLoop(
      {
        title: 'variational auto-encoder',
        source,
        losses: ['reconstruction', 'divergence'],
        step: ({ xs }) => {
          const noise = normalNoise(draw, [xs.shape[0], vae.decoder.inputs[0].shape[1] as number]);
          const values = gradientStep(optimizer, variables, () => {
            const parts = variationalLosses(vae, xs, noise);
            return { loss: tf.add(parts.reconstruction, tf.mul(parts.divergence, beta)) as tf.Scalar, parts };
          });
          noise.dispose();
          return values;
        },
      },
      options,
    );
  } finally {
    disposeOptimizer(optimizer);
  }
}

/**
 * The two losses of a batch, means over its images.
 *
 * @param noise ε, `[batch, latent]`, from a standard normal distribution
 */
export function variationalLosses(
  { encoder, decoder }: VariationalAutoencoder,
  xs: tf.Tensor,
  noise: tf.Tensor2D,
): { reconstruction: tf.Scalar; divergence: tf.Scalar } {
  const [mean, logVariance] = encoder.apply(xs, { training: true }) as tf.Tensor[];
  const points = tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), noise)); // [batch, latent]
  const images = tf.clipByValue(decoder.apply(points, { training: true }) as tf.Tensor, epsilon, 1 - epsilon);
  const there = tf.mul(xs, tf.log(images));
  const absent = tf.mul(tf.sub(1, xs), tf.log(tf.sub(1, images)));
  const spread = tf.sub(tf.sub(tf.add(logVariance, 1), tf.square(mean)), tf.exp(logVariance));
  const count = xs.shape[0];
  return {
    reconstruction: tf.mul(tf.sum(tf.add(there, absent)), -1 / count) as tf.Scalar,
    divergence: tf.mul(tf.sum(spread), -0.5 / count) as tf.Scalar,
  };
}

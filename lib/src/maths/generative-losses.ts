import { losses, sigmoidCrossEntropy } from './losses';
import { checkMatrix, checkSameShape, checkVector, describe, type Matrix, ShapeError } from './shapes';

export interface DivergenceGradients {
  /** `[batch, latent]` */
  gradMean: Matrix;
  /** `[batch, latent]` */
  gradLogVariance: Matrix;
}

export interface DiscriminatorGradients {
  /** one a real image */
  gradReal: number[];
  /** one a made image */
  gradMade: number[];
}

/**
 * How badly an auto-encoder's images fit the ones it was given, in nats: each pixel is the probability of a yes-or-no question, and the
 * answers of an image are added up. With x̂ the image made, x the one given and N images,
 *
 *     −1/N Σ (x log x̂ + (1 − x) log(1 − x̂))
 *
 * @param made pixels 0 … 1, `[batch, pixels]`; kept 1e-7 away from 0 and 1, as in `losses`
 * @param wanted the images given, same shape
 * @throws ShapeError if the two shapes differ
 * @see Kingma and Welling, "Auto-encoding variational Bayes", 2014, appendix C.1
 * @example reconstructionLoss([[0.5, 0.5]], [[1, 0]]) // 2 log 2
 */
export function reconstructionLoss(made: Matrix, wanted: Matrix): number {
  const [, pixels] = checkMatrix(made, 'made', ['batch', 'pixels']);
  return pixels * losses.binaryCrossEntropy.output(made, wanted);
}

/** @returns the derivatives of `reconstructionLoss` with respect to each pixel made, (x̂ − x) / (x̂ (1 − x̂) N): `[batch, pixels]` */
export function reconstructionLossGradient(made: Matrix, wanted: Matrix): Matrix {
  const [, pixels] = checkMatrix(made, 'made', ['batch', 'pixels']);
  return losses.binaryCrossEntropy.gradient(made, wanted).map((row) => row.map((slope) => pixels * slope));
}

/**
 * The divergence of Kullback and Leibler from normal distributions to the standard normal one, in nats, mean over the N images:
 *
 *     −1/(2N) Σ (1 + log σ² − μ² − σ²)
 *
 * It is 0 for μ = 0, σ = 1 alone, and keeps a latent space together: without it, each image would get a point far from all others.
 * @param mean μ, `[batch, latent]`
 * @param logVariance log σ², same shape; a logarithm may be any number, a variance may not
 * @throws ShapeError if the two shapes differ
 * @see Kingma and Welling, "Auto-encoding variational Bayes", 2014, appendix B
 * @example normalDivergence([[0, 0]], [[0, 0]]) // 0
 */
export function normalDivergence(mean: Matrix, logVariance: Matrix): number {
  checkLatent(mean, logVariance);
  const each = mean.flatMap((row, n) =>
    row.map((mu, k) => -(1 + logVariance[n][k] - mu ** 2 - Math.exp(logVariance[n][k])) / 2),
  );
  return each.reduce((sum, value) => sum + value, 0) / mean.length;
}

/** The gradients of `normalDivergence`: μ / N, and (σ² − 1) / (2N) with respect to log σ². */
export function normalDivergenceGradient(mean: Matrix, logVariance: Matrix): DivergenceGradients {
  checkLatent(mean, logVariance);
  const { length } = mean;
  return {
    gradMean: mean.map((row) => row.map((mu) => mu / length)),
    gradLogVariance: logVariance.map((row) => row.map((log) => (Math.exp(log) - 1) / (2 * length))),
  };
}

/**
 * The loss of a GAN's discriminator, on logits: real images are to be told as real, made ones as made. With D(x) for a real and D(G(z))
 * for a made image, and label smoothing s, means over each:
 *
 *     −(1 − s) log σ(D(x)) − s log(1 − σ(D(x))) − log(1 − σ(D(G(z))))
 *
 * A discriminator that knows nothing, all logits 0, has 2 log 2.
 * @param real logits of real images
 * @param made logits of made images
 * @param smoothing s, from 0 up to ½: real images get the label 1 − s. Default: 0
 * @throws ShapeError without logits, or for a smoothing that cannot be
 * @see Goodfellow et al., "Generative adversarial nets", 2014; Salimans et al., "Improved techniques for training GANs", 2016
 * @example discriminatorLoss([0], [0]) // 2 log 2
 */
export function discriminatorLoss(real: number[], made: number[], smoothing = 0): number {
  const label = realLabel(real, made, smoothing);
  return sigmoidCrossEntropy.output(real, constant(real, label)) + sigmoidCrossEntropy.output(made, constant(made, 0));
}

/** The gradients of `discriminatorLoss`: (σ(D(x)) − 1 + s) / R for R real images, and σ(D(G(z))) / M for M made ones. */
export function discriminatorLossGradient(real: number[], made: number[], smoothing = 0): DiscriminatorGradients {
  const label = realLabel(real, made, smoothing);
  return {
    gradReal: sigmoidCrossEntropy.gradient(real, constant(real, label)),
    gradMade: sigmoidCrossEntropy.gradient(made, constant(made, 0)),
  };
}

/**
 * The loss of a GAN's generator, on the discriminator's logits of what it made: its images are to be told as real, mean over the images,
 *
 *     −log σ(D(G(z)))
 *
 * This is the non-saturating one. The first formula of the paper, log(1 − σ(D(G(z)))), has the slope −σ, nearly 0 while the
 * discriminator sees through all images, just when there is most to learn; this one has the slope σ − 1, nearly −1 there.
 * @param made logits of made images
 * @throws ShapeError without logits
 * @see Goodfellow et al., "Generative adversarial nets", 2014, section 3
 * @example generatorLoss([0]) // log 2
 */
export function generatorLoss(made: number[]): number {
  checkVector(made, 'made');
  return sigmoidCrossEntropy.output(made, constant(made, 1));
}

/** @returns the derivatives of `generatorLoss` with respect to each logit, (σ(D(G(z))) − 1) / M */
export function generatorLossGradient(made: number[]): number[] {
  checkVector(made, 'made');
  return sigmoidCrossEntropy.gradient(made, constant(made, 1));
}

function checkLatent(mean: Matrix, logVariance: Matrix): void {
  const shape = checkMatrix(mean, 'mean', ['batch', 'latent']);
  checkSameShape(checkMatrix(logVariance, 'logVariance', ['batch', 'latent']), shape, 'logVariance', 'that of mean');
}

function realLabel(real: number[], made: number[], smoothing: number): number {
  checkVector(real, 'real');
  checkVector(made, 'made');
  if (smoothing >= 0 && smoothing < 0.5) return 1 - smoothing;
  throw new ShapeError(`smoothing: expected a number from 0 up to, not including, ½, got ${describe(smoothing)}.`);
}

function constant(like: number[], value: number): number[] {
  return like.map(() => value);
}

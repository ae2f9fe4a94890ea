import type { Matrix, Mistake } from 'convolab';
import { someNumber } from '../look';

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const pairs = (a: Matrix, b: Matrix, f: (x: number, y: number) => number): number[] =>
  a.flatMap((row, n) => row.map((x, k) => f(x, b[n][k])));
const crossEntropy = (made: number, wanted: number): number =>
  -(wanted * Math.log(made) + (1 - wanted) * Math.log(1 - made));
/** −log σ(z), without overflow */
const unlikely = (z: number): number => Math.max(0, -z) + Math.log1p(Math.exp(-Math.abs(z)));
const meanOf = (values: number[]): number => sum(values) / values.length;
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

const inReconstruction = (name: string, behaves: (made: Matrix, wanted: Matrix) => number, hint: string): Mistake => ({
  name: `reconstruction: ${name}`,
  only: 'reconstruction',
  behaves,
  hint,
});
const inDivergence = (name: string, behaves: (mean: Matrix, log: Matrix) => number, hint: string): Mistake => ({
  name: `divergence: ${name}`,
  only: 'divergence',
  behaves,
  hint,
});
const inDiscriminator = (name: string, behaves: (real: number[], made: number[]) => number, hint: string): Mistake => ({
  name: `discriminator: ${name}`,
  only: 'discriminator',
  behaves,
  hint,
});
const inGenerator = (name: string, behaves: (made: number[]) => number, hint: string): Mistake => ({
  name: `generator: ${name}`,
  only: 'generator',
  behaves,
  hint,
});
const divergence = (mean: Matrix, log: Matrix, one: (mu: number, l: number) => number): number =>
  sum(pairs(mean, log, one)) / mean.length;

export const mistakenLosses: Mistake[] = [
  inReconstruction(
    'mean over the pixels',
    (made, wanted) => meanOf(pairs(made, wanted, crossEntropy)),
    'You take the mean over all pixels. Add up the pixels of an image, and take the mean over the **images**.',
  ),
  inReconstruction(
    'sum over the images',
    (made, wanted) => sum(pairs(made, wanted, crossEntropy)),
    'You add up over the images as well. Divide by their number.',
  ),
  inReconstruction(
    'half of it',
    (made, wanted) => sum(pairs(made, wanted, (m, w) => -w * Math.log(m))) / made.length,
    'Dark pixels count nothing: the part (1 − x) log(1 − x̂) is missing.',
  ),
  inReconstruction(
    'made and wanted changed places',
    (made, wanted) =>
      sum(pairs(made, wanted, (m, w) => crossEntropy(Math.min(1 - 1e-7, Math.max(1e-7, w)), m))) / made.length,
    'What was made and what was wanted changed places: the logarithm is that of the pixels **made**.',
  ),
  inReconstruction(
    'squared error',
    (made, wanted) => sum(pairs(made, wanted, (m, w) => (m - w) ** 2)) / made.length,
    'That is the squared error. Each pixel is a probability here: use the binary cross-entropy.',
  ),
  inReconstruction(
    'sign',
    (made, wanted) => -sum(pairs(made, wanted, crossEntropy)) / made.length,
    'The sign is wrong: logarithms of probabilities are negative, and a loss is the smaller the better.',
  ),
  inDivergence(
    'variance in place of its logarithm',
    (mean, log) => divergence(mean, log, (mu, l) => -(1 + l - mu ** 2 - l) / 2),
    '`logVariance` is log σ²: where the formula has σ², write `Math.exp(logVariance)`.',
  ),
  inDivergence(
    'deviation in place of the variance',
    (mean, log) => divergence(mean, log, (mu, l) => -(1 + l - mu ** 2 - Math.exp(l / 2)) / 2),
    'You use σ in place of σ²: that is `Math.exp(logVariance)`, without a root.',
  ),
  inDivergence(
    'not halved',
    (mean, log) => divergence(mean, log, (mu, l) => -(1 + l - mu ** 2 - Math.exp(l))),
    'The factor ½ is missing.',
  ),
  inDivergence(
    'mean over the numbers',
    (mean, log) => divergence(mean, log, (mu, l) => -(1 + l - mu ** 2 - Math.exp(l)) / 2) / mean[0].length,
    'You take the mean over the numbers of the code. Add them up, and take the mean over the images.',
  ),
  inDivergence(
    'sum over the images',
    (mean, log) => divergence(mean, log, (mu, l) => -(1 + l - mu ** 2 - Math.exp(l)) / 2) * mean.length,
    'You add up over the images as well. Divide by their number.',
  ),
  inDivergence(
    'mean not squared',
    (mean, log) => divergence(mean, log, (mu, l) => -(1 + l - mu - Math.exp(l)) / 2),
    'μ is squared, so that a mean on either side of 0 costs something.',
  ),
  inDivergence(
    'sign',
    (mean, log) => divergence(mean, log, (mu, l) => (1 + l - mu ** 2 - Math.exp(l)) / 2),
    'The sign is wrong: a divergence is never negative.',
  ),
  inDiscriminator(
    'labels changed places',
    (real, made) => meanOf(real.map((z) => unlikely(-z))) + meanOf(made.map(unlikely)),
    'Real and made images changed places: a high logit means "real".',
  ),
  inDiscriminator(
    'real images only',
    (real) => meanOf(real.map(unlikely)),
    'Made images count nothing: the second part is missing.',
  ),
  inDiscriminator(
    'halved',
    (real, made) => (meanOf(real.map(unlikely)) + meanOf(made.map((z) => unlikely(-z)))) / 2,
    'Add both parts, without taking their mean.',
  ),
  inDiscriminator(
    'all images together',
    (real, made) => (sum(real.map(unlikely)) + sum(made.map((z) => unlikely(-z)))) / (real.length + made.length),
    'Take the mean over the real images and the mean over the made ones, each by itself, then add the two.',
  ),
  inDiscriminator(
    'no sigmoid',
    (real, made) => {
      const log = (p: number) => -Math.log(Math.min(1, Math.max(1e-7, p)));
      return meanOf(real.map(log)) + meanOf(made.map((z) => log(1 - z)));
    },
    'Logits are no probabilities: send them through the sigmoid first.',
  ),
  inDiscriminator(
    'overflows',
    (real, made) => {
      const wrong = -meanOf(made.map((z) => Math.log(1 - sigmoid(z))));
      return wrong - meanOf(real.map((z) => Math.log(sigmoid(z))));
    },
    'Where the discriminator is very sure, log 0 comes out, which is −∞. Write −log σ(z) as `Math.max(0, -z) + Math.log1p(Math.exp(-Math.abs(z)))`.',
  ),
  inGenerator(
    'saturating',
    (made) => -meanOf(made.map((z) => unlikely(-z))),
    'That is the first formula of the paper, log(1 − σ), which hardly changes while the discriminator sees through everything. Use −log σ.',
  ),
  inGenerator(
    'label of the discriminator',
    (made) => meanOf(made.map((z) => unlikely(-z))),
    'The generator wants its images to be told as **real**: −log σ(z), not −log(1 − σ(z)).',
  ),
  inGenerator(
    'sum',
    (made) => (made.length > 1 ? sum(made.map(unlikely)) : meanOf(made.map(unlikely))),
    'Divide by the number of images.',
  ),
  inGenerator(
    'overflows',
    (made) => -meanOf(made.map((z) => Math.log(sigmoid(z)))),
    'For a logit far below 0 the sigmoid is 0, and its logarithm −∞. Write −log σ(z) as `Math.max(0, -z) + Math.log1p(Math.exp(-Math.abs(z)))`.',
  ),
  {
    name: 'NaN or Infinity',
    when: (got) => someNumber(got, (x) => !Number.isFinite(x)),
    hint: 'The loss is not finite: log 0 is −∞. Work with the logits themselves, as the formula for −log σ(z) says.',
  },
];

import { type Matrix, type Mistake, sigmoidCrossEntropy, softmax, softmaxCrossEntropy } from 'convolab';
import { someNumber } from '../look';

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const total = (matrix: Matrix): number => sum(matrix.flat());
const combine = (a: Matrix, b: Matrix, f: (p: number, y: number) => number): Matrix =>
  a.map((row, s) => row.map((value, k) => f(value, b[s][k])));
const scale = (matrix: Matrix, factor: number): Matrix => combine(matrix, matrix, (value) => value * factor);
const count = (matrix: Matrix): number => matrix.flat().length;
const squared = (p: Matrix, y: Matrix): number => total(combine(p, y, (a, b) => (a - b) ** 2));
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const clip = (p: number): number => Math.min(Math.max(p, 1e-7), 1 - 1e-7);

const mse = 'meanSquaredError';
const sigmoidLoss = 'sigmoidCrossEntropy';
const softmaxLoss = 'softmaxCrossEntropy';
const bySigmoid = { loss: sigmoidCrossEntropy.output, gradient: sigmoidCrossEntropy.gradient };
const bySoftmax = { loss: softmaxCrossEntropy.output, gradient: softmaxCrossEntropy.gradient };

/** Function concerned, name, mistaken code on predictions (or logits) and targets, hint. */
const rows: [string, string, (p: Matrix, y: Matrix) => unknown, string][] = [
  [
    `${mse}.output`,
    'sum',
    squared,
    'That is the sum of the squares. Divide by the number of all values, batch times classes.',
  ],
  [
    `${mse}.output`,
    'divided by the batch only',
    (p, y) => squared(p, y) / p.length,
    'You divide by the number of images. Here the mean goes over all values: batch times classes.',
  ],
  [
    `${mse}.output`,
    'half',
    (p, y) => squared(p, y) / count(p) / 2,
    'Some books halve the squared error; this course does not: leave out the ½.',
  ],
  [
    `${mse}.output`,
    'absolute error',
    (p, y) => total(combine(p, y, (a, b) => Math.abs(a - b))) / count(p),
    'That is the mean absolute error. Square the differences.',
  ],
  [
    `${mse}.output`,
    'root',
    (p, y) => Math.sqrt(squared(p, y) / count(p)),
    'That is the root of the mean squared error: leave out the square root.',
  ],
  [
    `${mse}.gradient`,
    '2 missing',
    (p, y) => combine(p, y, (a, b) => (a - b) / count(p)),
    'The 2 of the derivative of a square is missing.',
  ],
  [
    `${mse}.gradient`,
    'not divided',
    (p, y) => combine(p, y, (a, b) => 2 * (a - b)),
    'The loss is a mean, so its gradient is divided by the number of all values, too.',
  ],
  [
    `${mse}.gradient`,
    'divided by the batch only',
    (p, y) => combine(p, y, (a, b) => (2 * (a - b)) / p.length),
    'You divide by the number of images. The mean goes over all values: batch times classes.',
  ],
  [
    `${mse}.gradient`,
    'sign',
    (p, y) => combine(p, y, (a, b) => (2 * (b - a)) / count(p)),
    'The sign is wrong: where the prediction is too large, the gradient is positive, so prediction minus target.',
  ],
  [
    `${sigmoidLoss}.output`,
    'sum',
    (z, y) => bySigmoid.loss(z, y) * count(z),
    'That is the sum. Divide by the number of all values, batch times classes.',
  ],
  [
    `${sigmoidLoss}.output`,
    'divided by the batch only',
    (z, y) => bySigmoid.loss(z, y) * z[0].length,
    'You divide by the number of images. Each value is a question of its own, so the mean goes over all of them.',
  ],
  [
    `${sigmoidLoss}.output`,
    'second half missing',
    (z, y) => total(combine(z, y, (a, b) => b * Math.log1p(Math.exp(-a)))) / count(z),
    'Only the yes is counted. Where the answer is no, −(1 − y) · log(1 − σ(z)) is the loss.',
  ],
  [
    `${sigmoidLoss}.output`,
    'clipped',
    (z, y) =>
      -total(combine(z, y, (a, b) => b * Math.log(clip(sigmoid(a))) + (1 - b) * Math.log(1 - clip(sigmoid(a))))) /
      count(z),
    'You clip the probabilities, so no loss is larger than 16.1. From the logits it can be exact: `Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)))`.',
  ],
  [
    `${sigmoidLoss}.output`,
    'sign',
    (z, y) => -bySigmoid.loss(z, y),
    'The sign is wrong: logarithms of probabilities are negative, so the loss has a minus in front.',
  ],
  [
    `${sigmoidLoss}.output`,
    'logits taken for probabilities',
    (z, y) => bySigmoid.loss(scale(z, -1), y),
    'The loss falls where it should grow. It is small where z is large and y is 1: the middle term is −z · y.',
  ],
  [
    `${sigmoidLoss}.gradient`,
    'not divided',
    (z, y) => scale(bySigmoid.gradient(z, y), count(z)),
    'The loss is a mean, so its gradient is divided by the number of all values, too.',
  ],
  [
    `${sigmoidLoss}.gradient`,
    'sign',
    (z, y) => scale(bySigmoid.gradient(z, y), -1),
    'The sign is wrong: the gradient is σ(z) − y.',
  ],
  [
    `${sigmoidLoss}.gradient`,
    'sigmoid forgotten',
    (z, y) => combine(z, y, (a, b) => (a - b) / count(z)),
    'You subtract the target from the logit. Turn the logit into a probability first: σ(z) − y.',
  ],
  [
    `${sigmoidLoss}.gradient`,
    'derivative of sigmoid once more',
    (z, y) => combine(z, y, (a, b) => ((sigmoid(a) - b) * sigmoid(a) * (1 - sigmoid(a))) / count(z)),
    'The factor σ (1 − σ) cancels against the derivative of the logarithm: σ(z) − y is all that stays.',
  ],
  [
    `${softmaxLoss}.output`,
    'sum',
    (z, y) => bySoftmax.loss(z, y) * z.length,
    'That is the sum over the images. Divide by their number.',
  ],
  [
    `${softmaxLoss}.output`,
    'mean over all values',
    (z, y) => bySoftmax.loss(z, y) / z[0].length,
    'You divide by batch times classes. All classes of an image are one question, so divide by the number of images only.',
  ],
  [
    `${softmaxLoss}.output`,
    'clipped',
    (z, y) => -total(combine(z.map(softmax), y, (p, b) => b * Math.log(clip(p)))) / z.length,
    'You clip the probabilities, so no loss is larger than 16.1. From the logits it can be exact: log Σ e^(z − m) + m − z of the right class, with the largest logit m.',
  ],
  [
    `${softmaxLoss}.output`,
    'softmax over everything',
    (z, y) => {
      const p = softmax(z.flat());
      return -sum(y.flat().map((b, i) => (b === 0 ? 0 : b * Math.log(p[i])))) / z.length;
    },
    'The probabilities of each image add up to 1: take the sum of the exponentials row by row, not over the whole batch.',
  ],
  [
    `${softmaxLoss}.output`,
    'largest logit not put back',
    (z, y) =>
      z.reduce((loss, row, s) => loss + bySoftmax.loss([row], [y[s]]) - sum(y[s]) * Math.max(...row), 0) / z.length,
    'The largest logit m is taken out of the sum, but not put back: log Σ e^z is m + log Σ e^(z − m).',
  ],
  [
    `${softmaxLoss}.output`,
    'sign',
    (z, y) => -bySoftmax.loss(z, y),
    'The sign is wrong: logarithms of probabilities are negative, so the loss has a minus in front.',
  ],
  [
    `${softmaxLoss}.gradient`,
    'not divided',
    (z, y) => scale(bySoftmax.gradient(z, y), z.length),
    'The loss is a mean over the images, so its gradient is divided by their number, too.',
  ],
  [
    `${softmaxLoss}.gradient`,
    'mean over all values',
    (z, y) => scale(bySoftmax.gradient(z, y), 1 / z[0].length),
    'You divide by batch times classes; divide by the number of images only.',
  ],
  [
    `${softmaxLoss}.gradient`,
    'sign',
    (z, y) => scale(bySoftmax.gradient(z, y), -1),
    'The sign is wrong: the gradient is softmax(z) − y.',
  ],
  [
    `${softmaxLoss}.gradient`,
    'softmax forgotten',
    (z, y) => combine(z, y, (a, b) => (a - b) / z.length),
    'You subtract the target from the logit. Turn the logits of a row into probabilities first: softmax(z) − y.',
  ],
  [
    `${softmaxLoss}.gradient`,
    'right class only',
    (z, y) => combine(z.map(softmax), y, (p, b) => (b === 0 ? 0 : (p - b) / z.length)),
    'Only the right class gets a gradient. The other logits stand in the sum below the fraction, so theirs is their probability.',
  ],
];

export const mistakenLosses: Mistake[] = [
  ...rows.map(([only, name, behaves, hint]) => ({ name: `${only}: ${name}`, only, behaves, hint })),
  {
    name: 'NaN or Infinity',
    when: (got) => someNumber(got, (x) => !Number.isFinite(x)),
    hint: 'For a logit of 1000, e¹⁰⁰⁰ is Infinity and a probability is exactly 0 or 1, whose logarithm is −Infinity. Use the form in which no exponent is positive: −|z|, or z minus the largest logit of the row.',
  },
  {
    name: 'one number',
    only: [`${mse}.gradient`, `${sigmoidLoss}.gradient`, `${softmaxLoss}.gradient`],
    when: (got) => typeof got === 'number',
    hint: 'A gradient has one number for each prediction: rows and columns as `predicted` has them.',
  },
];

import { combineNested, flattenNested, type Nested, sizeOf } from './nested';
import { checkKey } from './options';
import { checkMatrix, checkSameShape, checkVector } from './shapes';
import { softmax } from './softmax';

/** What a network gives and what it should give: `[values]` or `[batch, classes]`. */
export type Predictions = number[] | number[][];

/** How far predictions are from targets, with its gradient, side by side. */
export interface Loss {
  /** As people write it, for legends. */
  name: string;
  /** LaTeX. p: predictions (z: logits), y: targets, n: number of values, N: number of samples. */
  formula: string;
  /** LaTeX of the gradient with respect to one prediction (or logit). */
  gradientFormula: string;
  /**
   * @param predicted `[values]` or `[batch, classes]`
   * @param target shape as `predicted`
   * @throws ShapeError if the two shapes differ
   */
  output(predicted: Predictions, target: Predictions): number;
  /** @returns the derivatives of the output with respect to each prediction; shape as `predicted` */
  gradient<P extends Predictions>(predicted: P, target: Predictions): P;
}

export type LossName = 'meanSquaredError' | 'binaryCrossEntropy' | 'categoricalCrossEntropy';

/** Probabilities are kept this far from 0 and 1, as in Keras, so that no logarithm is infinite. */
const margin = 1e-7;

/**
 * The losses of the course, by name. The cross-entropies take probabilities; a clipped one has the gradient 0.
 * To train on logits, `sigmoidCrossEntropy` and `softmaxCrossEntropy` are exact where probabilities are 0 or 1.
 */
export const losses: Record<LossName, Loss> = {
  /** The mean over all values, as in PyTorch and Keras. */
  meanSquaredError: {
    name: 'mean squared error',
    formula: 'L = \\frac{1}{n} \\sum_i (p_i - y_i)^2',
    gradientFormula: '\\frac{\\partial L}{\\partial p_i} = \\frac{2}{n}\\,(p_i - y_i)',
    output: (predicted, target) => mean(forEach(predicted, target, (p, y) => (p - y) ** 2)),
    gradient: (predicted, target) => forEach(predicted, target, (p, y, n) => (2 / n) * (p - y)),
  },

  /** Each value is the probability of a yes-or-no question of its own; the mean over all values. */
  binaryCrossEntropy: {
    name: 'binary cross-entropy',
    formula: 'L = -\\frac{1}{n} \\sum_i \\bigl( y_i \\log p_i + (1 - y_i) \\log(1 - p_i) \\bigr)',
    gradientFormula: '\\frac{\\partial L}{\\partial p_i} = \\frac{1}{n} \\, \\frac{p_i - y_i}{p_i\\,(1 - p_i)}',
    output(predicted, target) {
      return mean(forEach(predicted, target, (p, y) => -y * Math.log(clip(p)) - (1 - y) * Math.log(1 - clip(p))));
    },
    gradient(predicted, target) {
      return forEach(predicted, target, (p, y, n) => (clip(p) === p ? (p - y) / (p * (1 - p)) / n : 0));
    },
  },

  /** Each row holds the probabilities of all classes of one sample; the mean over the samples. */
  categoricalCrossEntropy: {
    name: 'categorical cross-entropy',
    formula: 'L = -\\frac{1}{N} \\sum_s \\sum_k y_{sk} \\log p_{sk}',
    gradientFormula: '\\frac{\\partial L}{\\partial p_{sk}} = -\\frac{1}{N} \\, \\frac{y_{sk}}{p_{sk}}',
    output(predicted, target) {
      return sum(forEach(predicted, target, (p, y) => -y * Math.log(clip(p)))) / samples(predicted);
    },
    gradient(predicted, target) {
      const N = samples(predicted);
      return forEach(predicted, target, (p, y) => (clip(p) === p && y !== 0 ? -y / p / N : 0));
    },
  },
};

/**
 * Binary cross-entropy of σ(z), worked out from the logits z: finite for all of them, and nothing is clipped.
 * With −log σ(z) = log(1 + e^(−z)) and a positive exponent avoided, one value is max(z, 0) − z·y + log(1 + e^(−|z|)).
 */
export const sigmoidCrossEntropy: Loss = {
  name: 'sigmoid cross-entropy on logits',
  formula: 'L = \\frac{1}{n} \\sum_i \\bigl( \\max(z_i, 0) - z_i y_i + \\log(1 + e^{-|z_i|}) \\bigr)',
  gradientFormula: '\\frac{\\partial L}{\\partial z_i} = \\frac{1}{n}\\,(\\sigma(z_i) - y_i)',
  output(logits, target) {
    // log1p keeps the digits of a small e^(−|z|).
    return mean(forEach(logits, target, (z, y) => Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)))));
  },
  gradient: (logits, target) => forEach(logits, target, (z, y, n) => (1 / (1 + Math.exp(-z)) - y) / n),
};

/**
 * Categorical cross-entropy of softmax(z), worked out from the logits z: finite for all of them, and nothing is clipped.
 * −log p_k = log Σ_j e^(z_j) − z_k, where the largest logit is taken out of the sum so that nothing overflows.
 */
export const softmaxCrossEntropy: Loss = {
  name: 'softmax cross-entropy on logits',
  formula: 'L = \\frac{1}{N} \\sum_s \\sum_k y_{sk} \\Bigl( \\log \\sum_j e^{z_{sj}} - z_{sk} \\Bigr)',
  gradientFormula: '\\frac{\\partial L}{\\partial z_{sk}} = \\frac{1}{N}\\,(\\mathrm{softmax}(z_s)_k - y_{sk})',
  output(logits, target) {
    checkPair(logits, target);
    const targets = rowsOf(target);
    const each = rowsOf(logits).map((row, s) => {
      const normalizer = logSumExp(row);
      return row.reduce((loss, z, k) => loss + targets[s][k] * (normalizer - z), 0);
    });
    return sum(each) / each.length;
  },
  gradient<P extends Predictions>(logits: P, target: Predictions): P {
    checkPair(logits, target);
    const targets = rowsOf(target);
    const gradients = rowsOf(logits).map((row, s, { length }) => {
      const weight = sum(targets[s]); // 1 if the targets are probabilities
      return softmax(row).map((p, k) => (weight * p - targets[s][k]) / length);
    });
    return (isBatch(logits) ? gradients : gradients[0]) as P;
  },
};

/** The loss of that name, or the given one. */
export function readLoss(loss: LossName | Loss): Loss {
  return typeof loss === 'object' && loss !== null ? loss : losses[checkKey(loss, losses, 'loss')];
}

/** `f` of each prediction, its target and the number of all values; shape as `predicted`. */
function forEach<P extends Predictions>(
  predicted: P,
  target: Predictions,
  f: (p: number, y: number, n: number) => number,
): P {
  const n = sizeOf(checkPair(predicted, target));
  return combineNested<Nested[]>(predicted, target, (p, y) => f(p, y, n)) as P;
}

/** Checks predictions and their targets, and returns their shape. */
function checkPair(predicted: Predictions, target: Predictions): number[] {
  const shape = checkPredictions(predicted, 'predicted');
  checkSameShape(checkPredictions(target, 'target'), shape, 'target', 'that of the predictions');
  return shape;
}

function checkPredictions(values: Predictions, name: string): number[] {
  return isBatch(values) ? checkMatrix(values, name, ['batch', 'classes']) : [checkVector(values, name)];
}

function isBatch(values: Predictions): values is number[][] {
  return Array.isArray(values) && Array.isArray(values[0]);
}

/** A single list is a batch of one sample. */
function rowsOf(values: Predictions): number[][] {
  return isBatch(values) ? values : [values];
}

function samples(values: Predictions): number {
  return rowsOf(values).length;
}

function logSumExp(values: number[]): number {
  const largest = values.reduce((a, b) => Math.max(a, b));
  return largest + Math.log(values.reduce((total, value) => total + Math.exp(value - largest), 0));
}

function clip(p: number): number {
  return Math.min(Math.max(p, margin), 1 - margin);
}

function sum(values: Predictions): number {
  return flattenNested(values).reduce((total, value) => total + value, 0);
}

function mean(values: Predictions): number {
  const flat = flattenNested(values);
  return sum(flat) / flat.length;
}

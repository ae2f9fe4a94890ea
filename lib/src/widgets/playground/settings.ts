import { toSay } from '../../languages/english';
import {
  type ActivationName,
  type InitializerName,
  type Loss,
  losses,
  type OptimizerName,
  type PenaltyName,
  type PointSetName,
  sigmoidCrossEntropy,
} from '../../maths';

/** What can be made of the two coordinates before the network sees them. */
export const features = {
  x1: { name: 'x₁', of: (x: number, _y: number) => x },
  x2: { name: 'x₂', of: (_x: number, y: number) => y },
  square1: { name: 'x₁²', of: (x: number, _y: number) => x * x },
  square2: { name: 'x₂²', of: (_x: number, y: number) => y * y },
  product: { name: 'x₁x₂', of: (x: number, y: number) => x * y },
  sine1: { name: 'sin 2x₁', of: (x: number, _y: number) => Math.sin(2 * x) },
  sine2: { name: 'sin 2x₂', of: (_x: number, y: number) => Math.sin(2 * y) },
} as const;

export type FeatureName = keyof typeof features;

export const featureNames = Object.keys(features) as FeatureName[];

/** What the network minimizes; on logits where the sigmoid is part of the loss. */
export const playgroundLosses = {
  crossEntropy: { name: toSay('cross-entropy'), loss: sigmoidCrossEntropy as Loss, onLogits: true },
  squaredError: { name: toSay('squared error'), loss: losses.meanSquaredError, onLogits: false },
} as const;

export type PlaygroundLoss = keyof typeof playgroundLosses;

/** All that the reader chooses. */
export interface Settings {
  data: PointSetName;
  /** 0 … 1 */
  noise: number;
  /** of the points, 0.1 … 0.9 */
  trainingShare: number;
  batchSize: number;
  /** of the points, the first weights, the order of the batches and the dropout */
  seed: number;
  features: FeatureName[];
  /** units of each hidden layer */
  hidden: number[];
  activation: ActivationName;
  initializer: InitializerName;
  batchNormalization: boolean;
  /** rate of dropout after each hidden layer, 0 for none */
  dropout: number;
  penalty: 'none' | PenaltyName;
  /** λ of the penalty */
  strength: number;
  optimizer: OptimizerName;
  learningRate: number;
  loss: PlaygroundLoss;
}

export const defaults: Settings = {
  data: 'circles',
  noise: 0.2,
  trainingShare: 0.5,
  batchSize: 10,
  seed: 1,
  features: ['x1', 'x2'],
  hidden: [4, 2],
  activation: 'tanh',
  initializer: 'xavierUniform',
  batchNormalization: false,
  dropout: 0,
  penalty: 'none',
  strength: 0.001,
  optimizer: 'sgd',
  learningRate: 0.1,
  loss: 'crossEntropy',
};

/** Rates that suit small networks on these points: each rule begins with its own. */
export const suitableRates: Record<OptimizerName, number> = {
  sgd: 0.1,
  momentum: 0.3,
  adagrad: 0.1,
  adadelta: 1,
  rmsprop: 0.01,
  adam: 0.01,
};

export const rates = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
export const strengths = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3];
export const most = { layers: 4, units: 8, batchSize: 50, seed: 50 };

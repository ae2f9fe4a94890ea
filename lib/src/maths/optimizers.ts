import { describe, ShapeError } from './shapes';

/** The settings of a rule. Each rule reads those that its `defaults` name. */
export interface Hyperparameters {
  /** α, the learning rate. */
  learningRate: number;
  /** γ of momentum: how much of the old direction is kept. */
  gamma: number;
  /** β₁: of Adam, how much of the mean gradient is kept; of Adadelta, of the mean squared step. */
  beta1: number;
  /** β₂: how much of the mean squared gradient is kept. */
  beta2: number;
  /** ε, added to each divisor, after the root. */
  epsilon: number;
}

/** What a rule remembers about one parameter from step to step. */
export type Memory = Record<string, number>;

/** A rule that changes a parameter by its gradient. It looks at each parameter alone. */
export interface Optimizer {
  /** As people write it, for legends. */
  name: string;
  /** LaTeX. */
  formula: string;
  defaults: Partial<Hyperparameters> & { learningRate: number };
  /** What the rule remembers before the first step. */
  memory: Memory;
  /**
   * One step of one parameter.
   * @param g gradient of the loss with respect to the parameter
   * @returns what to add to the parameter, and what to remember for the next step
   */
  step(g: number, memory: Memory, settings: Hyperparameters): { change: number; memory: Memory };
}

export type OptimizerName = 'sgd' | 'momentum' | 'adagrad' | 'adadelta' | 'rmsprop' | 'adam';

/** The six rules of the course, by name. ε keeps a division by 0 from being one; the memory starts at 0. */
export const optimizers: Record<OptimizerName, Optimizer> = {
  /** Robbins and Monro, A stochastic approximation method, 1951 */
  sgd: {
    name: 'SGD',
    formula: '\\Delta\\theta = -\\alpha\\, g',
    defaults: { learningRate: 0.01 },
    memory: {},
    step: (g, memory, { learningRate }) => ({ change: -learningRate * g, memory }),
  },

  /** Polyak, Some methods of speeding up the convergence of iteration methods, 1964; here with 1 − γ before g */
  momentum: {
    name: 'Momentum',
    formula: 'm \\leftarrow \\gamma m + (1-\\gamma)\\, g,\\quad \\Delta\\theta = -\\alpha\\, m',
    defaults: { learningRate: 0.01, gamma: 0.9 },
    memory: { m: 0 },
    step(g, memory, { learningRate, gamma }) {
      const m = gamma * memory.m + (1 - gamma) * g;
      return { change: -learningRate * m, memory: { m } };
    },
  },

  /** Duchi, Hazan and Singer, Adaptive subgradient methods for online learning and stochastic optimization, 2011 */
  adagrad: {
    name: 'Adagrad',
    formula: 'G \\leftarrow G + g^2,\\quad \\Delta\\theta = -\\alpha\\, g\\, G^{-1/2}',
    defaults: { learningRate: 0.01, epsilon: 1e-8 },
    memory: { G: 0 },
    step(g, memory, { learningRate, epsilon }) {
      const G = memory.G + g ** 2;
      return { change: (-learningRate * g) / (Math.sqrt(G) + epsilon), memory: { G } };
    },
  },

  /** Zeiler, ADADELTA: an adaptive learning rate method, 2012. D starts at 1e-6: from 0 it would never move. */
  adadelta: {
    name: 'Adadelta',
    formula:
      'v \\leftarrow \\beta_2 v + (1-\\beta_2)\\, g^2,\\quad \\Delta\\theta = -\\alpha\\, g\\, v^{-1/2} D^{1/2},\\quad ' +
      'D \\leftarrow \\beta_1 D + (1-\\beta_1)(\\Delta\\theta/\\alpha)^2',
    defaults: { learningRate: 1, beta1: 0.95, beta2: 0.95, epsilon: 1e-8 },
    memory: { v: 0, D: 1e-6 },
    step(g, memory, { learningRate, beta1, beta2, epsilon }) {
      const v = beta2 * memory.v + (1 - beta2) * g ** 2;
      const step = (-g * Math.sqrt(memory.D)) / (Math.sqrt(v) + epsilon); // Δθ/α
      const D = beta1 * memory.D + (1 - beta1) * step ** 2;
      return { change: learningRate * step, memory: { v, D } };
    },
  },

  /** Tieleman and Hinton, Lecture 6.5 of Neural networks for machine learning, 2012 */
  rmsprop: {
    name: 'RMSprop',
    formula: 'v \\leftarrow \\beta_2 v + (1-\\beta_2)\\, g^2,\\quad \\Delta\\theta = -\\alpha\\, g\\, v^{-1/2}',
    defaults: { learningRate: 0.001, beta2: 0.9, epsilon: 1e-8 },
    memory: { v: 0 },
    step(g, memory, { learningRate, beta2, epsilon }) {
      const v = beta2 * memory.v + (1 - beta2) * g ** 2;
      return { change: (-learningRate * g) / (Math.sqrt(v) + epsilon), memory: { v } };
    },
  },

  /** Kingma and Ba, Adam: a method for stochastic optimization, 2015. t counts the steps. */
  adam: {
    name: 'Adam',
    formula:
      'm \\leftarrow \\beta_1 m + (1-\\beta_1)\\, g,\\quad v \\leftarrow \\beta_2 v + (1-\\beta_2)\\, g^2,\\quad ' +
      '\\hat m = \\frac{m}{1-\\beta_1^t},\\quad \\hat v = \\frac{v}{1-\\beta_2^t},\\quad ' +
      '\\Delta\\theta = -\\alpha\\, \\hat m\\, \\hat v^{-1/2}',
    defaults: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    memory: { t: 0, m: 0, v: 0 },
    step(g, memory, { learningRate, beta1, beta2, epsilon }) {
      const t = memory.t + 1;
      const m = beta1 * memory.m + (1 - beta1) * g;
      const v = beta2 * memory.v + (1 - beta2) * g ** 2;
      const mHat = m / (1 - beta1 ** t);
      const vHat = v / (1 - beta2 ** t);
      return { change: (-learningRate * mHat) / (Math.sqrt(vHat) + epsilon), memory: { t, m, v } };
    },
  },
};

/** The rule's defaults, with what the options change. What a rule does not read stays at its usual value. */
export function readHyperparameters(optimizer: Optimizer, options: Partial<Hyperparameters>): Hyperparameters {
  const settings: Hyperparameters = { gamma: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, ...optimizer.defaults };
  for (const name of ['learningRate', 'gamma', 'beta1', 'beta2', 'epsilon'] as const) {
    const setting = options[name] ?? settings[name];
    if (!(Number.isFinite(setting) && setting >= 0)) {
      throw new ShapeError(`${name}: expected a number of at least 0, got ${describe(setting)}.`);
    }
    settings[name] = setting;
  }
  return settings;
}

import { normalDensity, normalDistribution } from './normal-distribution';

/** A function of one number with its derivative, side by side. */
export interface Activation {
  /** As people write it, for legends. */
  name: string;
  /** LaTeX of the function. */
  formula: string;
  /** LaTeX of its derivative. */
  derivativeFormula: string;
  output(x: number): number;
  derivative(x: number): number;
}

export type ActivationName = 'sigmoid' | 'tanh' | 'relu' | 'leakyRelu' | 'elu' | 'gelu' | 'swish';

/** Slope of Leaky ReLU on the negative side, as in this course. */
const leak = 0.1;

/**
 * The activations, by name. All are finite for every finite input.
 * At the kink of ReLU and Leaky ReLU the derivative from the left is taken, as PyTorch and TensorFlow do.
 */
export const activations: Record<ActivationName, Activation> = {
  sigmoid: {
    name: 'sigmoid',
    formula: '\\sigma(x) = \\frac{1}{1 + e^{-x}}',
    derivativeFormula: "\\sigma'(x) = \\sigma(x)\\,(1 - \\sigma(x))",
    output: sigmoid,
    // 1 − σ(x) is σ(−x), which keeps its digits where σ(x) is close to 1.
    derivative: (x) => sigmoid(x) * sigmoid(-x),
  },
  tanh: {
    name: 'tanh',
    formula: '\\tanh(x) = \\frac{e^x - e^{-x}}{e^x + e^{-x}}',
    derivativeFormula: "\\tanh'(x) = 1 - \\tanh^2(x)",
    output: Math.tanh,
    // 1 − tanh² is 1/cosh², which keeps its digits where tanh is close to 1.
    derivative: (x) => 1 / Math.cosh(x) ** 2,
  },
  /** Nair and Hinton, Rectified linear units improve restricted Boltzmann machines, 2010 */
  relu: {
    name: 'ReLU',
    formula: 'f(x) = \\max(0, x)',
    derivativeFormula: "f'(x) = \\begin{cases} 1 & x > 0 \\\\ 0 & x \\le 0 \\end{cases}",
    output: (x) => Math.max(0, x),
    derivative: (x) => (x > 0 ? 1 : 0),
  },
  /** Maas, Hannun and Ng, Rectifier nonlinearities improve neural network acoustic models, 2013 */
  leakyRelu: {
    name: 'Leaky ReLU',
    formula: `f(x) = \\max(${leak}\\,x,\\; x)`,
    derivativeFormula: `f'(x) = \\begin{cases} 1 & x > 0 \\\\ ${leak} & x \\le 0 \\end{cases}`,
    output: (x) => Math.max(leak * x, x),
    derivative: (x) => (x > 0 ? 1 : leak),
  },
  /** Clevert, Unterthiner and Hochreiter, Fast and accurate deep network learning by exponential linear units, 2015; α = 1 */
  elu: {
    name: 'ELU',
    formula: 'f(x) = \\begin{cases} x & x \\ge 0 \\\\ e^x - 1 & x < 0 \\end{cases}',
    derivativeFormula: "f'(x) = \\begin{cases} 1 & x \\ge 0 \\\\ e^x & x < 0 \\end{cases}",
    // expm1 is eˣ − 1 with all digits kept near 0.
    output: (x) => (x >= 0 ? x : Math.expm1(x)),
    derivative: (x) => (x >= 0 ? 1 : Math.exp(x)),
  },
  /** Hendrycks and Gimpel, Gaussian error linear units, 2016; Φ and φ: distribution and density of the normal distribution */
  gelu: {
    name: 'GELU',
    formula: 'f(x) = x\\,\\Phi(x)',
    derivativeFormula: "f'(x) = \\Phi(x) + x\\,\\varphi(x)",
    output: (x) => x * normalDistribution(x),
    derivative: (x) => normalDistribution(x) + x * normalDensity(x),
  },
  /** Ramachandran, Zoph and Le, Searching for activation functions, 2017; also called SiLU */
  swish: {
    name: 'Swish',
    formula: 'f(x) = x\\,\\sigma(x)',
    derivativeFormula: "f'(x) = \\sigma(x) + x\\,\\sigma(x)\\,(1 - \\sigma(x))",
    output: (x) => x * sigmoid(x),
    derivative: (x) => sigmoid(x) + x * sigmoid(x) * sigmoid(-x),
  },
};

/** Safe as it stands: for very negative x, e^(−x) becomes Infinity and the result 0. */
function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

import type { ActivationName } from '../maths/activations';
import type { SurfaceName } from '../maths/surfaces';

/**
 * Formulas as plain text, for the titles of figures. The registries in `maths` hold them in LaTeX, which notebooks and
 * pages draw; Plotly would need a formula renderer from the network for that.
 */
export const plainFormulas: Record<ActivationName | SurfaceName, string> = {
  sigmoid: '1 / (1 + e⁻ˣ)',
  tanh: '(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)',
  relu: 'max(0, x)',
  leakyRelu: 'max(0.1 x, x)',
  elu: 'x if x ≥ 0, else eˣ − 1',
  gelu: 'x · Φ(x), Φ: normal CDF',
  swish: 'x / (1 + e⁻ˣ)',
  bowl: 'x² + 10 y²',
  beale: '(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²',
  rosenbrock: '(1 − x)² + 100 (y − x²)²',
  saddle: 'x² − y²',
};

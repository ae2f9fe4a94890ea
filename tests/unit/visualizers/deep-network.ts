import { random } from '../../../lib/src/maths';
import type { LayerSignal } from '../../../lib/src/visualizers/signal-measures';

/**
 * The signals of a deep network of dense ReLU layers with normal weights of this deviation: forward from normal inputs, backward from
 * normal gradients.
 */
export function deepNetwork(deviation: number, layers = 8, units = 100, examples = 30): LayerSignal[] {
  const generator = random(13);
  const normal = (rows: number, columns: number, size: number) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => size * generator.normal()));
  const weights = Array.from({ length: layers }, () => normal(units, units, deviation));
  const times = (a: number[][], b: number[][]) =>
    a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
  const outputs: number[][][] = [];
  let signal = normal(examples, units, 1);
  for (const weight of weights) {
    signal = times(signal, weight).map((row) => row.map((value) => Math.max(0, value)));
    outputs.push(signal);
  }
  let gradient = normal(examples, units, 1);
  const gradients = [gradient];
  for (let layer = layers - 1; layer > 0; layer--) {
    const active = gradient.map((row, i) => row.map((value, j) => (outputs[layer][i][j] > 0 ? value : 0)));
    const transposed = weights[layer].map((_, j) => weights[layer].map((row) => row[j]));
    gradient = times(active, transposed);
    gradients.unshift(gradient);
  }
  return outputs.map((output, index) => ({
    layer: `dense ${index + 1}`,
    activations: Float32Array.from(output.flat()),
    gradients: gradients[index].flat(),
  }));
}

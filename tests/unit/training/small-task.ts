import { tf } from '../../../lib/src/engine';
import { random } from '../../../lib/src/maths';

/** Two clouds of points, which one dense layer can tell apart. The caller disposes of both. */
export function clouds(count: number, seed: number): { xs: tf.Tensor2D; ys: tf.Tensor2D } {
  const generator = random(seed);
  const labels = Array.from({ length: count }, (_, i) => i % 2);
  const points = labels.map((label) => [generator.normal(2 * label - 1, 0.5), generator.normal(0, 1)]);
  return { xs: tf.tensor2d(points), ys: tf.tensor2d(labels.map((label) => [1 - label, label])) };
}

/** One dense layer with softmax, and dropout before it where that is asked for. */
export function classifier(seed = 1, dropout = 0): tf.Sequential {
  const kernelInitializer = tf.initializers.glorotUniform({ seed });
  const drop = dropout > 0 ? [tf.layers.dropout({ rate: dropout })] : [];
  return tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [2], units: 4, activation: 'tanh', kernelInitializer }),
      ...drop,
      tf.layers.dense({ units: 2, activation: 'softmax', kernelInitializer }),
    ],
  });
}

export function weightsOf(model: tf.LayersModel): number[] {
  return model.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
}

import { tf } from '../engine';

export interface LayerNormConfig {
  name?: string;
  /** added to the variance; default: 1e-6 */
  epsilon?: number;
}

/**
 * Layer normalization over the last axis: y = γ (x − mean) / √(variance + ε) + β, with mean and variance of each row by itself, and
 * 2 · width parameters, `gamma` and `beta`. TensorFlow.js's own layer gives the same, but learns far more slowly: it repeats
 * γ and β for each row by `tile`, whose gradient is a slice and a sum for each of the rows.
 *
 * J. Ba, J. Kiros and G. Hinton, "Layer normalization", 2016.
 *
 * @example const x = new LayerNorm({ name: 'norm' }).apply(tokens); // [batch, tokens, width] → the same
 */
export class LayerNorm extends tf.layers.Layer {
  static readonly className = 'LayerNorm';
  readonly epsilon: number;
  private gamma?: tf.LayerVariable;
  private beta?: tf.LayerVariable;

  constructor(config: LayerNormConfig = {}) {
    super(config);
    this.epsilon = config.epsilon ?? 1e-6;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const width = (inputShape as tf.Shape).slice(-1);
    this.gamma = this.addWeight('gamma', width, 'float32', tf.initializers.ones());
    this.beta = this.addWeight('beta', width, 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0] : inputs;
      const centred = tf.sub(x, tf.mean(x, -1, true));
      const variance = tf.mean(tf.square(centred), -1, true);
      const normalized = tf.mul(centred, tf.rsqrt(tf.add(variance, this.epsilon)));
      const [gamma, beta] = [this.gamma, this.beta].map((weight) => (weight as tf.LayerVariable).read());
      return tf.add(tf.mul(normalized, gamma), beta);
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), epsilon: this.epsilon };
  }
}

tf.serialization.registerClass(LayerNorm);

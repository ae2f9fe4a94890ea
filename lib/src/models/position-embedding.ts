import { tf } from '../engine';
import { initializers } from './layer-choices';

export interface PositionEmbeddingConfig {
  name?: string;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * Adds a learnt row of numbers to each token, for attention does not know where a token stands: `[batch, tokens, width]` → the same, with
 * tokens · width parameters, `positions`.
 */
export class PositionEmbedding extends tf.layers.Layer {
  static readonly className = 'PositionEmbedding';
  readonly seed: number;
  private positions?: tf.LayerVariable;

  constructor(config: PositionEmbeddingConfig = {}) {
    super(config);
    this.seed = config.seed ?? 1;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = (inputShape as tf.Shape).slice(1);
    this.positions = this.addWeight('positions', shape, 'float32', initializers({ deviation: 0.02 }, this.seed)());
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() =>
      tf.add(Array.isArray(inputs) ? inputs[0] : inputs, (this.positions as tf.LayerVariable).read()),
    );
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), seed: this.seed };
  }
}

tf.serialization.registerClass(PositionEmbedding);

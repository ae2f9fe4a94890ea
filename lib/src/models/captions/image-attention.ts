import { tf } from '../../engine';
import { initializers } from '../layer-choices';
import { projectTokens } from '../token-projection';

export interface ImageAttentionConfig {
  name?: string;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/** The weights, in their order. */
const names = ['query_kernel', 'query_bias', 'key_kernel', 'key_bias'] as const;

/**
 * Attention from words to the places of an image. Each word asks with the state of the network that writes it; each place offers what
 * its maps show:
 *
 *     A = softmax(Q Kᵀ / √width),   Q = H W_q + b_q, K = P W_k + b_k,   Y = A P
 *
 * Weights: `query_kernel` `[units, width]`, `query_bias`, `key_kernel` `[width, width]`, `key_bias`.
 *
 * K. Xu et al., "Show, attend and tell: neural image caption generation with visual attention", 2015, for the idea; the scores are those of
 * A. Vaswani et al., "Attention is all you need", 2017.
 *
 * @example new ImageAttention({ name: 'looks' }).apply([states, places]) // [batch, words, width]
 */
export class ImageAttention extends tf.layers.Layer {
  static readonly className = 'ImageAttention';
  readonly seed: number;
  private readonly own = {} as Record<(typeof names)[number], tf.LayerVariable>;

  constructor(config: ImageAttentionConfig = {}) {
    super(config);
    this.seed = config.seed ?? 1;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [units, width] = (inputShape as tf.Shape[]).map((shape) => shape.at(-1) as number);
    const weights = initializers('xavier', this.seed);
    for (const name of names) {
      const isKernel = name.endsWith('kernel');
      const shape = isKernel ? [name.startsWith('query') ? units : width, width] : [width];
      this.own[name] = this.addWeight(name, shape, 'float32', isKernel ? weights() : tf.initializers.zeros());
    }
    this.built = true;
  }

  /** @param inputs states `[batch, words, units]` and places `[batch, places, width]` */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.matMul(this.attention(inputs as tf.Tensor[]), (inputs as tf.Tensor[])[1]));
  }

  /**
   * How much each word takes of each place.
   * @param inputs what the layer gets
   * @returns `[batch, words, places]`; each row sums to 1
   */
  attention([states, places]: tf.Tensor[]): tf.Tensor3D {
    return tf.tidy(() => {
      const [query, key] = [this.dense(states, 'query'), this.dense(places, 'key')];
      const scores = tf.mul(tf.matMul(query, key, false, true), 1 / Math.sqrt(key.shape[2] as number));
      return tf.softmax(scores) as tf.Tensor3D;
    });
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [states, places] = inputShape as tf.Shape[];
    return [states[0], states[1], places[2]];
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), seed: this.seed };
  }

  private dense(x: tf.Tensor, part: 'query' | 'key'): tf.Tensor {
    return projectTokens(x, this.own[`${part}_kernel`], this.own[`${part}_bias`]);
  }
}

tf.serialization.registerClass(ImageAttention);

import { tf } from '../../engine';
import { initializers } from '../layer-choices';
import { projectTokens } from '../token-projection';

export interface SourceAttentionConfig {
  name?: string;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * Attention from the words that are being written to the words that were read. Each place of the decoder asks with its state and the word
 * that was written last; keys are what the encoder made of the words, values are these plus the words' own vectors:
 *
 *     Q = H W_q + b_q + G,   A = softmax(Q Zᵀ / √width),   Y = A (Z + E) W_o + b_o
 *
 * Source words with the number 0, padding, get no attention. Weights: `query_kernel`, `query_bias`, `output_kernel`, `output_bias`.
 *
 * J. Gehring et al., "Convolutional sequence to sequence learning", 2017; the division by √width is that of Vaswani et al., 2017.
 *
 * @example new SourceAttention({ name: 'attention1' }).apply([h, g, z, e, tokens]) // [batch, written, width]
 */
export class SourceAttention extends tf.layers.Layer {
  static readonly className = 'SourceAttention';
  readonly seed: number;
  private readonly own = {} as Record<(typeof names)[number], tf.LayerVariable>;

  constructor(config: SourceAttentionConfig = {}) {
    super(config);
    this.seed = config.seed ?? 1;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const width = (inputShape as tf.Shape[])[0].at(-1) as number;
    const weights = initializers('xavier', this.seed);
    for (const name of names) {
      const isKernel = name.endsWith('kernel');
      const start = isKernel ? weights() : tf.initializers.zeros();
      this.own[name] = this.addWeight(name, isKernel ? [width, width] : [width], 'float32', start);
    }
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const all = inputs as tf.Tensor[];
      const [, , z, e] = all;
      return this.dense(tf.matMul(this.attention(all), tf.add(z, e)), 'output');
    });
  }

  /**
   * How much each place that is written takes of each word that was read.
   * @param inputs what the layer gets
   * @returns `[batch, written, read]`; each row sums to 1
   */
  attention(inputs: tf.Tensor[]): tf.Tensor3D {
    return tf.tidy(() => {
      const [h, g, z, , tokens] = inputs;
      const query = tf.add(this.dense(h, 'query'), g); // [batch, written, width]
      const scores = tf.mul(tf.matMul(query, z, false, true), 1 / Math.sqrt(z.shape[2] as number));
      const isPadding = tf.expandDims(tf.cast(tf.equal(tf.cast(tokens, 'int32'), 0), 'float32'), 1); // [batch, 1, read]
      return tf.softmax(tf.add(scores, tf.mul(isPadding, never))) as tf.Tensor3D;
    });
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return (inputShape as tf.Shape[])[0];
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), seed: this.seed };
  }

  private dense(x: tf.Tensor, part: 'query' | 'output'): tf.Tensor {
    return projectTokens(x, this.own[`${part}_kernel`], this.own[`${part}_bias`]);
  }
}

const names = ['query_kernel', 'query_bias', 'output_kernel', 'output_bias'] as const;

/** Added to a score, it leaves exactly no attention: e⁻¹⁰⁰⁰ is 0 in single precision. */
const never = -1000;

tf.serialization.registerClass(SourceAttention);

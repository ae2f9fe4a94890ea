import { tf } from '../engine';
import { UserError } from '../project';
import { checkCount, initializers } from './layer-choices';
import { projectTokens } from './token-projection';

export interface SelfAttentionConfig {
  name?: string;
  /** how many ways to look, each with its share of the width; default: 4 */
  heads?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/** The kernels, in the order of the weights; each has a bias after it. */
const parts = ['query', 'key', 'value', 'output'] as const;
type Part = (typeof parts)[number];

/**
 * Multi-head self-attention: each token asks all tokens, and takes of their values as much as their keys fit its query. For each head h
 * with width d = width / heads
 *
 *     Aₕ = softmax(Qₕ Kₕᵀ / √d),   Q = X W_q + b_q, K = X W_k + b_k, V = X W_v + b_v,   Y = [A₁ V₁ … A_H V_H] W_o + b_o
 *
 * 4 · (width² + width) parameters: `query_kernel`, `query_bias`, then `key_…`, `value_…`, `output_…`. Models that have it are saved and loaded
 * as any other.
 *
 * A. Vaswani et al., "Attention is all you need", 2017.
 *
 * @example const x = new SelfAttention({ name: 'attention', heads: 4 }).apply(tokens); // [batch, tokens, width] → the same
 */
export class SelfAttention extends tf.layers.Layer {
  static readonly className = 'SelfAttention';
  readonly heads: number;
  readonly seed: number;
  private readonly kernels = {} as Record<Part, tf.LayerVariable>;
  private readonly biases = {} as Record<Part, tf.LayerVariable>;

  constructor(config: SelfAttentionConfig = {}) {
    super(config);
    this.heads = checkCount(config.heads ?? 4, 'heads');
    this.seed = config.seed ?? 1;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = inputShape as tf.Shape;
    const width = shape.at(-1);
    if (shape.length !== 3 || !width || width % this.heads !== 0) {
      throw new UserError(
        `${this.name} takes tokens [batch, tokens, width] whose width is a multiple of the ${this.heads} heads, got [${shape.map((n) => n ?? 'any')}].`,
      );
    }
    const weights = initializers('xavier', this.seed);
    for (const part of parts) {
      this.kernels[part] = this.addWeight(`${part}_kernel`, [width, width], 'float32', weights());
      this.biases[part] = this.addWeight(`${part}_bias`, [width], 'float32', tf.initializers.zeros());
    }
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = single(inputs);
      const [batch, tokens, width] = x.shape;
      const attended = tf.matMul(this.weightsOf(x), this.perHead(x, 'value')); // [batch, heads, tokens, width / heads]
      const together = tf.reshape(tf.transpose(attended, [0, 2, 1, 3]), [batch, tokens, width]);
      return this.dense(together, 'output');
    });
  }

  /**
   * How much each token takes of each other.
   * @param x `[batch, tokens, width]`, what the layer gets
   * @returns `[batch, heads, tokens, tokens]`; each row sums to 1
   */
  attention(x: tf.Tensor): tf.Tensor4D {
    return tf.tidy(() => this.weightsOf(x) as tf.Tensor4D);
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), heads: this.heads, seed: this.seed };
  }

  private weightsOf(x: tf.Tensor): tf.Tensor {
    const query = this.perHead(x, 'query');
    const scores = tf.matMul(query, this.perHead(x, 'key'), false, true);
    return tf.softmax(tf.mul(scores, 1 / Math.sqrt(query.shape[3])));
  }

  /** `[batch, tokens, width]` → `[batch, heads, tokens, width / heads]` */
  private perHead(x: tf.Tensor, part: Part): tf.Tensor4D {
    const [batch, tokens, width] = x.shape;
    const parted = tf.reshape(this.dense(x, part), [batch, tokens, this.heads, width / this.heads]);
    return tf.transpose(parted, [0, 2, 1, 3]) as tf.Tensor4D;
  }

  private dense(x: tf.Tensor, part: Part): tf.Tensor {
    return projectTokens(x, this.kernels[part], this.biases[part]);
  }
}

function single(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  return Array.isArray(inputs) ? inputs[0] : inputs;
}

tf.serialization.registerClass(SelfAttention);

import { tf } from '../engine';
import { UserError } from '../project';
import { checkCount, initializers } from './layer-choices';

export interface CausalConvolutionConfig {
  name?: string;
  filters: number;
  /** steps that each filter looks at; default: 2 */
  kernelSize?: number;
  /** steps from one of them to the next; default: 1 */
  dilation?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * A causal dilated convolution over time with ReLU: step t sees t, t − d, t − 2d … for a dilation of d, and zeros before the first step.
 *
 *     y[t][o] = max(0, b[o] + Σ_a Σ_c x[t − (k − 1 − a) d][c] · w[a][c][o])
 *
 * TensorFlow.js has no gradient of dilated convolutions. So the steps are laid out in rows of d, where t − d stands right above t, and a
 * plain convolution of k × 1 goes down the columns. `kernelSize · inChannels · filters + filters` parameters.
 *
 * A. van den Oord et al., "WaveNet: A generative model for raw audio", 2016.
 *
 * @example const y = new CausalConvolution({ filters: 16, dilation: 4 }).apply(x); // [batch, steps, channels] → [batch, steps, 16]
 */
export class CausalConvolution extends tf.layers.Layer {
  static readonly className = 'CausalConvolution';
  readonly filters: number;
  readonly kernelSize: number;
  readonly dilation: number;
  readonly seed: number;
  private kernel!: tf.LayerVariable;
  private bias!: tf.LayerVariable;

  constructor(config: CausalConvolutionConfig) {
    super(config);
    this.filters = checkCount(config.filters, 'filters');
    this.kernelSize = checkCount(config.kernelSize ?? 2, 'kernelSize');
    this.dilation = checkCount(config.dilation ?? 1, 'dilation');
    this.seed = config.seed ?? 1;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = inputShape as tf.Shape;
    const channels = shape.at(-1);
    if (shape.length !== 3 || !channels)
      throw new UserError(`${this.name} takes [batch, steps, channels], got [${shape.map((n) => n ?? 'any')}].`);
    const kernelShape = [this.kernelSize, 1, channels, this.filters];
    this.kernel = this.addWeight('kernel', kernelShape, 'float32', initializers('he', this.seed)());
    this.bias = this.addWeight('bias', [this.filters], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
      const [batch, steps, channels] = x.shape;
      const { dilation, filters } = this;
      const before = (this.kernelSize - 1) * dilation;
      const after = (dilation - (steps % dilation)) % dilation; // fills the last row, and is cut off again
      const rows = (before + steps + after) / dilation;
      const laid = tf.pad(x, [[0, 0], [before, after], [0, 0]]); // biome-ignore format: one axis each
      const table = tf.reshape(laid, [batch, rows, dilation, channels]) as tf.Tensor4D;
      const sums = tf.add(tf.conv2d(table, this.kernel.read() as tf.Tensor4D, 1, 'valid'), this.bias.read());
      const line = tf.reshape(sums, [batch, steps + after, filters]) as tf.Tensor3D;
      return tf.relu(after > 0 ? tf.slice(line, [0, 0, 0], [batch, steps, filters]) : line);
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0], inputShape[1], this.filters];
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { filters, kernelSize, dilation, seed } = this;
    return { ...super.getConfig(), filters, kernelSize, dilation, seed };
  }
}

/** Of a sequence, the last step alone: what a causal network says there has seen all steps. `[batch, steps, channels]` → `[batch, channels]` */
export class LastStep extends tf.layers.Layer {
  static readonly className = 'LastStep';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
      const [batch, steps, channels] = x.shape;
      return tf.reshape(tf.slice(x, [0, steps - 1, 0], [batch, 1, channels]), [batch, channels]);
    });
  }

  override computeOutputShape([batch, , channels]: tf.Shape): tf.Shape {
    return [batch, channels];
  }
}

tf.serialization.registerClass(CausalConvolution);
tf.serialization.registerClass(LastStep);

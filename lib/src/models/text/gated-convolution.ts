import { tf } from '../../engine';
import { UserError } from '../../project';
import { checkCount, initializers } from '../layer-choices';

export interface GatedConvolutionConfig {
  name?: string;
  /** channels that come out; default: as many as go in */
  filters?: number;
  /** words that a filter looks at; default: 3 */
  kernelSize?: number;
  /** true: the word itself and those before it; false: as many before as after. Default: false */
  causal?: boolean;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * A convolution over the words of a sentence with twice the filters, and a gated linear unit: the first half of the maps is let through as
 * far as the second half opens the gate. There are zeros before the first word and, unless causal, after the last.
 *
 *     [A B] = X * W + b,   Y = A · σ(B)
 *
 * Weights: `kernel` [kernelSize, channels, 2 · filters] and `bias`.
 *
 * Y. Dauphin et al., "Language modeling with gated convolutional networks", 2017.
 *
 * @example const y = new GatedConvolution({ name: 'gated', causal: true }).apply(x); // [batch, words, width] → the same
 */
export class GatedConvolution extends tf.layers.Layer {
  static readonly className = 'GatedConvolution';
  readonly filters?: number;
  readonly kernelSize: number;
  readonly causal: boolean;
  readonly seed: number;
  private kernel?: tf.LayerVariable;
  private bias?: tf.LayerVariable;

  constructor(config: GatedConvolutionConfig = {}) {
    super(config);
    if (config.filters !== undefined) this.filters = checkCount(config.filters, 'filters');
    this.kernelSize = checkCount(config.kernelSize ?? 3, 'kernelSize');
    this.causal = config.causal ?? false;
    this.seed = config.seed ?? 1;
    if (!this.causal && this.kernelSize % 2 === 0)
      throw new UserError(`kernelSize must be odd unless the convolution is causal, got ${this.kernelSize}.`);
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const channels = (inputShape as tf.Shape).at(-1) as number;
    const filters = 2 * (this.filters ?? channels);
    const weights = initializers('xavier', this.seed);
    this.kernel = this.addWeight('kernel', [this.kernelSize, channels, filters], 'float32', weights());
    this.bias = this.addWeight('bias', [filters], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D; // [batch, words, channels]
      const zeros = this.kernelSize - 1;
      const before = this.causal ? zeros : zeros / 2;
      const padded = tf.pad(x, [
        [0, 0],
        [before, zeros - before],
        [0, 0],
      ]);
      const map = tf.conv1d(padded, (this.kernel as tf.LayerVariable).read() as tf.Tensor3D, 1, 'valid');
      const [values, gates] = tf.split(tf.add(map, (this.bias as tf.LayerVariable).read()), 2, 2);
      return tf.mul(values, tf.sigmoid(gates));
    });
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch, words, channels] = inputShape as tf.Shape;
    return [batch, words, this.filters ?? channels];
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { kernelSize, causal, seed } = this;
    return { ...super.getConfig(), ...(this.filters && { filters: this.filters }), kernelSize, causal, seed };
  }
}

tf.serialization.registerClass(GatedConvolution);

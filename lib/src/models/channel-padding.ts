import { tf } from '../engine';

/** What a shortcut without weights is made of. */
export interface ChannelPaddingConfig {
  name?: string;
  /** of the output, at least as many as of the input */
  channels: number;
  /** of every so many pixels, one is taken, along height and width; default: 1, all */
  strides?: number;
}

/** Takes every second pixel, say, and adds feature maps of zeros: `[batch, height, width, channels]`, smaller and with more channels. */
export class ChannelPadding extends tf.layers.Layer {
  static readonly className = 'ChannelPadding';

  private readonly channels: number;
  private readonly strides: number;

  constructor({ channels, strides = 1, ...config }: ChannelPaddingConfig) {
    super(config);
    this.channels = channels;
    this.strides = strides;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch, height, width] = inputShape as tf.Shape;
    const taken = (side: number | null) => (side === null ? null : Math.ceil(side / this.strides));
    return [batch, taken(height), taken(width), this.channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
      // pooling over a single pixel: TensorFlow.js has no gradient of a slice with strides
      const taken = this.strides === 1 ? x : tf.maxPool(x, 1, this.strides, 'same');
      const none: [number, number] = [0, 0];
      return tf.pad4d(taken, [none, none, none, [0, this.channels - x.shape[3]]]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), channels: this.channels, strides: this.strides };
  }
}

tf.serialization.registerClass(ChannelPadding);

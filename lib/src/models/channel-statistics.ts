import { tf } from '../engine';

/** The mean and the maximum over the channels at each position: `[batch, height, width, channels]` → `[batch, height, width, 2]`. */
export class ChannelStatistics extends tf.layers.Layer {
  static readonly className = 'ChannelStatistics';

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [...inputShape.slice(0, -1), 2];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [x] = Array.isArray(inputs) ? inputs : [inputs];
      return tf.concat([tf.mean(x, -1, true), tf.max(x, -1, true)], -1);
    });
  }
}

tf.serialization.registerClass(ChannelStatistics);

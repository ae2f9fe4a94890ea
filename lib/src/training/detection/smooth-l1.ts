import { tf } from '../../engine';

/** `½ d²` where |d| < 1, `|d| − ½` elsewhere: a box that is far off pulls no harder than one that is off by 1. */
export function smoothL1(difference: tf.Tensor): tf.Tensor {
  const distance = tf.abs(difference);
  const near = tf.minimum(distance, 1);
  return tf.add(tf.mul(0.5, tf.square(near)), tf.sub(distance, near));
}

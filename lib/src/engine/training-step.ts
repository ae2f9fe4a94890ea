import * as tf from '@tensorflow/tfjs';

/**
 * A small, quick proof that an engine computes and trains: a matrix product with a known result, then steps of gradient
 * descent on a tiny CNN (convolution, ReLU, max pooling, dense, softmax cross-entropy) that must make its loss smaller.
 * @throws Error that says what went wrong
 */
export function proveTraining(): void {
  tf.tidy(() => {
    const product = tf.matMul(
      tf.tensor2d([
        [1, 2],
        [3, 4],
      ]),
      tf.tensor2d([
        [5, 6],
        [7, 8],
      ]),
    );
    if (product.dataSync().join() !== '19,22,43,50') throw new Error('it multiplies matrices wrongly');
  });
  const [images, labels, filters, weights] = tf.tidy(() => [
    tf
      .range(0, 2 * 8 * 8)
      .sin()
      .reshape([2, 8, 8, 1]),
    tf.oneHot([0, 1], 2),
    tf.variable(
      tf
        .range(0, 3 * 3 * 2)
        .cos()
        .reshape([3, 3, 1, 2]),
    ),
    tf.variable(
      tf
        .range(0, 18 * 2)
        .sin()
        .mul(0.1)
        .reshape([18, 2]),
    ),
  ]);
  const optimizer = tf.train.sgd(0.1);
  const loss = () => {
    const maps = tf.maxPool(
      tf.relu(tf.conv2d(images as tf.Tensor4D, filters as tf.Tensor4D, 1, 'valid')),
      2,
      2,
      'valid',
    ); // [2, 3, 3, 2]
    return tf.losses.softmaxCrossEntropy(labels, tf.matMul(maps.reshape([2, 18]), weights)).asScalar();
  };
  const losses = [1, 2, 3].map(() => {
    const value = optimizer.minimize(loss, true, [filters as tf.Variable, weights as tf.Variable]);
    const [number] = value?.dataSync() ?? [Number.NaN];
    value?.dispose();
    return number;
  });
  optimizer.dispose();
  tf.dispose([images, labels, filters, weights]);
  if (!(losses[2] < losses[1] && losses[1] < losses[0]))
    throw new Error(`it does not learn: losses ${losses.join(', ')}`);
}

import { tf } from '../engine';
import { networkLayers } from './network-layers';
import { chooseNetwork, type NetworkOptions } from './network-options';

/**
 * AlexNet as it is used today: five convolutions without groups and local normalization, three dense layers with dropout.
 * 61,100,840 parameters and 714 million multiply-adds for 224 × 224 × 3 and 1000 classes, as torchvision counts them; the
 * network of 2012 had its maps split over two graphics cards, and more of them.
 *
 * A. Krizhevsky, "One weird trick for parallelizing convolutional neural networks", 2014; of the network of A. Krizhevsky,
 * I. Sutskever and G. Hinton, "ImageNet classification with deep convolutional neural networks", 2012.
 *
 * Layers: `conv1` [55, 55, 64] → `pool1` → `conv2` [27, 27, 192] → `pool2` → `conv3`, `conv4`, `conv5` [13, 13, 256] → `pool5`
 * [6, 6, 256] → `fc6`, `fc7` [4096] → `logits` → `predictions`. With images of another size the maps that are flattened, and the
 * weights of `fc6`, have another size too.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for an option that cannot be
 * @example parameterCount(alexnet({ initialization: 'zeros' })) // 61100840
 */
export function alexnet(options: NetworkOptions = {}): tf.LayersModel {
  const chosen = chooseNetwork('alexnet', options, 63);
  const { input, convolution, maxPool, dense, dropout, layer, model } = networkLayers(chosen);
  let x = convolution(input, 'conv1', 64, 11, { strides: 4, padding: 2 });
  x = maxPool(x, 'pool1', 3);
  x = maxPool(convolution(x, 'conv2', 192, 5), 'pool2', 3);
  x = convolution(x, 'conv3', 384, 3);
  x = convolution(x, 'conv4', 256, 3);
  x = maxPool(convolution(x, 'conv5', 256, 3), 'pool5', 3);
  x = layer(x, tf.layers.flatten({ name: 'flatten' }));
  x = dense(dropout(x, 'fc6_dropout', 0.5), 'fc6', 4096, { activation: 'relu' });
  x = dense(dropout(x, 'fc7_dropout', 0.5), 'fc7', 4096, { activation: 'relu' });
  return model('alexnet', dense(x, 'logits', chosen.classes));
}

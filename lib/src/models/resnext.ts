import type { tf } from '../engine';
import type { NetworkOptions } from './network-options';
import { residualNetwork, widerBottleneck } from './resnet';

/**
 * ResNeXt-50 32×4d: ResNet-50 whose blocks have twice as many channels inside, and whose 3 × 3 convolutions work in 32 groups of 4
 * channels (in the first stage): many small paths side by side for the price of one. 25,028,904 parameters and 4.2 thousand million
 * multiply-adds for 224 × 224 × 3 and 1000 classes.
 *
 * S. Xie, R. Girshick, P. Dollár, Z. Tu and K. He, "Aggregated residual transformations for deep neural networks", 2017.
 *
 * Layers: as `resnet(50)`, with `stage1_block1_conv2_conv` [56, 56, 128] in groups.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for an option that cannot be
 * @example parameterCount(resnext50({ initialization: 'zeros' })) // 25028904
 */
export function resnext50(options: NetworkOptions = {}): tf.LayersModel {
  return residualNetwork(
    'resnext50',
    'resnext50_32x4d',
    { block: widerBottleneck(2, 32), blocks: [3, 4, 6, 3] },
    options,
  );
}

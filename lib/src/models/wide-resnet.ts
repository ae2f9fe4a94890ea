import type { tf } from '../engine';
import type { NetworkOptions } from './network-options';
import { residualNetwork, widerBottleneck } from './resnet';

/**
 * Wide ResNet-50-2: ResNet-50 whose blocks have twice as many channels inside: width instead of depth. 68,883,240 parameters and 11.4
 * thousand million multiply-adds for 224 × 224 × 3 and 1000 classes.
 *
 * S. Zagoruyko and N. Komodakis, "Wide residual networks", 2016.
 *
 * Layers: as `resnet(50)`, with `stage1_block1_conv1_conv` [56, 56, 128] and so on.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for an option that cannot be
 * @example parameterCount(wideResnet50({ initialization: 'zeros' })) // 68883240
 */
export function wideResnet50(options: NetworkOptions = {}): tf.LayersModel {
  return residualNetwork(
    'wideResnet50',
    'wide_resnet50_2',
    { block: widerBottleneck(2, 1), blocks: [3, 4, 6, 3] },
    options,
  );
}

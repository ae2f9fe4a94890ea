import type { Flow, NetworkLayers, NormalizedOptions } from './network-layers';

/** One inverted residual block. */
export interface InvertedResidual {
  /** such as `block3` */
  name: string;
  /** how many times as many maps are in the middle; 1: no expansion */
  expansion: number;
  /** maps of the output */
  maps: number;
  kernelSize: number;
  strides: number;
  /** of batch normalization */
  norm: Pick<NormalizedOptions, 'epsilon' | 'momentum'>;
  /** for the depthwise convolution */
  padding: NormalizedOptions['padding'];
}

/**
 * Many maps inside, few between the blocks: 1 × 1 to `expansion` times as many maps, a depthwise convolution, 1 × 1 back to few
 * without activation. Where the shape stays, the input is added.
 *
 * M. Sandler, A. Howard, M. Zhu, A. Zhmoginov and L.-C. Chen, "MobileNetV2: inverted residuals and linear bottlenecks", 2018.
 *
 * Layers of `block3`: `block3_expand_conv`, `block3_depthwise_conv`, `block3_project_conv`, each with `_norm`, the first two with
 * `_relu`; `block3_add`.
 */
export function invertedResidual(layers: NetworkLayers, x: Flow, block: InvertedResidual): Flow {
  const { name, expansion, maps, kernelSize, strides, norm, padding } = block;
  const inputMaps = x.shape.at(-1) as number;
  const relu6 = { activation: 'relu6', ...norm } as const;
  const wide = expansion === 1 ? x : layers.normalized(x, `${name}_expand`, inputMaps * expansion, 1, relu6);
  const filtered = layers.depthwise(wide, `${name}_depthwise`, kernelSize, { strides, padding, ...relu6 });
  const few = layers.normalized(filtered, `${name}_project`, maps, 1, { activation: 'none', ...norm });
  return strides === 1 && inputMaps === maps ? layers.add(`${name}_add`, x, few) : few;
}

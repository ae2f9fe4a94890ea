import { backend_util } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type ConvAttributes, replaceKernel, type Shape4 } from './kernel';

const depthwise = ['DepthwiseConv2dNative', 'FusedDepthwiseConv2D'];

/**
 * 'same' padding where the stride is larger than the kernel and pixels are left over (9 pixels, kernelSize 2, stride 3): the
 * WebAssembly backend leaves 'same' to XNNPACK, which gets this case wrong. Told the padding in numbers, it is right.
 */
export function useExactSamePadding(): void {
  for (const name of ['Conv2D', 'FusedConv2D', ...depthwise]) {
    replaceKernel<BackendWasm>('wasm', name, (original) => (inputs, attrs, backend) => {
      const { pad, dataFormat, strides, dilations, dimRoundingMode } = attrs as unknown as ConvAttributes;
      if (pad !== 'same' || dataFormat === 'NCHW') return original(inputs, attrs, backend);
      const [image, filter] = [inputs.x.shape as Shape4, inputs.filter.shape as Shape4];
      const grouped = depthwise.includes(name);
      const info = backend_util.computeConv2DInfo(
        image,
        filter,
        strides,
        dilations ?? 1,
        pad,
        dimRoundingMode,
        grouped,
      );
      const covered = info.strideHeight <= info.filterHeight && info.strideWidth <= info.filterWidth;
      if (covered) return original(inputs, attrs, backend);
      const { top, bottom, left, right } = info.padInfo;
      const around = [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ] as unknown as number[];
      return original(inputs, { ...attrs, pad: around }, backend);
    });
  }
}

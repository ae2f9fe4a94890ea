import { backend_util } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type ConvAttributes, compose, replaceKernel, type Shape4 } from './kernel';

type Attributes = ConvAttributes & { filterShape: Shape4 };

/**
 * The gradient of a convolution by its filters, which the backend lacks:
 *
 *   dW[i, j, c, k] = Σ over batch n, output row y, output column x of X[n, i + y·stride, j + x·stride, c] · dY[n, y, x, k]
 *
 * That is itself a convolution: X with channels and batch swapped is the picture, dY the filter, and the stride becomes the
 * dilation. So the fast forward kernel does the work.
 */
export function useConvFilterGrad(): void {
  replaceKernel<BackendWasm>('wasm', 'Conv2DBackpropFilter', () => ({ x, dy }, attrs, backend) => {
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as unknown as Attributes;
    if (dataFormat === 'NCHW') throw new Error('The WebAssembly engine trains convolutions in the format NHWC only.');
    const info = backend_util.computeConv2DInfo(x.shape as Shape4, filterShape, strides, 1, pad, dimRoundingMode);
    const { top, left } = info.padInfo;
    const { batchSize, strideHeight, strideWidth, outHeight, outWidth, inChannels } = info;
    // the part of the padded picture that the windows cover
    const height = (outHeight - 1) * strideHeight + info.filterHeight;
    const width = (outWidth - 1) * strideWidth + info.filterWidth;
    return compose('wasm', backend, (run) => {
      let picture = x; // [batch, inHeight, inWidth, inChannels]
      const bottom = Math.max(0, height - top - info.inHeight);
      const right = Math.max(0, width - left - info.inWidth);
      if (top || left || bottom || right) {
        const paddings = [
          [0, 0],
          [top, bottom],
          [left, right],
          [0, 0],
        ];
        picture = run('PadV2', { x: picture }, { paddings, constantValue: 0 });
      }
      if (picture.shape[1] !== height || picture.shape[2] !== width) {
        picture = run('Slice', { x: picture }, { begin: [0, 0, 0, 0], size: [batchSize, height, width, inChannels] });
      }
      const swapped = run('Transpose', { x: picture }, { perm: [3, 1, 2, 0] }); // [inChannels, height, width, batch]
      const filter = run('Transpose', { x: dy }, { perm: [1, 2, 0, 3] }); // [outHeight, outWidth, batch, outChannels]
      const attributes = { strides: [1, 1], pad: 'valid', dataFormat: 'NHWC', dilations: [strideHeight, strideWidth] };
      const gradient = run('Conv2D', { x: swapped, filter }, attributes); // [inChannels, kernelHeight, kernelWidth, outChannels]
      return run('Transpose', { x: gradient }, { perm: [1, 2, 0, 3] });
    });
  });
}

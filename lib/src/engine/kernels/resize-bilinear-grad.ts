import { replaceKernel } from './kernel';

/** The cpu backend computes the gradient of bilinear resizing rightly, and then names its width and height the wrong way round. */
export function useCpuResizeBilinearGrad(): void {
  replaceKernel<object>('cpu', 'ResizeBilinearGrad', (original) => (inputs, attrs, backend) => ({
    ...original(inputs, attrs, backend),
    shape: inputs.images.shape,
  }));
}

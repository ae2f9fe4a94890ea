import { backend_util, type NamedAttrMap } from '@tensorflow/tfjs';
import { type AnyBackend, type ConvAttributes, compose, replaceKernel, type Shape4 } from './kernel';

/**
 * Convolutions with the padding given in numbers, which tfjs-node refuses: the image is padded first, then convolved without
 * padding; the gradient by the image is cropped at the end.
 */
export function useNumericPadding(): void {
  for (const name of ['Conv2D', 'FusedConv2D']) {
    replaceKernel<AnyBackend>('tensorflow', name, (original) => (inputs, attrs, backend) => {
      const around = paddings(inputs.x.shape as Shape4, inputs.filter.shape as Shape4, attrs);
      if (!around) return original(inputs, attrs, backend);
      return compose('tensorflow', backend, (run) => {
        const x = run('PadV2', { x: inputs.x }, { paddings: around, constantValue: 0 });
        return original({ ...inputs, x }, { ...attrs, pad: 'valid' }, backend);
      });
    });
  }
  replaceKernel<AnyBackend>('tensorflow', 'Conv2DBackpropFilter', (original) => (inputs, attrs, backend) => {
    const around = paddings(inputs.x.shape as Shape4, attrs.filterShape as Shape4, attrs);
    if (!around) return original(inputs, attrs, backend);
    return compose('tensorflow', backend, (run) => {
      const x = run('PadV2', { x: inputs.x }, { paddings: around, constantValue: 0 });
      return original({ ...inputs, x }, { ...attrs, pad: 'valid' }, backend);
    });
  });
  replaceKernel<AnyBackend>('tensorflow', 'Conv2DBackpropInput', (original) => (inputs, attrs, backend) => {
    const shape = attrs.inputShape as Shape4;
    const around = paddings(shape, inputs.filter.shape as Shape4, attrs);
    if (!around) return original(inputs, attrs, backend);
    const padded = shape.map((size, axis) => size + around[axis][0] + around[axis][1]);
    const whole = original(inputs, { ...attrs, pad: 'valid', inputShape: padded }, backend);
    const cropped = compose('tensorflow', backend, (run) =>
      run('Slice', { x: whole }, { begin: around.map(([before]) => before), size: shape }),
    );
    backend.disposeData(whole.dataId);
    return cropped;
  });
}

/** The padding of every axis, if it is given in numbers; undefined for 'valid', 'same' and what the original may answer. */
function paddings(image: Shape4, filter: Shape4, attrs: NamedAttrMap): [number, number][] | undefined {
  const { pad, dataFormat, strides, dilations, dimRoundingMode } = attrs as unknown as ConvAttributes;
  if (pad === 'valid' || pad === 'same' || dataFormat === 'NCHW') return undefined;
  const { padInfo } = backend_util.computeConv2DInfo(image, filter, strides, dilations ?? 1, pad, dimRoundingMode);
  return [
    [0, 0],
    [padInfo.top, padInfo.bottom],
    [padInfo.left, padInfo.right],
    [0, 0],
  ];
}

import type * as tf from '@tensorflow/tfjs';
import { type AnyBackend, areFloats, replaceKernel } from './kernel';
import type { TransformAttributes } from './transform';

/** What is needed of tfjs-node's backend, and of its names for types. */
interface NativeBackend extends AnyBackend {
  binding: { TF_ATTR_TYPE: number; TF_ATTR_STRING: number; TF_FLOAT: number };
  write(values: Float32Array | Int32Array, shape: number[], dtype: tf.DataType): object;
  executeSingleOutput(op: string, attributes: object[], inputs: tf.TensorInfo[]): tf.TensorInfo;
}

/**
 * Turned, moved and scaled images by TensorFlow's own operation, with all threads. TensorFlow.js' native engine has no kernel for
 * them, and borrows cpu's.
 */
export function useNativeTransform(): void {
  replaceKernel<NativeBackend>('tensorflow', 'Transform', (original) => (inputs, attrs, backend) => {
    const { image, transforms } = inputs;
    if (!areFloats(image, transforms)) return original(inputs, attrs, backend);
    const { interpolation, fillMode, fillValue, outputShape } = attrs as unknown as TransformAttributes;
    const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_FLOAT } = backend.binding;
    const made = (values: Float32Array | Int32Array, shape: number[], dtype: tf.DataType) => ({
      dataId: backend.write(values, shape, dtype),
      shape,
      dtype,
    });
    const size = made(Int32Array.from(outputShape ?? image.shape.slice(1, 3)), [2], 'int32');
    const fill = made(Float32Array.of(fillValue), [], 'float32');
    try {
      return backend.executeSingleOutput(
        'ImageProjectiveTransformV3',
        [
          { name: 'dtype', type: TF_ATTR_TYPE, value: TF_FLOAT },
          { name: 'interpolation', type: TF_ATTR_STRING, value: interpolation.toUpperCase() },
          { name: 'fill_mode', type: TF_ATTR_STRING, value: fillMode.toUpperCase() },
        ],
        [image, transforms, size, fill],
      );
    } finally {
      for (const { dataId } of [size, fill]) backend.disposeData(dataId);
    }
  });
}

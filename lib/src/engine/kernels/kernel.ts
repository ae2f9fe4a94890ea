import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** The part of every backend that composing kernels needs. */
export interface AnyBackend {
  disposeData(dataId: object, force?: boolean): boolean;
}

/** What is needed of the cpu backend. */
export interface BackendCpu {
  data: { get(dataId: object): { values: Float32Array } };
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): tf.TensorInfo;
}

/** A kernel's work: tensors (bare: data id, shape, type) and attributes in, one tensor out. */
export type Kernel<Backend = BackendWasm> = (
  inputs: Record<string, tf.TensorInfo>,
  attrs: tf.NamedAttrMap,
  backend: Backend,
) => tf.TensorInfo;

/** Runs another kernel of the same backend: `run('Transpose', { x }, { perm: [1, 0] })`. */
export type Run = (name: string, inputs: Record<string, tf.TensorInfo>, attrs?: object) => tf.TensorInfo;

/**
 * Puts a kernel in place of a backend's own. `make` gets the original, for the cases that the new one leaves to it; it throws
 * when it is called and there is none.
 */
export function replaceKernel<Backend extends object>(
  backendName: 'wasm' | 'tensorflow' | 'cpu',
  kernelName: string,
  make: (original: Kernel<Backend>) => Kernel<Backend>,
): void {
  const old = tf.getKernel(kernelName, backendName);
  const kernel = make((inputs, attrs, backend) => {
    if (!old) throw new Error(`The ${backendName} engine has no kernel ${kernelName} for this case.`);
    return old.kernelFunc({ inputs, attrs, backend }) as tf.TensorInfo;
  });
  if (old) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    kernelName,
    backendName,
    setupFunc: old?.setupFunc, // binds the original to its C++ function when the backend starts
    kernelFunc: ({ inputs, attrs, backend }) =>
      kernel(inputs as Record<string, tf.TensorInfo>, attrs ?? {}, backend as Backend),
  });
}

/** Composes kernels: every tensor that `body` makes with `run` is freed at the end, except the one that it returns. */
export function compose(
  backendName: 'wasm' | 'tensorflow',
  backend: AnyBackend,
  body: (run: Run) => tf.TensorInfo,
): tf.TensorInfo {
  const made: tf.TensorInfo[] = [];
  let result: tf.TensorInfo | undefined;
  try {
    result = body((name, inputs, attrs = {}) => {
      const kernel = tf.getKernel(name, backendName);
      const output = kernel.kernelFunc({ inputs, attrs: attrs as tf.NamedAttrMap, backend }) as tf.TensorInfo;
      made.push(output);
      return output;
    });
    return result;
  } finally {
    for (const tensor of made) if (tensor !== result) backend.disposeData(tensor.dataId);
  }
}

/** Whether all are 32-bit floats, as the course's own kernels want them. */
export function areFloats(...tensors: (tf.TensorInfo | null | undefined)[]): boolean {
  return tensors.every((tensor) => tensor?.dtype === 'float32');
}

/** What the kernels of convolutions get besides tensors. */
export interface ConvAttributes {
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dataFormat: 'NHWC' | 'NCHW';
  /** the layer depthwiseConv2d says null for none */
  dilations?: [number, number] | number | null;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** What the kernels of poolings get besides tensors. */
export interface PoolAttributes {
  filterSize: [number, number] | number;
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export type Shape4 = [number, number, number, number];

/**
 * How many gradients are being recorded: 1 in the forward pass of a training, 0 in its backward pass. A gradient of a gradient,
 * with one more of each, is left to TensorFlow.js, whose operations all have gradients.
 */
export function gradientDepth(): number {
  return (tf.engine() as unknown as { state: { gradientDepth: number } }).state.gradientDepth;
}

import * as tf from '@tensorflow/tfjs';

type Borrower = 'wasm' | 'tensorflow';

/** What a backend of TensorFlow.js can do that its public type does not say. */
interface Store {
  write(values: tf.backend_util.BackendValues, shape: number[], dtype: tf.DataType): object;
  readSync(dataId: object): tf.backend_util.BackendValues;
  disposeData(dataId: object, force?: boolean): boolean;
}

/** Complex numbers cannot be handed over, and drawing is for browsers. */
const notLent = ['Complex', 'ComplexAbs', 'Real', 'Imag', 'FFT', 'IFFT', 'Draw'];

/**
 * Lends a backend every kernel that it lacks and that the cpu backend has: the inputs are copied over, the result is copied back.
 * Slow, but a model that needs one runs instead of failing. With WebAssembly these are Einsum and some
 * more; with native TensorFlow among others Transform (rotation, zoom).
 */
export function borrowFromCpu(borrower: Borrower): void {
  const own = new Set(tf.getKernelsForBackend(borrower).map((kernel) => kernel.kernelName));
  for (const kernel of tf.getKernelsForBackend('cpu')) {
    if (own.has(kernel.kernelName) || notLent.includes(kernel.kernelName)) continue;
    tf.registerKernel({ ...kernel, backendName: borrower, kernelFunc: lend(kernel.kernelFunc) });
  }
}

function lend(kernel: tf.KernelFunc): tf.KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const home = backend as Store;
    const cpu = tf.findBackend('cpu') as unknown as Store;
    const copies: object[] = [];
    const copy = (tensor: tf.TensorInfo): tf.TensorInfo => {
      const dataId = cpu.write(home.readSync(tensor.dataId), tensor.shape, tensor.dtype);
      copies.push(dataId);
      return { dataId, shape: tensor.shape, dtype: tensor.dtype };
    };
    const copyBack = ({ dataId, shape, dtype }: tf.TensorInfo): tf.TensorInfo => {
      const values = cpu.readSync(dataId);
      cpu.disposeData(dataId);
      return { dataId: home.write(values, shape, dtype), shape, dtype };
    };
    const lent = lendInputs(inputs, copy);
    const outputs = kernel({ inputs: lent, attrs, backend: cpu });
    const result = Array.isArray(outputs) ? outputs.map(copyBack) : copyBack(outputs);
    for (const dataId of copies) cpu.disposeData(dataId);
    return result;
  };
}

/** The inputs are named tensors; for a few kernels a list of tensors goes under one name, or stands for all of them. */
function lendInputs(
  inputs: tf.NamedTensorInfoMap,
  copy: (tensor: tf.TensorInfo) => tf.TensorInfo,
): tf.NamedTensorInfoMap {
  const lend = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(copy) : value && copy(value as tf.TensorInfo);
  if (Array.isArray(inputs)) return lend(inputs) as tf.NamedTensorInfoMap;
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, lend(value)]),
  ) as tf.NamedTensorInfoMap;
}

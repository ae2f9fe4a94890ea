import type * as tf from '@tensorflow/tfjs';

/** What tfjs-node's binding tells of a tensor that an operation made. */
export interface MadeTensor {
  id: number;
  shape: number[];
  /** a number of TensorFlow's `DataType` */
  dtype: number;
}

/** An attribute of an operation, as tfjs-node describes it. */
export interface DescribedAttribute {
  name: string;
  /** a number of TensorFlow's `TF_AttrType` */
  type: number;
  value: unknown;
}

/** The functions of tfjs-node's binding through which everything goes. Tensors are numbers to it, never used twice. */
export interface Binding {
  TF_FLOAT: number;
  createTensor(shape: number[], dtype: number, values: ArrayBufferView): number;
  executeOp(op: string, attributes: DescribedAttribute[], inputs: number[], outputs: number): MadeTensor[];
  tensorDataSync(id: number): tf.backend_util.BackendValues;
  deleteTensor(id: number): void;
  /** @returns the number of a session with the graph of a folder in SavedModel format */
  loadSavedModel(folder: string, tags: string): number;
  runSavedModel(session: number, inputs: number[], inputNames: string, outputNames: string): MadeTensor[];
  deleteSavedModel(session: number): void;
  getNumOfSavedModels(): number;
}

/** What is needed of tfjs-node's backend. */
export interface NativeBackend {
  binding: Binding;
  isUsingGpuDevice: boolean;
  tensorMap: { get(dataId: object): { id: number } };
  /** Numbers of tensors; values that are still on this side are handed over first. */
  getInputTensorIds(tensors: tf.TensorInfo[]): number[];
  createOutputTensor(made: MadeTensor): tf.Tensor;
}

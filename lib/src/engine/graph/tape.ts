import type * as tf from '@tensorflow/tfjs';
import type { Binding, DescribedAttribute, NativeBackend } from './binding';

/** Where a value comes from: an input of the recording, a constant, or an output of an earlier operation. */
export type Source =
  | { from: 'input'; index: number }
  | { from: 'constant'; index: number }
  | { from: 'operation'; index: number; output: number };

export interface Constant {
  shape: number[];
  dtype: number;
  values: Uint8Array;
}

/** An input of a graph: what is known of it before it runs. */
export interface Input {
  shape: number[];
  dtype: tf.DataType;
}

export interface Operation {
  op: string;
  attributes: DescribedAttribute[];
  inputs: Source[];
  /** of what came out */
  shapes: number[][];
}

/** What a stretch of TensorFlow.js made TensorFlow do. */
export interface Tape {
  inputs: Input[];
  operations: Operation[];
  constants: Constant[];
  /** of a tensor that the stretch made or was given; undefined for any other */
  sourceOf(tensor: tf.TensorInfo): Source | undefined;
  /** why the operations alone are not the whole stretch */
  flaw?: string;
}

/**
 * Runs `body` as usual and writes down the operations, by standing between tfjs-node and its binding.
 * @param inputs the tensors whose values differ from one run to the next
 * @param body gets a function that makes an input of a tensor that it has just made
 */
export function record<T>(
  backend: NativeBackend,
  inputs: tf.TensorInfo[],
  body: (addInput: (tensor: tf.TensorInfo) => void) => T,
): { result: T; tape: Tape } {
  const { binding } = backend;
  const sources = new Map<number, Source>();
  const tape: Tape = {
    inputs: [],
    operations: [],
    constants: [],
    sourceOf: ({ dataId }) => sources.get(backend.tensorMap.get(dataId).id),
  };
  let handsOver = false;
  const addInput = (tensor: tf.TensorInfo): void => {
    handsOver = true;
    const [id] = backend.getInputTensorIds([tensor]);
    handsOver = false;
    if (sources.has(id)) tape.flaw ??= 'two inputs share their values';
    sources.set(id, { from: 'input', index: tape.inputs.push({ shape: tensor.shape, dtype: tensor.dtype }) - 1 });
  };
  for (const input of inputs) addInput(input);
  const listener: Pick<Binding, 'createTensor' | 'executeOp' | 'tensorDataSync' | 'runSavedModel'> = {
    createTensor(shape, dtype, values) {
      const id = binding.createTensor(shape, dtype, values);
      if (handsOver) return id;
      if (!ArrayBuffer.isView(values)) tape.flaw ??= 'it makes a tensor of strings';
      else
        sources.set(id, { from: 'constant', index: tape.constants.push({ shape, dtype, values: copy(values) }) - 1 });
      return id;
    },
    executeOp(op, attributes, ids, outputs) {
      const made = binding.executeOp(op, attributes, ids, outputs);
      const known = ids.flatMap((id) => sources.get(id) ?? []);
      if (known.length < ids.length) tape.flaw ??= `${op} uses a tensor from elsewhere`;
      const shapes = made.map(({ shape }) => shape);
      const index = tape.operations.push({ op, attributes, inputs: known, shapes }) - 1;
      made.forEach(({ id }, output) => {
        sources.set(id, { from: 'operation', index, output });
      });
      // an operation without outputs writes over its first input, whose later readers come after it
      if (made.length === 0 && ids.length > 0) sources.set(ids[0], { from: 'operation', index, output: 0 });
      return made;
    },
    tensorDataSync(id) {
      tape.flaw ??= 'it reads a value';
      return binding.tensorDataSync(id);
    },
    runSavedModel(...args) {
      tape.flaw ??= 'it runs a graph';
      return binding.runSavedModel(...args);
    },
  };
  // the binding's own functions cannot be assigned over, so they are hidden by those of an object in front of it
  const hiding = Object.entries(listener).map(([name, value]) => [name, { value }]);
  backend.binding = Object.create(binding, Object.fromEntries(hiding));
  try {
    return { result: body(addInput), tape };
  } finally {
    backend.binding = binding;
  }
}

function copy({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength).slice();
}

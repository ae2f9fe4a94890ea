import type { DataType } from '@tensorflow/tfjs';
import { activations } from '../kernels/fused-activations';
import type { DescribedAttribute } from './binding';
import { type Attribute, attribute, type Node } from './graph-def';
import type { Constant, Input, Operation, Source, Tape } from './tape';

/** TensorFlow's numbers of types of attributes, in order. */
const kinds = ['string', 'int', 'float', 'bool', 'type', 'shape'] as const;

/** TensorFlow's names of the activations that the course's own operations know by number. */
const activationOps: Record<(typeof activations)[number], string | undefined> = {
  linear: undefined,
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
};

/** Draws something new each time, by itself. */
const random = /^(Multinomial|Random|StatelessRandom|Truncated|ParameterizedTruncated)/;

/** How an input of a graph is named. */
export const inputName = (index: number): string => `i${index}`;

/** The output of a graph's node that holds a value: `name:output`. */
export function outputName(source: Source): string {
  if (source.from === 'input') return `${inputName(source.index)}:0`;
  if (source.from === 'constant') return `c${source.index}:0`;
  return `o${source.index}:${source.output}`;
}

/**
 * A tape as the nodes of a graph. Two things are put as TensorFlow's graph optimizer knows them, which then fuses them into the
 * operation before: bias with activation, and products of plain matrices.
 * @returns undefined if something cannot be put into a graph
 */
export function translate(tape: Tape): Node[] | undefined {
  if (tape.flaw) return undefined;
  if (!tape.inputs.every(({ dtype }) => dtype in types)) return undefined;
  const nodes = [...tape.inputs.map(inputNode), ...tape.constants.map(constantNode)];
  for (const [index, operation] of tape.operations.entries()) {
    const translated = translateOperation(operation, `o${index}`);
    if (!translated) return undefined;
    nodes.push(...translated);
  }
  return nodes;
}

/** TensorFlow's numbers of the types that tensors of models have. */
const float = 1;
const types: Partial<Record<DataType, number>> = { float32: float, int32: 3, bool: 10 };

export function inputNode({ shape, dtype }: Input, index: number): Node {
  const attributes = { dtype: attribute.type(types[dtype] ?? 0), shape: attribute.shape(shape) };
  return { name: inputName(index), op: 'Placeholder', inputs: [], attributes };
}

function constantNode({ shape, dtype, values }: Constant, index: number): Node {
  const attributes = { dtype: attribute.type(dtype), value: attribute.tensor(dtype, shape, values) };
  return { name: `c${index}`, op: 'Const', inputs: [], attributes };
}

function translateOperation(operation: Operation, name: string): Node[] | undefined {
  const { op, inputs, shapes } = operation;
  const attributes: Record<string, Attribute> = {};
  for (const described of operation.attributes) {
    const value = attributeOf(described);
    if (!value) return undefined;
    attributes[described.name] = value;
  }
  const names = inputs.map(outputName);
  if (op === 'ConvolabBiasActivation') return biasActivation(operation, name, names);
  if (shapes.length === 0 || random.test(op)) return undefined;
  if (op === 'BatchMatMulV2' && shapes[0].length === 2) {
    const { T, adj_x: transpose_a, adj_y: transpose_b } = attributes;
    return [{ name, op: 'MatMul', inputs: names, attributes: { T, transpose_a, transpose_b } }];
  }
  return [{ name, op, inputs: names, attributes }];
}

/** The operation itself writes over its input, which a graph does not allow. */
function biasActivation({ attributes: [{ value }] }: Operation, name: string, inputs: string[]): Node[] {
  const activation = activationOps[activations[value as number]];
  const attributes = { T: attribute.type(float) };
  if (!activation) return [{ name, op: 'BiasAdd', inputs, attributes }];
  const before = `${name}b`;
  return [
    { name: before, op: 'BiasAdd', inputs, attributes },
    { name, op: activation, inputs: [`${before}:0`], attributes },
  ];
}

function attributeOf({ type, value }: DescribedAttribute): Attribute | undefined {
  const kind = kinds[type];
  if (!kind) return undefined;
  if (kind === 'shape') return attribute.shape(value as number[]);
  const write = attribute[Array.isArray(value) ? (`${kind}s` as const) : kind] as (value: unknown) => Attribute;
  return write(value);
}

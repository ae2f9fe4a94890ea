import { bytes, float, integer, type Message, message } from './protobuf';

/** An attribute of an operation, as TensorFlow's `AttrValue`. */
export type Attribute = Message;

/** One operation of a graph. An input is `name:output`, or `^name` for one that only has to run before. */
export interface Node {
  name: string;
  op: string;
  inputs: string[];
  attributes: Record<string, Attribute>;
}

/** Field numbers of the messages in tensorflow/core/framework/*.proto and tensorflow/core/protobuf/*.proto. */
export const attribute = {
  string: (value: string) => bytes(2, value),
  int: (value: number) => integer(3, value),
  float: (value: number) => float(4, value),
  bool: (value: boolean) => integer(5, value ? 1 : 0),
  type: (value: number) => integer(6, value),
  shape: (value: readonly number[]) => bytes(7, shape(value)),
  tensor: (type: number, dimensions: readonly number[], content: Uint8Array) =>
    bytes(8, message(integer(1, type), bytes(2, shape(dimensions)), bytes(4, content))),
  strings: (values: readonly string[]) => list(values.map((value) => bytes(2, value))),
  ints: (values: readonly number[]) => list(values.map((value) => integer(3, value))),
  floats: (values: readonly number[]) => list(values.map((value) => float(4, value))),
  bools: (values: readonly boolean[]) => list(values.map((value) => integer(5, value ? 1 : 0))),
  types: (values: readonly number[]) => list(values.map((value) => integer(6, value))),
} as const;

function list(values: Message[]): Attribute {
  return bytes(1, message(...values));
}

function shape(dimensions: readonly number[]): Message {
  return message(...dimensions.map((size) => bytes(2, integer(1, size))));
}

/** What the file `saved_model.pb` of TensorFlow's SavedModel format holds for one graph without variables of its own. */
export function savedModel(nodes: Node[], tag: string): Message {
  const versions = bytes(4, integer(1, producer));
  const graph = message(...nodes.map((node) => bytes(1, nodeDef(node))), versions);
  const meta = message(bytes(1, bytes(4, tag)), bytes(2, graph));
  return message(integer(1, 1), bytes(2, meta));
}

/** The version of the graph format: that of TensorFlow 2.0; later ones change nothing that is used here. */
const producer = 134;

function nodeDef({ name, op, inputs, attributes }: Node): Message {
  return message(
    bytes(1, name),
    bytes(2, op),
    ...inputs.map((input) => bytes(3, input)),
    ...Object.entries(attributes).map(([key, value]) => bytes(5, message(bytes(1, key), bytes(2, value)))),
  );
}

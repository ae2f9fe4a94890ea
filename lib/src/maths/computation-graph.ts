import { Scalar } from './scalar';
import { describe, ShapeError } from './shapes';

/** One number of a computation. */
export interface ComputationNode {
  /** Different for each node of the graph. */
  id: string;
  /** The name of an input, the first four digits of a constant; v1, v2, … for what was worked out. */
  label: string;
  /** What gave the value, such as '×' or 'tanh'; null for inputs and constants. */
  operation: string | null;
  /** From the forward pass. */
  value: number;
  /** The derivative of the output of the graph with respect to this number, from the backward pass. */
  gradient: number;
}

/** One number goes into the operation that gives another one. */
export interface ComputationEdge {
  /** Id of a node. */
  from: string;
  /** Id of a node. */
  to: string;
  /** The local derivative ∂to/∂from, from the forward pass: how fast the result changes with this operand alone. */
  derivative: number;
}

/** An expression as a graph, each number with its value and its gradient. */
export interface ComputationGraph {
  /** Each stands behind those that it is made of; the output is the last one. */
  nodes: ComputationNode[];
  /** One between two nodes, even if a number is used twice by the same operation, as in x · x. */
  edges: ComputationEdge[];
}

/**
 * Works out an expression of named numbers, forward and backward, and gives every step of it.
 * @param inputs numbers by name
 * @param expression makes one scalar of the inputs, with the methods of `Scalar`; numbers in it become constants
 * @returns the graph of all that the result depends on
 * @throws ShapeError if an input is no finite number, if a step gives none, or if the expression returns no scalar
 * @example
 * const { nodes } = buildGraph({ w: 3, x: 2 }, ({ w, x }) => w.times(x).plus(1).power(2));
 * nodes.map(({ label, value, gradient }) => [label, value, gradient]);
 * // w 3 28, x 2 42, v1 6 14, 1 1 14, v2 7 14, v3 49 1
 */
export function buildGraph<Name extends string>(
  inputs: Record<Name, number>,
  expression: (inputs: Record<Name, Scalar>) => Scalar,
): ComputationGraph {
  const names = new Map<Scalar, string>();
  const scalars = {} as Record<Name, Scalar>;
  for (const [name, value] of Object.entries(inputs) as [Name, number][]) {
    if (!Number.isFinite(value)) {
      throw new ShapeError(`inputs.${name}: expected a finite number, got ${describe(value)}.`);
    }
    scalars[name] = new Scalar(value);
    names.set(scalars[name], name);
  }
  const output = expression(scalars);
  if (!(output instanceof Scalar)) {
    throw new ShapeError(`expression: expected it to return a Scalar made of the inputs, got ${describe(output)}.`);
  }

  const order = output.topologicalOrder();
  const gradients = output.backward();
  const ids = new Map(order.map((scalar, index) => [scalar, `n${index}`]));
  const labels = labelsOf(order, names);
  const nodes = order.map((scalar) => ({
    id: ids.get(scalar) as string,
    label: labels.get(scalar) as string,
    operation: scalar.operation,
    value: scalar.value,
    gradient: gradients.get(scalar) as number,
  }));
  const edges = order.flatMap((scalar) => {
    const operands = new Map<string, number>();
    for (const { scalar: operand, derivative } of scalar.operands) {
      const from = ids.get(operand) as string;
      operands.set(from, (operands.get(from) ?? 0) + derivative); // of a number that is used twice, the sum
    }
    return [...operands].map(([from, derivative]) => ({ from, to: ids.get(scalar) as string, derivative }));
  });
  return { nodes, edges };
}

/** Results are counted as in the literature; a count that is the name of an input is left out. */
function labelsOf(order: readonly Scalar[], names: ReadonlyMap<Scalar, string>): Map<Scalar, string> {
  const taken = new Set(names.values());
  let count = 0;
  const nextFree = (): string => {
    count++;
    return taken.has(`v${count}`) ? nextFree() : `v${count}`;
  };
  const digits = (value: number) => String(Number(value.toPrecision(4)));
  const labelOf = (scalar: Scalar): string => {
    return names.get(scalar) ?? (scalar.operation === null ? digits(scalar.value) : nextFree());
  };
  return new Map(order.map((scalar) => [scalar, labelOf(scalar)]));
}

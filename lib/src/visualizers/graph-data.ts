import { UserError } from '../project';
import { short } from './number-text';

/** One number of a computation; `buildGraph` gives such nodes. */
export interface GraphNode {
  id: string;
  /** name of an input, or of a result such as `v1` */
  label: string;
  /** what gave the value, such as `×` or `tanh`; null for inputs and constants */
  operation?: string | null;
  value: number;
  /** the derivative of the last result by this number; left out before the backward pass */
  gradient?: number | null;
}

export interface GraphData {
  nodes: readonly GraphNode[];
  /** ids of nodes: `from` is an operand of `to` */
  edges: readonly { from: string; to: string }[];
}

/** @throws UserError for a graph that cannot be drawn */
export function checkedGraph(graph: GraphData): GraphData {
  if (!Array.isArray(graph?.nodes) || !graph.nodes.length || !Array.isArray(graph.edges)) {
    throw new UserError('computationGraph needs { nodes, edges } with at least one node, as buildGraph(…) gives them.');
  }
  const ids = new Set(graph.nodes.map(({ id }) => id));
  if (ids.size < graph.nodes.length) throw new UserError('computationGraph: two nodes have the same id.');
  for (const { from, to } of graph.edges) {
    const missing = [from, to].find((id) => !ids.has(id));
    if (missing !== undefined)
      throw new UserError(`computationGraph: the edge ${from} → ${to} needs a node with the id ${missing}.`);
  }
  for (const { label, value } of graph.nodes) {
    if (typeof value !== 'number') throw new UserError(`computationGraph: the node ${label} needs a number as value.`);
  }
  return graph;
}

/** Inputs and constants are given, all else is worked out. */
export function isGiven({ operation }: GraphNode): boolean {
  return operation === null || operation === undefined;
}

/** A node with its operands, its value and its gradient. */
export function nodeInWords(
  { id, label, operation, value, gradient }: GraphNode,
  { nodes, edges }: GraphData,
  output: string,
): string {
  const operands = edges.filter(({ to }) => to === id).map(({ from }) => nodes.find((one) => one.id === from)?.label);
  const made = operands.length ? ` = ${operation} of ${operands.join(', ')}` : '';
  const slope = typeof gradient === 'number' ? `, ∂${output}/∂${label} ${short(gradient)}` : '';
  return `${label}${made}: ${short(value)}${slope}`;
}

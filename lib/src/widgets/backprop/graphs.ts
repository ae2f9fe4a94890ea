import { type ActivationName, buildGraph, type ComputationGraph, type ComputationNode, type Scalar } from '../../maths';
import { texts } from './texts';

export type GraphName = 'oneInput' | 'twoInputs' | 'sharedWeight';

/** One unit with an activation f and the squared error against a target t. */
export interface UnitGraph {
  name: string;
  /** by name, in the order in which they are shown */
  values: Record<string, number>;
  /** those that learning changes */
  learnt: readonly string[];
  /** what goes into the activation */
  sum(inputs: Record<string, Scalar>): Scalar;
}

export const graphs: Record<GraphName, UnitGraph> = {
  oneInput: {
    name: texts.graphs.oneInput,
    values: { x: 2, w: 0.5, b: -0.25, t: 2 },
    learnt: ['w', 'b'],
    sum: ({ x, w, b }) => x.times(w).plus(b),
  },
  twoInputs: {
    name: texts.graphs.twoInputs,
    values: { x1: 2, w1: 0.5, x2: -1, w2: 1, b: 0.75, t: 2 },
    learnt: ['w1', 'w2', 'b'],
    sum: ({ x1, w1, x2, w2, b }) => x1.times(w1).plus(x2.times(w2)).plus(b),
  },
  sharedWeight: {
    name: texts.graphs.sharedWeight,
    values: { x1: 2, w: 0.5, x2: -1, b: 0.75, t: 2 },
    learnt: ['w', 'b'],
    sum: ({ x1, w, x2, b }) => x1.times(w).plus(x2.times(w)).plus(b),
  },
};

/** What the last four results are called: L = d², d = f − t, f = activation(z). */
const lastNames = ['z', 'f', 'd', 'L'];

/** L = (activation(sum) − t)² with all values and gradients, by the `buildGraph` of the course. */
export function graphOf(name: GraphName, activation: ActivationName, values: Record<string, number>): ComputationGraph {
  const { nodes, edges } = buildGraph(values, (inputs) =>
    graphs[name].sum(inputs).activation(activation).minus(inputs.t).power(2),
  );
  const results = nodes.filter(isResult);
  const called = new Map(lastNames.map((label, i) => [results[results.length - lastNames.length + i], label]));
  return { nodes: nodes.map((node) => ({ ...node, label: called.get(node) ?? node.label })), edges };
}

/** Worked out, not given. */
export const isResult = ({ operation }: ComputationNode): boolean => operation !== null;

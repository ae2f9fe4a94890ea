import { type ActivationName, type ComputationGraph, optimizers, ShapeError } from '../../maths';
import { type GraphName, graphOf, graphs, isResult } from './graphs';

/** What the notebook hands over. */
export interface BackpropGiven {
  title?: string;
  graph: GraphName;
  activation: ActivationName;
  /** of the inputs, weights and target of the graph */
  values: Record<string, number>;
  learningRate: number;
}

export interface BackpropState {
  graph: GraphName;
  activation: ActivationName;
  values: Record<string, number>;
  learningRate: number;
  /** numbers that are shown: first the results from left to right, then the gradients from right to left */
  step: number;
  /** the loss before each step of learning */
  losses: number[];
  /** the last change was a step of learning */
  justLearned?: boolean;
  /** the last change led to numbers that are too large, and was not made */
  refused?: boolean;
}

export const initialState = ({ graph, activation, values, learningRate }: BackpropGiven): BackpropState => ({
  ...{ graph, activation, values, learningRate },
  step: 0,
  losses: [],
});

/** The graph of a state, with every value and gradient, whether it is shown yet or not. */
export const wholeGraph = ({ graph, activation, values }: BackpropState): ComputationGraph =>
  graphOf(graph, activation, values);

/** How many steps forward, and how many in all. */
export function stepCounts({ nodes }: ComputationGraph): { forward: number; all: number } {
  const forward = nodes.filter(isResult).length;
  return { forward, all: forward + nodes.length };
}

/** What has been worked out so far. */
export interface Progress {
  /** ids of the nodes whose value is known */
  values: Set<string>;
  /** ids of the nodes whose gradient is known */
  gradients: Set<string>;
  /** id of the node that the last step was about; none before the first one */
  current?: string;
  backward: boolean;
}

export function progress(graph: ComputationGraph, step: number): Progress {
  const { forward } = stepCounts(graph);
  const results = graph.nodes.filter(isResult).slice(0, step);
  const back = [...graph.nodes].reverse().slice(0, Math.max(0, step - forward));
  const backward = back.length > 0;
  return {
    values: new Set([...graph.nodes.filter((node) => !isResult(node)), ...results].map(({ id }) => id)),
    gradients: new Set(back.map(({ id }) => id)),
    current: (backward ? back : results).at(-1)?.id,
    backward,
  };
}

const nothingTold = { refused: undefined, justLearned: undefined };

export function stepped(state: BackpropState, by: number): BackpropState {
  return toStep(state, state.step + by);
}

export function toStep(state: BackpropState, step: number): BackpropState {
  const { all } = stepCounts(wholeGraph(state));
  return { ...state, step: Math.min(all, Math.max(0, step)), ...nothingTold };
}

/** To the step that is about a node: its value, or its gradient once the backward pass has begun, or if it is given. */
export function atNode(state: BackpropState, id: string): BackpropState {
  const graph = wholeGraph(state);
  const { forward, all } = stepCounts(graph);
  const results = graph.nodes.filter(isResult).map((node) => node.id);
  if (state.step <= forward && results.includes(id)) return toStep(state, results.indexOf(id) + 1);
  return toStep(state, all - graph.nodes.findIndex((node) => node.id === id));
}

/** A state with some of its values changed; where they lead to numbers that are too large, it stays as it was. */
export function changed(state: BackpropState, change: Partial<BackpropState>): BackpropState {
  const next = { ...state, ...nothingTold, ...change };
  try {
    wholeGraph(next);
    return next;
  } catch (error) {
    if (error instanceof ShapeError) return { ...state, ...nothingTold, refused: true };
    throw error;
  }
}

/** With one of the given numbers changed by hand: the losses of before belong to other numbers. */
export const withValue = (state: BackpropState, name: string, value: number): BackpropState =>
  changed(state, { values: { ...state.values, [name]: value }, losses: [] });

/** With another graph and the numbers that it comes with. */
export const onGraph = (state: BackpropState, graph: GraphName): BackpropState =>
  changed(state, { graph, values: graphs[graph].values, step: 0, losses: [] });

/** One step of gradient descent for the weights and the bias, by the SGD rule of the course; all numbers are shown afterwards. */
export function learned(state: BackpropState): BackpropState {
  const graph = wholeGraph(state);
  const { learningRate } = state;
  const { step } = optimizers.sgd;
  const gradientOf = (name: string) => graph.nodes.find(({ label }) => label === name)?.gradient ?? 0;
  const settings = { learningRate, gamma: 0, beta1: 0, beta2: 0, epsilon: 0 }; // SGD reads its rate alone
  const values = { ...state.values };
  for (const name of graphs[state.graph].learnt) values[name] += step(gradientOf(name), {}, settings).change;
  const losses = [...state.losses, graph.nodes[graph.nodes.length - 1].value].slice(-most);
  return changed(state, { values, losses, step: stepCounts(graph).all, justLearned: true });
}

/** Losses that are remembered. */
const most = 8;

/** Whether learning changes the number of that name. */
export const isLearnt = ({ graph }: BackpropState, name: string): boolean => graphs[graph].learnt.includes(name);

import { type ActivationName, activations, ShapeError } from '../../maths';
import { checkOptions } from '../../maths/options';
import { UserError } from '../../user-error';
import { oneOf } from '../shell/given';
import { type GraphName, graphOf, graphs } from './graphs';
import type { BackpropGiven } from './state';

export interface BackpropWidgetOptions {
  /** oneInput, twoInputs, or sharedWeight: one weight for both inputs; default: twoInputs */
  graph?: GraphName;
  /** default: relu */
  activation?: ActivationName;
  /** some of the graph's numbers, by name, such as { w1: 0.5, t: 2 } */
  values?: Record<string, number>;
  /** 0.001 … 1; default 0.05 */
  learningRate?: number;
  title?: string;
}

const call = 'widget.backprop';

/** What the page gets. @throws UserError in one sentence for what cannot be shown */
export function backpropGiven(options: BackpropWidgetOptions = {}): BackpropGiven {
  checkOptions(options, ['graph', 'activation', 'values', 'learningRate', 'title'], call);
  const { graph = 'twoInputs', activation = 'relu', values = {}, learningRate = 0.05, title } = options;
  const given: BackpropGiven = {
    title,
    graph: oneOf(graphs, graph, 'graph', call),
    activation: oneOf(activations, activation, 'activation', call),
    values: { ...graphs[graph].values },
    learningRate,
  };
  for (const [name, value] of Object.entries(values)) {
    oneOf(given.values, name, 'number', call);
    if (!Number.isFinite(value)) throw new UserError(`${call}: ${name} must be a number, got ${value}.`);
    given.values[name] = value;
  }
  if (!(learningRate >= 0.001 && learningRate <= 1)) {
    throw new UserError(`${call}: learningRate must be a number from 0.001 to 1, got ${learningRate}.`);
  }
  checkSize(given);
  return given;
}

function checkSize({ graph, activation, values }: BackpropGiven): void {
  try {
    graphOf(graph, activation, values);
  } catch (error) {
    if (error instanceof ShapeError) throw new UserError(`${call}: the values are too large: ${error.message}`);
    throw error;
  }
}

import { UserError } from '../project';

/** Numbers in any order: flat, or with the flat ones as `values`, as `activationsOf` and `gradientsOf` give them. */
export type SignalValues = ArrayLike<number> | { readonly values: ArrayLike<number> };

/** What passes through one layer. */
export interface LayerSignal {
  layer: string;
  /** what the layer gives */
  activations: SignalValues;
  /** the gradient of the loss by what the layer gives */
  gradients?: SignalValues;
}

/** A network by its layers, or by what `activationsOf(model, images)` and `gradientsOf(model, examples)` returned. */
export type PropagatedNetwork =
  | { name: string; layers: LayerSignal[] }
  | {
      name: string;
      activations: readonly { name: string; values: ArrayLike<number> }[];
      gradients?: readonly { name: string; output: { values: ArrayLike<number> } }[];
    };

/** What a figure tells about many numbers. */
export interface Measured {
  values: number[];
  /** √(mean of (x − mean)²); NaN without numbers */
  deviation: number;
  /** share of exact zeros, such as ReLU gives */
  zeros: number;
}

export interface MeasuredLayer {
  layer: string;
  activations: Measured;
  gradients?: Measured;
}

/** All layers of a network in order, measured. */
export function measuredLayers(network: PropagatedNetwork): MeasuredLayer[] {
  const layers = 'layers' in network ? network.layers : joined(network);
  if (typeof network.name !== 'string' || !layers?.length) {
    throw new UserError(
      'signalPropagation: each network needs a name and layers: { name, layers: [{ layer, activations, gradients }] }.',
    );
  }
  return layers.map(({ layer, activations, gradients }) => ({
    layer,
    activations: measure(activations, `${network.name}, activations of ${layer}`),
    ...(gradients === undefined ? {} : { gradients: measure(gradients, `${network.name}, gradients of ${layer}`) }),
  }));
}

function joined({ activations, gradients }: Exclude<PropagatedNetwork, { layers: unknown }>): LayerSignal[] {
  const byName = new Map(gradients?.map(({ name, output }) => [name, output]));
  return (activations ?? []).map((one) => ({ layer: one.name, activations: one, gradients: byName.get(one.name) }));
}

function measure(signal: SignalValues, what: string): Measured {
  const given = typeof signal === 'object' && signal !== null && 'values' in signal ? valuesOf(signal) : signal;
  if (!(given as ArrayLike<number>)?.length || typeof (given as ArrayLike<number>)[0] !== 'number') {
    throw new UserError(`signalPropagation: ${what}: expected a flat list of numbers, which is not empty.`);
  }
  const values = Array.from(given as ArrayLike<number>).filter(Number.isFinite);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const zeros = values.reduce((count, value) => count + Number(value === 0), 0) / values.length;
  return { values, deviation: Math.sqrt(squares / values.length), zeros };
}

/** An array has a method `values`, a signal a list. */
function valuesOf(signal: { values: unknown }): unknown {
  return typeof signal.values === 'function' ? signal : signal.values;
}

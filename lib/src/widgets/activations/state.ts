import { type ActivationName, activations, normalDensity } from '../../maths';

/** What the notebook hands over. */
export interface ActivationsGiven {
  title?: string;
  activation: ActivationName;
}

/** A unit f(w·x + b), and the normally distributed x that come to it. */
export interface ActivationsState {
  activation: ActivationName;
  weight: number;
  bias: number;
  /** of the inputs */
  mean: number;
  deviation: number;
  /** the input that is looked at */
  at: number;
}

export const initialState = ({ activation }: ActivationsGiven): ActivationsState => ({
  activation,
  weight: 1,
  bias: 0,
  mean: 0,
  deviation: 1,
  at: 1,
});

type Unit = Pick<ActivationsState, 'activation' | 'weight' | 'bias'>;

/** f(w·x + b) */
export const output = ({ activation, weight, bias }: Unit, x: number): number =>
  activations[activation].output(weight * x + bias);

/** Its derivative by x: w·f′(w·x + b) */
export const slope = ({ activation, weight, bias }: Unit, x: number): number =>
  weight * activations[activation].derivative(weight * x + bias);

export interface Bin {
  from: number;
  to: number;
  /** share of the inputs whose output lies in it */
  share: number;
}

const steps = 4000;
const reach = 4;

/** Of the standard normal distribution: the middle of each slice, and the share of the inputs in it. */
const slices = (() => {
  const all = Array.from({ length: steps }, (_, i) => reach * ((2 * i + 1) / steps - 1));
  const total = all.reduce((sum, z) => sum + normalDensity(z), 0);
  return all.map((z) => ({ z, share: normalDensity(z) / total }));
})();

/**
 * How the outputs are distributed: the inputs are cut into 4,000 slices within four deviations, each counted with its normal density into the bin
 * of its output.
 */
export function outputDistribution(
  state: ActivationsState,
  [from, to]: readonly [number, number],
  count: number,
): Bin[] {
  const width = (to - from) / count;
  const bins = Array.from({ length: count }, (_, i) => ({
    from: from + i * width,
    to: from + (i + 1) * width,
    share: 0,
  }));
  weighted(state, (x, share) => {
    const i = Math.floor((output(state, x) - from) / width);
    if (i >= 0 && i < count) bins[i].share += share;
  });
  return bins;
}

/** Below this, hardly anything of a gradient passes. */
const flat = 0.05;

/** Share of the inputs at which the slope of f itself, without the weight, is below 0.05: there the unit hardly learns. */
export function saturated(state: ActivationsState): number {
  const f = activations[state.activation];
  let sum = 0;
  weighted(state, (x, share) => {
    if (Math.abs(f.derivative(state.weight * x + state.bias)) < flat) sum += share;
  });
  return sum;
}

/** Calls back for each slice of the inputs; the shares add up to 1. */
function weighted({ mean, deviation }: ActivationsState, each: (x: number, share: number) => void): void {
  for (const { z, share } of slices) each(mean + deviation * z, share);
}

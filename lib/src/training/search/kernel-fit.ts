import { logLikelihood, type Observations } from './gaussian-process';
import type { KernelParameters } from './matern';

export const defaults = {
  /** length scales at which the ascent begins */
  starts: [0.2, 0.7],
  /** steps of an ascent */
  steps: 50,
};

/** A normal distribution of the logarithm of a parameter. */
interface LogNormal {
  median: number;
  /** standard deviation of the logarithm */
  spread: number;
}

/**
 * What is thought of the parameters before any observation, for values with a standard deviation of 1: with five observations the
 * likelihood alone would often say that the function is flat, or all noise.
 */
export const priors: Record<'lengthScale' | 'signal' | 'noise', LogNormal> = {
  lengthScale: { median: 0.5, spread: 1 },
  signal: { median: 1, spread: 0.7 },
  noise: { median: 0.01, spread: 1.5 },
};

/** Limits of the logarithms, far outside of what the priors expect. */
const limits: Record<keyof typeof priors, [low: number, high: number]> = {
  lengthScale: [Math.log(0.01), Math.log(100)],
  signal: [Math.log(1e-3), Math.log(1e3)],
  noise: [Math.log(1e-6), Math.log(10)],
};

export interface KernelFitOptions {
  /** false: only the likelihood counts */
  withPriors?: boolean;
  steps?: number;
}

/**
 * The kernel's parameters that make the observations, together with the priors, most probable: an ascent along the gradient from
 * several starts, each parameter with a step of its own that grows while the slope keeps its sign (Rprop).
 *
 * @param observations values with mean 0 and standard deviation about 1
 * @see Riedmiller and Braun, "A direct adaptive method for faster backpropagation learning: the RPROP algorithm", 1993
 */
export function fitKernel(observations: Observations, options: KernelFitOptions = {}): KernelParameters {
  const { withPriors = true, steps = defaults.steps } = options;
  const dimensions = observations.choices.length;
  const kinds = [...new Array(dimensions).fill('lengthScale'), 'signal', 'noise'] as (keyof typeof priors)[];
  const score = (logs: number[]) => {
    const { value, gradient } = logLikelihood(observations, parametersOf(logs));
    if (!withPriors) return { value, gradient };
    const distances = logs.map((log, i) => (log - Math.log(priors[kinds[i]].median)) / priors[kinds[i]].spread);
    return {
      value: value - 0.5 * distances.reduce((sum, distance) => sum + distance ** 2, 0),
      gradient: gradient.map((slope, i) => slope - distances[i] / priors[kinds[i]].spread),
    };
  };
  let best: { logs: number[]; value: number } | undefined;
  for (const start of defaults.starts) {
    const first = kinds.map((kind) => Math.log(kind === 'lengthScale' ? start : priors[kind].median));
    const found = climb(first, score, kinds, steps);
    if (!best || found.value > best.value) best = found;
  }
  return parametersOf((best as { logs: number[] }).logs);
}

type Score = (logs: number[]) => { value: number; gradient: number[] };

function climb(first: number[], score: Score, kinds: (keyof typeof priors)[], steps: number) {
  let logs = [...first];
  const sizes = logs.map(() => 0.2);
  let before = logs.map(() => 0);
  let best = { logs, value: Number.NEGATIVE_INFINITY };
  for (let step = 0; step <= steps; step++) {
    const { value, gradient } = score(logs);
    if (value > best.value) best = { logs, value };
    const signs = gradient.map((slope, i) => Math.sign(slope) * (slope * before[i] < 0 ? 0 : 1));
    logs = logs.map((log, i) => {
      if (gradient[i] * before[i] > 0) sizes[i] = Math.min(1, 1.3 * sizes[i]);
      if (gradient[i] * before[i] < 0) sizes[i] *= 0.5;
      const [low, high] = limits[kinds[i]];
      return Math.min(high, Math.max(low, log + signs[i] * sizes[i]));
    });
    // After a change of sign the next step counts as the first one of its direction.
    before = gradient.map((slope, i) => (signs[i] === 0 ? 0 : slope));
    if (Math.max(...sizes) < 1e-4) break;
  }
  return best;
}

function parametersOf(logs: number[]): KernelParameters {
  const values = logs.map(Math.exp);
  return { lengthScales: values.slice(0, -2), signal: values[values.length - 2], noise: values[values.length - 1] };
}

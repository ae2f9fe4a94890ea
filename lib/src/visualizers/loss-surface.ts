import { checkOptions, checkWhole } from '../maths/options';
import type { Surface } from '../maths/surfaces';
import { trajectory } from '../maths/trajectory';
import { UserError } from '../project';
import type { Figure } from './figure';
import { comparedLosses } from './loss-curves';
import { contours, flatLayout, inSpace, type LossSide, defaults as panels, spaceLayout } from './loss-panels';
import { rounded, short } from './number-text';
import { evenSamples } from './sampled';
import { evenly } from './windows';

export const defaults = {
  /** The sizes of clothes, say, and whether they were too large. */
  inputs: [-2, -1.5, -1, -0.2, 0.3, 1, 1.5, 2],
  labels: [0, 0, 0, 1, 0, 1, 1, 1],
  /** far from the minimum: nearly all answers wrong, and sure */
  start: [-7, -3] as [number, number],
  learningRate: 1,
  steps: 150,
  samples: 48,
  /** points of a path at most */
  maxPoints: 60,
};

export interface LossSurfaceOptions {
  /** one number an example */
  inputs?: number[];
  /** as many, each 0 or 1 */
  labels?: number[];
  /** where gradient descent starts: weight and bias */
  start?: [number, number];
  learningRate?: number;
  steps?: number;
  /** `contour`: seen from above; `surface`: in three dimensions, to be turned with the mouse. Default: `contour` */
  view?: 'contour' | 'surface';
}

/**
 * The loss of a single sigmoid unit over its weight and its bias, with the squared error on the left and cross-entropy on the right,
 * and the way of gradient descent from the same start:
 *
 *     L(w, b) = mean over the examples of loss(σ(w x + b), y)
 *
 * @throws UserError for inputs and labels that do not belong together
 * @example await show(lossSurface({ start: [-7, -3], learningRate: 1 }))
 */
export function lossSurface(options: LossSurfaceOptions = {}): Figure {
  checkOptions(options, ['inputs', 'labels', 'start', 'learningRate', 'steps', 'view'], 'lossSurface');
  const { inputs = defaults.inputs, labels = defaults.labels, start = defaults.start } = options;
  const { learningRate = defaults.learningRate, view = 'contour' } = options;
  const steps = checkWhole(options.steps ?? defaults.steps, 'steps', 1);
  if (inputs.length === 0 || inputs.length !== labels.length || labels.some((label) => label !== 0 && label !== 1)) {
    throw new UserError('lossSurface: give as many labels as inputs, each label 0 or 1.');
  }
  if (view !== 'contour' && view !== 'surface') throw new UserError("lossSurface: view is 'contour' or 'surface'.");
  const sides = comparedLosses.map((loss): LossSide & { values: number[] } => {
    const surface = surfaceOf(loss, inputs, labels);
    const descent = trajectory('sgd', surface, { start, steps, learningRate });
    const kept = evenly(descent.points.length, defaults.maxPoints);
    const weights = evenSamples(panels.range.weight, defaults.samples);
    const biases = evenSamples(panels.range.bias, defaults.samples);
    return {
      name: loss.name,
      path: kept.map((step) => [...descent.points[step], descent.values[step]]),
      values: [descent.values[0], descent.values.at(-1) as number],
      grid: { x: weights, y: biases, z: biases.map((b) => weights.map((w) => rounded(surface.value(w, b), 3))) },
    };
  });
  const ends = sides.map(({ name, values }) => `${name} from ${short(values[0])} to ${short(values[1])}`).join(', ');
  const alt =
    `The loss of one sigmoid unit over its weight and its bias, once as squared error, once as cross-entropy, each with ${steps} steps ` +
    `of gradient descent from weight ${start[0]}, bias ${start[1]}: ${ends}.`;
  const flat = { data: sides.flatMap(contours), layout: flatLayout(sides.map(({ name }) => name)), alt };
  if (view === 'contour') return flat;
  return { data: sides.flatMap(inSpace), layout: spaceLayout(sides.map(({ name }) => name)), alt, still: flat };
}

/** Loss over weight and bias, with its gradient by the chain rule: z = w x + b. */
function surfaceOf(
  { name, output, slope }: (typeof comparedLosses)[number],
  inputs: number[],
  labels: number[],
): Surface {
  const mean = (of: (x: number, i: number) => number) =>
    inputs.reduce((sum, x, i) => sum + of(x, i), 0) / inputs.length;
  return {
    name,
    formula: 'L(w, b)',
    value: (w, b) => mean((x, i) => output(w * x + b, labels[i])),
    gradient: (w, b) => [mean((x, i) => slope(w * x + b, labels[i]) * x), mean((x, i) => slope(w * x + b, labels[i]))],
    start: defaults.start,
    range: { x: panels.range.weight, y: panels.range.bias },
  };
}

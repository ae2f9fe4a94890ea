import { flattenNested, mapNested, type Nested } from './nested';
import { checkOptions, checkWhole } from './options';
import { type Random, random } from './random';
import { checkSameShape, describe, ShapeError, shapeOf } from './shapes';

export interface GradientCheckOptions {
  /** h, the distance to both sides; 1e-5 unless given. */
  step?: number;
  /** How many numbers of x to check, drawn at random; all of them unless given. */
  entries?: number;
  /** What draws them; `random(1)` unless given. */
  random?: Random;
}

/** The two derivatives of f with respect to one number of x. */
export interface GradientCheckEntry {
  /** Where the number stands: `[0, 2]` is `x[0][2]`, `[]` is x itself. */
  index: number[];
  /** What the gradient says. */
  analytic: number;
  /** What the slope of f says. */
  numeric: number;
  /** Relative error. */
  error: number;
}

export interface GradientCheck {
  /** The largest relative error. A right gradient leaves about 1e-7, a wrong one 1e-3 or more. */
  largestError: number;
  /** The entry that has it. */
  worst: GradientCheckEntry;
  /** How many numbers were checked. */
  count: number;
  /** All that were checked, in the order of x. */
  entries: GradientCheckEntry[];
}

/** Below this share of the largest derivative, errors count as if the derivative were that large. */
const smallestShare = 1e-3;

/**
 * Compares a gradient that was worked out by the chain rule with the measured slope of the function, the central
 * difference, whose error shrinks with h²:
 *
 *     numeric = (f(x + h) − f(x − h)) / 2h,   error = |analytic − numeric| / max(|analytic|, |numeric|, G/1000)
 *
 * G is the largest derivative of all. Without it, the last digits of f would make a large error of each derivative that
 * is as good as 0. Within h of a kink, as ReLU and max-pooling have them, the slope is that of neither side.
 * @param f the loss, as a function of x alone
 * @param x a number or nested arrays; left as it is: f gets a copy of it, with one number changed
 * @param gradient what to check; shape as x
 * @throws ShapeError if the shapes differ, or if f gives no finite number
 * @example gradientCheck((w) => w[0] ** 2 + 3 * w[1], [2, 5], [4, 3]).largestError // about 1e-11
 */
export function gradientCheck<X extends Nested>(
  f: (x: X) => number,
  x: X,
  gradient: X,
  options: GradientCheckOptions = {},
): GradientCheck {
  checkOptions(options, ['step', 'entries', 'random'], 'gradientCheck');
  const { step = 1e-5 } = options;
  if (!(Number.isFinite(step) && step > 0)) {
    throw new ShapeError(`step: expected a number above 0, got ${describe(step)}.`);
  }
  const shape = shapeOf(x, 'x');
  checkSameShape(shapeOf(gradient, 'gradient'), shape, 'gradient', 'that of x');
  const analytic = flattenNested(gradient);
  if (analytic.length === 0) throw new ShapeError(`x: expected at least one number, got ${describe(x)}.`);

  const pairs = choosePlaces(analytic.length, options).map((place) => ({
    index: indexOf(place, shape),
    analytic: analytic[place],
    numeric: slope(f, x, place, step),
  }));
  const finite = pairs.flatMap((pair) => [pair.analytic, pair.numeric]).filter(Number.isFinite);
  const least = smallestShare * finite.reduce((most, derivative) => Math.max(most, Math.abs(derivative)), 0);
  const entries = pairs.map((pair) => ({ ...pair, error: relativeError(pair.analytic, pair.numeric, least) }));
  const worst = entries.reduce((a, b) => (b.error > a.error ? b : a));
  return { largestError: worst.error, worst, count: entries.length, entries };
}

/** The central difference of f along the number of x at one place, counted with the last index running fastest. */
function slope<X extends Nested>(f: (x: X) => number, x: X, place: number, step: number): number {
  const valueAt = (change: number): number => {
    let next = 0;
    const moved = mapNested(x, (value) => (next++ === place ? value + change : value));
    const value = f(moved);
    if (Number.isFinite(value)) return value;
    throw new ShapeError(`f: expected a function that gives a finite number near x, got ${describe(value)}.`);
  };
  return (valueAt(step) - valueAt(-step)) / (2 * step);
}

function relativeError(analytic: number, numeric: number, least: number): number {
  if (analytic === numeric) return 0; // also where both are 0, and least with them
  const error = Math.abs(analytic - numeric) / Math.max(Math.abs(analytic), Math.abs(numeric), least);
  return Number.isFinite(analytic) ? error : Number.POSITIVE_INFINITY;
}

/** Which numbers to check, in the order of x. */
function choosePlaces(count: number, options: GradientCheckOptions): number[] {
  const places = Array.from({ length: count }, (_, place) => place);
  if (options.entries === undefined) return places;
  const generator = options.random ?? random(1);
  return generator
    .shuffle(places)
    .slice(0, checkWhole(options.entries, 'entries', 1))
    .sort((a, b) => a - b);
}

/** The indices of the number at one place. */
function indexOf(place: number, shape: readonly number[]): number[] {
  const index = new Array<number>(shape.length);
  let rest = place;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = rest % shape[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return index;
}

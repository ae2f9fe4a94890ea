import type { OptimizerName, Trajectory } from '../../maths';
import { series } from '../../visualizers/colours';
import { ruleNames } from './state';

/** A rule with its descent. */
export interface Run {
  rule: OptimizerName;
  run: Trajectory;
}

export const colourOf = (rule: OptimizerName): string => series[ruleNames.indexOf(rule) % series.length];

/** A way up to where the race is: all points so far, and between two steps a place on the straight line to the next one. */
export function wayUntil<Point>(
  points: readonly Point[],
  at: number,
  between: (from: Point, to: Point, share: number) => Point,
): Point[] {
  const step = Math.floor(at);
  const way = points.slice(0, step + 1);
  const next = points[step + 1];
  return at > step && next !== undefined ? [...way, between(points[step], next, at - step)] : way;
}

/** So far from one number to the other. */
export const mixed = (from: number, to: number, share: number): number => from + share * (to - from);

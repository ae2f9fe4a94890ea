import { checkWhole } from './options';
import type { Random } from './random';
import { describe, ShapeError } from './shapes';

/** Points of the plane with the class of each. */
export interface LabelledPoints {
  /** `[count, 2]` */
  points: number[][];
  /** 0 or 1, one a point */
  labels: number[];
}

export interface PointSetOptions {
  /** how far a point may stray: standard deviation along both axes; 0 unless given */
  noise?: number;
  /** where the points come from */
  random: Random;
}

/** Two classes of points in the plane, as an exercise for small networks. */
export interface PointSet {
  /** As people write it. */
  name: string;
  /** where points of a class lie before they stray */
  place(label: number, random: Random): [x: number, y: number];
}

export type PointSetName = 'circles' | 'xor' | 'spirals' | 'gaussians';

/** Without noise, all points lie within this distance of 0 along both axes, but for the tails of the two heaps. */
export const pointSetReach = 2.7;

const onCircle = (radius: number, angle: number): [number, number] => [
  radius * Math.cos(angle),
  radius * Math.sin(angle),
];

/** The sets, from one that a line cannot part to one that takes a network with layers, and one that a line parts well. */
export const pointSets: Record<PointSetName, PointSet> = {
  /** class 1 within a disc, class 0 in a ring around it */
  circles: {
    name: 'circles',
    place: (label, random) => {
      const radius = label === 1 ? random.uniform(0, 1.2) : random.uniform(1.8, pointSetReach);
      return onCircle(radius, random.uniform(0, 2 * Math.PI));
    },
  },
  /** class 1 where both coordinates have the same sign */
  xor: {
    name: 'exclusive or',
    place: (label, random) => {
      const [x, y] = [random.uniform(0.15, pointSetReach), random.uniform(0.15, pointSetReach)];
      const [right, top] = [random.uniform() < 0.5 ? -1 : 1, label === 1 ? 1 : -1];
      return [right * x, right * top * y];
    },
  },
  /** two arms of one turn and three quarters, one half a turn ahead of the other */
  spirals: {
    name: 'spirals',
    place: (label, random) => {
      const along = random.uniform(0.06, 1);
      return onCircle(pointSetReach * along, 2 * Math.PI * (1.75 * along + label / 2));
    },
  },
  /** two heaps, each normally distributed with the deviation 0.5 */
  gaussians: {
    name: 'two heaps',
    place: (label, random) => {
      const centre = label === 1 ? 1.2 : -1.2;
      return [random.normal(centre, 0.5), random.normal(centre, 0.5)];
    },
  },
};

/**
 * Draws points of a set, as many of one class as of the other (of class 0 one more where the count is odd), in random order.
 * @param count at least 2
 * @throws ShapeError for a count or a noise that cannot be
 * @example samplePoints('spirals', 200, { noise: 0.1, random: random(1) }).points // [200, 2]
 */
export function samplePoints(
  name: PointSetName,
  count: number,
  { noise = 0, random }: PointSetOptions,
): LabelledPoints {
  checkWhole(count, 'count', 2);
  if (!(Number.isFinite(noise) && noise >= 0)) {
    throw new ShapeError(`noise: expected a number of at least 0, got ${describe(noise)}.`);
  }
  const labels = random.shuffle(Array.from({ length: count }, (_, i) => i % 2));
  const points = labels.map((label) =>
    pointSets[name].place(label, random).map((coordinate) => random.normal(coordinate, noise)),
  );
  return { points, labels };
}

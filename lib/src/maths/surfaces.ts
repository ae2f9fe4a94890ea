/** A function of two numbers to descend on, as a stand-in for a loss with two weights. */
export interface Surface {
  /** As people write it, for titles. */
  name: string;
  /** LaTeX. */
  formula: string;
  value(x: number, y: number): number;
  /** `[∂f/∂x, ∂f/∂y]` */
  gradient(x: number, y: number): [number, number];
  /** Where a descent usually starts. */
  start: [number, number];
  /** Where the value is least, if there is such a point. */
  minimum?: [number, number];
  /** The part worth drawing. */
  range: { x: [number, number]; y: [number, number] };
}

export type SurfaceName = 'bowl' | 'beale' | 'rosenbrock' | 'saddle';

/** Four surfaces on which descents differ, by name. */
export const surfaces: Record<SurfaceName, Surface> = {
  /** Ten times steeper in one direction than in the other: large steps swing, small ones creep. */
  bowl: {
    name: 'Bowl',
    formula: 'f(x, y) = x^2 + 10\\,y^2',
    value: (x, y) => x ** 2 + 10 * y ** 2,
    gradient: (x, y) => [2 * x, 20 * y],
    start: [2, 1],
    minimum: [0, 0],
    range: { x: [-2.5, 2.5], y: [-1.5, 1.5] },
  },

  /** Flat plains between steep walls. Beale, On an iterative method for finding a local minimum, 1958 */
  beale: {
    name: 'Beale',
    formula: 'f(x, y) = (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2',
    value: (x, y) => (1.5 - x + x * y) ** 2 + (2.25 - x + x * y ** 2) ** 2 + (2.625 - x + x * y ** 3) ** 2,
    gradient(x, y) {
      const first = 2 * (1.5 - x + x * y);
      const second = 2 * (2.25 - x + x * y ** 2);
      const third = 2 * (2.625 - x + x * y ** 3);
      return [
        first * (y - 1) + second * (y ** 2 - 1) + third * (y ** 3 - 1),
        first * x + second * 2 * x * y + third * 3 * x * y ** 2,
      ];
    },
    start: [1, 1],
    minimum: [3, 0.5],
    range: { x: [-0.5, 4.5], y: [-1, 1.5] },
  },

  /** A bent valley with an almost flat floor. Rosenbrock, 1960 */
  rosenbrock: {
    name: 'Rosenbrock',
    formula: 'f(x, y) = (1 - x)^2 + 100\\,(y - x^2)^2',
    value: (x, y) => (1 - x) ** 2 + 100 * (y - x ** 2) ** 2,
    gradient: (x, y) => [-2 * (1 - x) - 400 * x * (y - x ** 2), 200 * (y - x ** 2)],
    start: [-1.2, 1],
    minimum: [1, 1],
    range: { x: [-2, 2], y: [-1, 3] },
  },

  /** Level in the middle, down on both sides of y: descents linger there before they find the way. */
  saddle: {
    name: 'Saddle',
    formula: 'f(x, y) = x^2 - y^2',
    value: (x, y) => x ** 2 - y ** 2,
    gradient: (x, y) => [2 * x, -2 * y],
    start: [1.5, 0.01],
    range: { x: [-2, 2], y: [-2, 2] },
  },
};

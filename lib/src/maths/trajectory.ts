import {
  type Hyperparameters,
  type Optimizer,
  type OptimizerName,
  optimizers,
  readHyperparameters,
} from './optimizers';
import { checkKey, checkOptions, checkWhole } from './options';
import { describe, ShapeError } from './shapes';
import { type Surface, type SurfaceName, surfaces } from './surfaces';

export interface DescentOptions extends Partial<Hyperparameters> {
  /** Where to start; the surface's own start unless given. */
  start?: [number, number];
  /** Number of steps; 100 unless given. */
  steps?: number;
}

export interface Trajectory {
  /** `[x, y]` at the start and after each step. */
  points: [number, number][];
  /** The surface's value at each point. */
  values: number[];
  /** True if the steps got so large that the numbers ran over: the points end with the last finite one. */
  diverged: boolean;
}

/**
 * Lets a rule descend on a surface.
 * @param rule a name or a rule of your own
 * @param surface a name or a surface of your own
 * @param options start, steps and whichever of the rule's settings shall differ from its defaults
 * @example trajectory('momentum', 'bowl', { learningRate: 0.05, steps: 50 }).values.at(-1)
 */
export function trajectory(
  rule: OptimizerName | Optimizer,
  surface: SurfaceName | Surface,
  options: DescentOptions = {},
): Trajectory {
  const optimizer = typeof rule === 'object' ? rule : optimizers[checkKey(rule, optimizers, 'rule')];
  const { value, gradient, start } =
    typeof surface === 'object' ? surface : surfaces[checkKey(surface, surfaces, 'surface')];
  checkOptions(options, ['start', 'steps', 'learningRate', 'gamma', 'beta1', 'beta2', 'epsilon'], 'trajectory');
  const steps = checkWhole(options.steps ?? 100, 'steps', 0);
  const settings = readHyperparameters(optimizer, options);

  let [x, y] = readPoint(options.start ?? start);
  let [memoryX, memoryY] = [optimizer.memory, optimizer.memory];
  const points: [number, number][] = [[x, y]];
  for (let step = 0; step < steps; step++) {
    const [gx, gy] = gradient(x, y);
    const stepX = optimizer.step(gx, memoryX, settings);
    const stepY = optimizer.step(gy, memoryY, settings);
    [memoryX, memoryY] = [stepX.memory, stepY.memory];
    x += stepX.change;
    y += stepY.change;
    if (!Number.isFinite(value(x, y))) break;
    points.push([x, y]);
  }
  return { points, values: points.map(([px, py]) => value(px, py)), diverged: points.length <= steps };
}

function readPoint(point: [number, number]): [number, number] {
  if (Array.isArray(point) && point.length === 2 && point.every(Number.isFinite)) return [point[0], point[1]];
  throw new ShapeError(
    `start: expected a point [x, y], got ${Array.isArray(point) ? `[${point.join(', ')}]` : describe(point)}.`,
  );
}

import { type Hyperparameters, type Optimizer, type OptimizerName, optimizers } from './optimizers';
import { checkOptions, checkWhole } from './options';
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
  const optimizer = typeof rule === 'object' ? rule : byName(optimizers, rule, 'rule');
  const { value, gradient, start } = typeof surface === 'object' ? surface : byName(surfaces, surface, 'surface');
  checkOptions(options, ['start', 'steps', 'learningRate', 'gamma', 'beta1', 'beta2', 'epsilon'], 'trajectory');
  const steps = checkWhole(options.steps ?? 100, 'steps', 0);
  const settings = readSettings(optimizer, options);

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

/** The rule's defaults, with what the options change. What a rule does not read stays at its usual value. */
function readSettings(optimizer: Optimizer, options: DescentOptions): Hyperparameters {
  const settings: Hyperparameters = { gamma: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, ...optimizer.defaults };
  for (const name of ['learningRate', 'gamma', 'beta1', 'beta2', 'epsilon'] as const) {
    const setting = options[name] ?? settings[name];
    if (!(Number.isFinite(setting) && setting >= 0)) {
      throw new ShapeError(`${name}: expected a number of at least 0, got ${describe(setting)}.`);
    }
    settings[name] = setting;
  }
  return settings;
}

function readPoint(point: [number, number]): [number, number] {
  if (Array.isArray(point) && point.length === 2 && point.every(Number.isFinite)) return [point[0], point[1]];
  throw new ShapeError(
    `start: expected a point [x, y], got ${Array.isArray(point) ? `[${point.join(', ')}]` : describe(point)}.`,
  );
}

function byName<T>(registry: Record<string, T>, name: string, argument: string): T {
  if (Object.hasOwn(registry, name)) return registry[name];
  throw new ShapeError(`${argument}: expected one of ${Object.keys(registry).join(', ')}, got ${describe(name)}.`);
}

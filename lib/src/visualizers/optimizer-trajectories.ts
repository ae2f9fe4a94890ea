import { type Optimizer, type OptimizerName, optimizers } from '../maths/optimizers';
import { checkOptions } from '../maths/options';
import { type Surface, type SurfaceName, surfaces } from '../maths/surfaces';
import { trajectory } from '../maths/trajectory';
import { UserError } from '../project';
import { animated } from './animation';
import { baseLayout, titleOnTop } from './colours';
import { descentRates, descentSteps } from './descent-rates';
import { descentsInSpace } from './descent-surface';
import {
  frameAt,
  headsTrace,
  landmarks,
  lossAxis,
  lossTrace,
  pathTrace,
  quietAxis,
  type Run,
  thinned,
} from './descent-traces';
import type { Figure } from './figure';
import { short } from './number-text';
import { plainFormulas } from './plain-formulas';
import { surfaceContours } from './surface-contours';
import { evenly } from './windows';

export const defaults = {
  rules: ['sgd', 'momentum', 'adagrad', 'adadelta', 'rmsprop', 'adam'] as OptimizerName[],
  steps: descentSteps,
  /** Frames at most, and points of a path at most: longer descents are thinned out evenly, to stay under 300 KB. */
  maxFrames: 30,
  maxPoints: 100,
  learningRates: descentRates,
  width: 820,
  height: 480,
  margin: { l: 50, r: 15, t: 95, b: 45 },
  stepDuration: 150,
};

export interface OptimizerTrajectoriesOptions {
  /** 'bowl', 'beale', 'rosenbrock', 'saddle', or a surface of your own. */
  surface: SurfaceName | Surface;
  /** Names of `optimizers` or rules of your own; all six unless given. */
  rules?: (OptimizerName | Optimizer)[];
  /** One rate for all rules, or rates by name of the rule; rates that suit the surface unless given. */
  learningRates?: number | Partial<Record<OptimizerName, number>>;
  /** Where all start; the surface's own start unless given. */
  start?: [number, number];
  /** Number of steps; enough for the surface (60 to 400) unless given. */
  steps?: number;
  /** 'contour': seen from above, with the losses beside; 'surface': in three dimensions, to be turned with the mouse. */
  view?: 'contour' | 'surface';
}

/**
 * The paths of several update rules on one surface, seen from above, and the loss that each has reached. Press Play to
 * follow them step by step; before, the figure shows the paths as they are after the last step.
 *
 *     θ ← θ + Δθ, where Δθ comes from the gradient by the rule (see `optimizers`)
 *
 * @throws UserError for an unknown rule or surface
 * @example show(optimizerTrajectories({ surface: 'rosenbrock', rules: ['sgd', 'momentum', 'adam'], steps: 200 }))
 */
export function optimizerTrajectories(options: OptimizerTrajectoriesOptions): Figure {
  checkOptions(options, ['surface', 'rules', 'learningRates', 'start', 'steps', 'view'], 'optimizerTrajectories');
  const surface = named(surfaces, options.surface, 'surface');
  const formula = typeof options.surface === 'string' ? `: f(x, y) = ${plainFormulas[options.surface]}` : '';
  const steps = options.steps ?? defaults.steps[typeof options.surface === 'string' ? options.surface : 'beale'];
  const start = options.start ?? surface.start;
  const rules = options.rules ?? defaults.rules;
  if (!Array.isArray(rules) || rules.length === 0) {
    throw new UserError("optimizerTrajectories: give a list of rules, such as ['sgd', 'adam'].");
  }
  const runs = rules.map((rule): Run => {
    const optimizer = named(optimizers, rule, 'rule');
    const learningRate = rateOf(rule, options);
    return { name: optimizer.name, learningRate, ...trajectory(optimizer, surface, { start, steps, learningRate }) };
  });

  const kept = evenly(steps + 1, defaults.maxPoints);
  const paths = runs.map((run) => thinned(run, kept, surface));
  const losses = lossAxis(paths, surface);
  const shown = evenly(kept.length, defaults.maxFrames);
  const frames = shown.map((last) => frameAt(kept[last], last + 1, paths, losses.draw));
  const { width, height, margin } = defaults;
  const reached = runs.map(({ name, values }) => `${name} ${short(values[values.length - 1])}`);
  const figure: Figure = {
    data: [
      surfaceContours(surface),
      ...landmarks(start, surface),
      ...runs.map((run, index) => pathTrace(run, index)),
      ...runs.map((_, index) => lossTrace(kept, index)),
      headsTrace(runs.length, { xaxis: 'x', yaxis: 'y' }),
      headsTrace(runs.length, { xaxis: 'x2', yaxis: 'y2' }),
    ],
    layout: {
      ...baseLayout(`${surface.name}${formula}`, width, height),
      title: titleOnTop(`${surface.name}${formula}`, 12), // above the legend, which takes two lines
      margin,
      dragmode: false,
      xaxis: { ...quietAxis('x'), range: surface.range.x, domain: [0, 0.57] },
      yaxis: { ...quietAxis('y'), range: surface.range.y },
      xaxis2: { ...quietAxis('step'), range: [0, steps * 1.03], domain: [0.66, 1], anchor: 'y2' },
      yaxis2: { ...quietAxis('loss f(x, y)'), ...losses.axis, anchor: 'x2' },
      legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: 1.02, yanchor: 'bottom' },
    },
    alt:
      `Animation of ${runs.map(({ name }) => name).join(', ')} on the surface ${surface.name}, from ` +
      `(${start.map((value) => short(value)).join(', ')}) for ${steps} steps: paths on contour lines, and losses by step. ` +
      `Losses at the end: ${reached.join(', ')}.`,
  };
  const { stepDuration } = defaults;
  const flat = animated(figure, frames, { shown: frames.length - 1, prefix: 'step ', stepDuration });
  if (!isSurfaceView(options.view)) return flat;
  const counts = shown.map((last) => ({ name: String(kept[last]), count: last + 1 }));
  return descentsInSpace({ surface, start, runs, paths, frames: counts, stepDuration }, figure, flat);
}

function isSurfaceView(view: OptimizerTrajectoriesOptions['view'] = 'contour'): boolean {
  if (view === 'contour' || view === 'surface') return view === 'surface';
  throw new UserError(`optimizerTrajectories: view is 'contour' or 'surface', not ${JSON.stringify(view)}.`);
}

function named<T extends object>(registry: Record<string, T>, choice: string | T, what: string): T {
  if (typeof choice === 'object' && choice !== null) return choice;
  if (Object.hasOwn(registry, choice)) return registry[choice];
  const known = Object.keys(registry).join(', ');
  throw new UserError(`optimizerTrajectories: there is no ${what} ${JSON.stringify(choice)}; choose from ${known}.`);
}

function rateOf(rule: OptimizerName | Optimizer, { learningRates, surface }: OptimizerTrajectoriesOptions): number {
  if (typeof learningRates === 'number') return learningRates;
  if (typeof rule === 'object') return rule.defaults.learningRate;
  const usual = defaults.learningRates[typeof surface === 'string' ? surface : 'bowl'];
  return learningRates?.[rule] ?? usual[rule];
}

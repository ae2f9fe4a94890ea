import { type OptimizerName, optimizers, type SurfaceName, surfaces, type Trajectory, trajectory } from '../../maths';
import { descentRates, descentSteps } from '../../visualizers/descent-rates';
import { type Gaze, turned } from '../shell/projection';
import type { Place } from '../shell/widget';

/** What the notebook hands over. */
export interface RaceGiven {
  title?: string;
  surface: SurfaceName;
  rules: OptimizerName[];
}

export interface RaceState {
  surface: SurfaceName;
  start: [number, number];
  /** how far the race has come, in steps; between two steps while it plays */
  at: number;
  playing: boolean;
  /** those that run */
  rules: OptimizerName[];
  /** of each rule, as a power of ten times its usual rate on the surface */
  rates: Record<OptimizerName, number>;
  /** from where the surface is looked at */
  gaze: Gaze;
  /** where the finger that turns the surface was last */
  grip?: Place;
}

export const ruleNames = Object.keys(optimizers) as OptimizerName[];

export const initialState = ({ surface, rules }: RaceGiven): RaceState => ({
  surface,
  start: surfaces[surface].start,
  at: 0,
  playing: false,
  rules,
  rates: usualRates(),
  gaze: { turn: 330, tilt: 60 },
});

const usualRates = () => Object.fromEntries(ruleNames.map((rule) => [rule, 0])) as Record<OptimizerName, number>;

export const stepsOf = ({ surface }: Pick<RaceState, 'surface'>): number => descentSteps[surface];

export const rateOf = ({ surface, rates }: Pick<RaceState, 'surface' | 'rates'>, rule: OptimizerName): number =>
  descentRates[surface][rule] * 10 ** rates[rule];

const descents = new Map<OptimizerName, { of: string; run: Trajectory }>();

/** The whole descent of a rule, by the `trajectory` of the course. The last one of each rule is kept: in a race, all frames show the same descents. */
export function descent(state: RaceState, rule: OptimizerName): Trajectory {
  const { surface, start } = state;
  const learningRate = rateOf(state, rule);
  const of = JSON.stringify([surface, start, learningRate]);
  const last = descents.get(rule);
  if (last?.of === of) return last.run;
  const run = trajectory(rule, surface, { start, steps: stepsOf(state), learningRate });
  descents.set(rule, { of, run });
  return run;
}

const degreesAPixel = 0.5;

/** A finger turns and tilts the surface: to the right, the near side goes to the right. */
export function dragged(state: RaceState, place: Place, phase: 'down' | 'move' | 'up'): RaceState {
  if (phase === 'up') return { ...state, grip: undefined };
  const { grip = place, gaze } = state;
  const [right, down] = phase === 'down' ? [0, 0] : [place.x - grip.x, place.y - grip.y];
  return { ...state, gaze: turned(gaze, degreesAPixel * right, degreesAPixel * down), grip: place };
}

export const looking = (state: RaceState, right: number, down: number): RaceState => ({
  ...state,
  gaze: turned(state.gaze, right, down),
});

/** Another surface: its own start, and usual rates. */
export const onSurface = (state: RaceState, surface: SurfaceName): RaceState => ({
  ...state,
  surface,
  start: surfaces[surface].start,
  at: 0,
  playing: false,
  rates: usualRates(),
});

/**
 * Another start, inside of the part that is drawn, to the hundredth: where the reader is told y = 0.00, it is 0, which decides who leaves the
 * line through a saddle.
 */
export function startingAt(state: RaceState, x: number, y: number): RaceState {
  const { range } = surfaces[state.surface];
  const within = (value: number, [low, high]: readonly [number, number]) =>
    Math.round(100 * Math.min(high, Math.max(low, value))) / 100;
  return { ...state, start: [within(x, range.x), within(y, range.y)], playing: false };
}

export const withRule = (state: RaceState, rule: OptimizerName, on: boolean): RaceState => ({
  ...state,
  rules: ruleNames.filter((name) => (name === rule ? on : state.rules.includes(name))),
});

/** One step further, or back; the race stands still. */
export const stepped = (state: RaceState, steps: number): RaceState => ({
  ...state,
  playing: false,
  at: Math.min(stepsOf(state), Math.max(0, Math.round(state.at) + steps)),
});

/** From the beginning, if it had come to its end. */
export const played = (state: RaceState): RaceState => ({
  ...state,
  playing: !state.playing,
  at: !state.playing && state.at >= stepsOf(state) ? 0 : state.at,
});

const secondsOfRace = 6;

export function advanced(state: RaceState, seconds: number): RaceState | undefined {
  if (!state.playing) return undefined;
  const steps = stepsOf(state);
  const at = Math.min(steps, state.at + (seconds * steps) / secondsOfRace);
  return { ...state, at, playing: at < steps };
}

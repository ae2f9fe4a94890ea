import { featuresOf } from './examples';
import { type LayerWeights, unitOutputs } from './network';
import { type Settings, suitableRates } from './settings';
import { epochOf, freshRun, type Measured, measure, type Run, stepOf, stepsOfEpoch } from './training';

/** What the notebook hands over. */
export interface PlaygroundGiven {
  title?: string;
  settings: Settings;
}

/** A unit by its layer, counted from the first hidden one; the output is the only unit of the last layer. */
export interface UnitPlace {
  layer: number;
  unit: number;
}

export interface PlaygroundState {
  settings: Settings;
  run: Run;
  playing: boolean;
  /** epochs a second */
  pace: number;
  /** steps that are due and not yet made, below 1 */
  due: number;
  /** whose output fills the plane */
  chosen: UnitPlace;
  showTest: boolean;
  /** a point of the plane that is looked at */
  probe: [x: number, y: number];
}

export const paces = [1, 5, 20, 60];

export const initialState = ({ settings }: PlaygroundGiven): PlaygroundState => ({
  settings,
  run: freshRun(settings),
  playing: false,
  pace: 20,
  due: 0,
  chosen: { layer: settings.hidden.length, unit: 0 },
  showTest: true,
  probe: [0, 0],
});

/** Choices with which a training cannot go on: they change the points, or which weights there are, or what these begin with. */
const beginning: (keyof Settings)[] = [
  'data',
  'noise',
  'trainingShare',
  'seed',
  'features',
  'hidden',
  'initializer',
  'batchNormalization',
];

/** With other choices. Where the training can go on it does, from the weights that it has; otherwise it begins anew. */
export function changed(state: PlaygroundState, change: Partial<Settings>): PlaygroundState {
  const settings = { ...state.settings, ...change };
  if (change.optimizer) settings.learningRate = suitableRates[change.optimizer];
  if (beginning.some((name) => name in change)) return restarted({ ...state, settings });
  // Dropout puts layers between those whose memories are in order; another rule remembers other things.
  const forgets = 'optimizer' in change || 'loss' in change || 'dropout' in change;
  const run: Run = { ...state.run, layers: [...state.run.layers], memories: forgets ? undefined : state.run.memories };
  return { ...state, settings, run };
}

/** The same first weights again. */
export function restarted(state: PlaygroundState): PlaygroundState {
  const { settings, chosen } = state;
  const units = settings.hidden[chosen.layer];
  const there = chosen.layer < settings.hidden.length && chosen.unit < units;
  const output = { layer: settings.hidden.length, unit: 0 };
  return { ...state, run: freshRun(settings), due: 0, chosen: there ? chosen : output };
}

export const stepped = (state: PlaygroundState): PlaygroundState => ({
  ...state,
  playing: false,
  run: stepOf(state.settings, state.run),
});

export const epochPassed = (state: PlaygroundState): PlaygroundState => ({
  ...state,
  playing: false,
  run: epochOf(state.settings, state.run),
});

/** Milliseconds of a frame that may be spent on training: the rest of its 16 are for the pictures. */
const slice = 6;

/**
 * What of the training falls into so many seconds. Where the machine is too slow for the pace, a frame ends all the same, and what it
 * did not come to is not made up for.
 * @param clock in milliseconds
 */
export function advanced(
  state: PlaygroundState,
  seconds: number,
  clock = () => performance.now(),
): PlaygroundState | undefined {
  if (!state.playing) return undefined;
  const { settings } = state;
  const end = clock() + slice;
  let due = state.due + seconds * state.pace * stepsOfEpoch(settings);
  let run = state.run;
  for (; due >= 1 && clock() < end; due--) run = stepOf(settings, run);
  const next = { ...state, run, due: Math.min(due, 1) };
  return diverged(next) ? { ...next, playing: false } : next;
}

let last: { layers: LayerWeights[]; measured: Measured } | undefined;

/** Losses and accuracy of the network as it is; those asked for last are kept. */
export function measured({ settings, run: { layers } }: PlaygroundState): Measured {
  if (last?.layers !== layers) last = { layers, measured: measure(settings, layers) };
  return last.measured;
}

export const diverged = (state: PlaygroundState): boolean => !Number.isFinite(measured(state).training);

/** Looks at a point; it stays inside of the plane that is drawn. */
export function probedAt(state: PlaygroundState, x: number, y: number): PlaygroundState {
  const within = (value: number) => Math.min(3, Math.max(-3, Math.round(value * 100) / 100));
  return { ...state, probe: [within(x), within(y)] };
}

/** What the network in use says at the probe: the probability of class 1. */
export function probability({ settings, run, probe }: PlaygroundState): number {
  return unitOutputs(settings, run.layers, [featuresOf(settings, probe)])[settings.hidden.length][0][0];
}

/** The next unit in a direction: down within a layer, or right to the next one. */
export function chosenBeside(state: PlaygroundState, down: number, right: number): PlaygroundState {
  const { settings, chosen } = state;
  const layer = Math.min(settings.hidden.length, Math.max(0, chosen.layer + right));
  const units = settings.hidden[layer] ?? 1;
  return { ...state, chosen: { layer, unit: Math.min(units - 1, Math.max(0, chosen.unit + down)) } };
}

/** With a weight that leads into the chosen unit typed in; after the last weight comes the bias. The training pauses. */
export function typed(state: PlaygroundState, input: number, value: number): PlaygroundState {
  const { layer, unit } = state.chosen;
  const layers = state.run.layers.map((one, i) => {
    if (i !== layer) return one;
    const put = (row: number[]) => row.map((old, k) => (k === unit ? value : old));
    return {
      ...one,
      weights: one.weights.map((row, k) => (k === input ? put(row) : row)),
      bias: input === one.weights.length ? put(one.bias) : one.bias,
    };
  });
  return { ...state, playing: false, run: { ...state.run, layers } };
}

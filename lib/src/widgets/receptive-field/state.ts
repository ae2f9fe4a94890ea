import { type LayerGeometry, outputSize, receptiveFields, ShapeError, unitsSeen } from '../../maths';

/** What the notebook hands over. */
export interface ReceptiveFieldGiven {
  title?: string;
  /** stacks to choose from by name; the first one is shown first */
  stacks: Record<string, Stack>;
}

export interface Stack {
  /** pixels of the input along one axis */
  inputSize: number;
  /** from the input on */
  layers: Layer[];
}

export type Layer = Required<LayerGeometry>;

export interface ReceptiveFieldState extends Stack {
  stackName: string;
  /** the unit that is followed back; row 0 is the input */
  at: { row: number; unit: number };
  /** why the last change was not made */
  refused?: Misfit;
}

/** A window that is wider than what it would stand on, padding included. */
export interface Misfit {
  /** counted from 1 */
  layer: number;
  window: number;
  room: number;
}

/** Largest values that can be chosen; the smallest is 1, of padding 0. */
export const largest = { kernel: 7, stride: 4, padding: 3, dilation: 4, layers: 6, inputSize: 40 };
export const smallestInput = 4;

export function initialState({ stacks }: ReceptiveFieldGiven): ReceptiveFieldState {
  return stackChosen(stacks, Object.keys(stacks)[0]);
}

/** A stack by its name, with the middle unit of its last layer looked at. */
export function stackChosen(stacks: ReceptiveFieldGiven['stacks'], stackName: string): ReceptiveFieldState {
  const stack = stacks[stackName];
  const row = stack.layers.length;
  return { stackName, ...stack, at: { row, unit: Math.floor((counts(stack)[row] - 1) / 2) } };
}

/** How many units stand in each row: the input, then each layer. @throws ShapeError if a window does not fit */
export function counts({ inputSize, layers }: Stack): number[] {
  const all = [inputSize];
  for (const { kernel, stride, padding, dilation } of layers)
    all.push(outputSize(all[all.length - 1], { kernel, stride, padding, dilation }));
  return all;
}

/** A row of units, in pixels of the input. */
export interface Row {
  count: number;
  /** width of what one unit sees */
  size: number;
  /** from the field of a unit to that of its neighbour */
  jump: number;
  /** first pixel that unit 0 sees; below 0 in the padding */
  start: number;
}

/** All rows from the input on, by the `receptiveFields` of the course. */
export function rows(stack: Stack): Row[] {
  const fields = [{ size: 1, jump: 1, firstCenter: 0.5 }, ...receptiveFields(stack.layers)];
  const all = counts(stack);
  return fields.map(({ size, jump, firstCenter }, i) => ({
    count: all[i],
    size,
    jump,
    start: firstCenter - size / 2,
  }));
}

/** The middle of what a unit sees, in pixels from the left edge of the input. */
export const centre = ({ start, size, jump }: Row, unit: number): number => start + size / 2 + unit * jump;

/** What the unit that is looked at reads in each row up to its own, by the `unitsSeen` of the course. */
export const seen = ({ inputSize, layers, at }: ReceptiveFieldState): number[][] =>
  unitsSeen(inputSize, layers.slice(0, at.row), at.unit);

/** Units of a row, `count` long, that are there: not in the padding. */
export const inside = (units: readonly number[], count: number): number[] =>
  units.filter((unit) => unit >= 0 && unit < count);

/** Another unit is looked at; from outside, the nearest one. */
export function looked(state: ReceptiveFieldState, row: number, unit: number): ReceptiveFieldState {
  const all = counts(state);
  const nearestRow = within(row, all.length);
  return { ...state, at: { row: nearestRow, unit: within(unit, all[nearestRow]) }, refused: undefined };
}

/** The unit of a row whose field has its middle nearest to a place of the input, in pixels. */
export function lookedAt(state: ReceptiveFieldState, row: number, pixel: number): ReceptiveFieldState {
  const all = rows(state);
  const { start, size, jump } = all[within(row, all.length)];
  return looked(state, row, Math.round((pixel - start - size / 2) / jump));
}

/** The same place of the input, seen from another row. */
export const climbed = (state: ReceptiveFieldState, up: number): ReceptiveFieldState =>
  lookedAt(state, state.at.row + up, centre(rows(state)[state.at.row], state.at.unit));

/**
 * A stack with other layers or another input; the unit that is looked at stays in it. Where a window does not fit any more, all stays as it is, and
 * `refused` says where.
 */
export function changed(state: ReceptiveFieldState, change: Partial<Stack>): ReceptiveFieldState {
  const next = { ...state, ...change };
  try {
    const all = counts(next);
    const row = Math.min(next.at.row, all.length - 1);
    return { ...next, at: { row, unit: within(next.at.unit, all[row]) }, refused: undefined };
  } catch (error) {
    if (error instanceof ShapeError) return { ...state, refused: misfit(next) };
    throw error;
  }
}

/** The first window of a stack that does not fit; there is one. */
function misfit({ inputSize, layers }: Stack): Misfit {
  let units = inputSize;
  for (const [i, { kernel, stride, padding, dilation }] of layers.entries()) {
    const [window, room] = [dilation * (kernel - 1) + 1, units + 2 * padding];
    if (window > room) return { layer: i + 1, window, room };
    units = outputSize(units, { kernel, stride, padding, dilation });
  }
  throw new Error('All windows fit.');
}

/** With one value of one layer changed. */
export const layerChanged = (state: ReceptiveFieldState, index: number, change: Partial<Layer>): ReceptiveFieldState =>
  changed(state, { layers: state.layers.map((layer, i) => (i === index ? { ...layer, ...change } : layer)) });

/** With one more layer at the end, whose middle unit is looked at. */
export function layerAdded(state: ReceptiveFieldState, layer: Layer): ReceptiveFieldState {
  if (state.layers.length >= largest.layers) return state;
  const next = changed(state, { layers: [...state.layers, layer] });
  if (next.refused) return next;
  const row = next.layers.length;
  return looked(next, row, Math.floor((counts(next)[row] - 1) / 2));
}

/** Without a layer; one always stays. */
export function layerRemoved(state: ReceptiveFieldState, index: number): ReceptiveFieldState {
  if (state.layers.length === 1) return state;
  const row = state.at.row > index + 1 ? state.at.row - 1 : state.at.row;
  return changed({ ...state, at: { ...state.at, row } }, { layers: state.layers.filter((_, i) => i !== index) });
}

const within = (index: number, count: number): number => Math.min(count - 1, Math.max(0, index));

import type { Image } from '../../maths';
import { arranged, type MapPlace, movedBy } from './arrangement';
import { type Dot, stroked } from './brush';
import { answers, type LayerOutput, stagesOf } from './network';
import { unpack } from './packing';
import type { PackedStage } from './stages';

/** What the notebook hands over. */
export interface LenetGiven {
  title?: string;
  /** `[height, width, channels]` */
  inputShape: [number, number, number];
  stages: PackedStage[];
  classes: string[];
  /** images to choose from; pixels 0 … 1, packed */
  examples: { name: string; pixels: string }[];
}

/** A unit of a layer; layers are counted among those that are drawn. */
export interface Unit extends MapPlace {
  layer: number;
}

export interface LenetState {
  /** by number; −1: a blank sheet */
  example: number;
  image: Image;
  penWidth: number;
  /** what the pen leaves, 0 … 1 */
  penLevel: number;
  erasing: boolean;
  /** where the pen is, while it draws by a finger or a mouse */
  pen?: Dot;
  /** the pixel that the keys have reached */
  cursor: { y: number; x: number };
  /** the arrow keys draw */
  penDown: boolean;
  /** the unit whose computation is shown */
  unit: Unit;
  /** the unit that the keys have reached */
  at: Unit;
  /** of the maps that the unit sees, the one whose products are shown; −1: the one that counts most */
  source: number;
}

/** A layer that is drawn: all but `flatten`, which only writes maps as one row. */
export interface Drawn extends LayerOutput {
  /** `[height, width, channels]` of the output */
  shape: [number, number, number];
  /** what it gets, before a `flatten` */
  seen: Image;
}

const known = new WeakMap<PackedStage[], WeakMap<Image, Drawn[]>>();

/** What each layer makes of the image of a state; worked out once an image. */
export function layersOf({ stages }: LenetGiven, { image }: Pick<LenetState, 'image'>): Drawn[] {
  const ofNetwork = known.get(stages) ?? new WeakMap<Image, Drawn[]>();
  known.set(stages, ofNetwork);
  const found = ofNetwork.get(image);
  if (found) return found;
  const all = answers(stagesOf(stages), image);
  const drawn = all.flatMap((layer, n): Drawn[] => {
    if (layer.stage.kind === 'flatten') return [];
    const { output } = layer;
    const seen = all[n - 1]?.stage.kind === 'flatten' ? all[n - 1].input : layer.input;
    return [{ ...layer, seen, shape: [output.length, output[0].length, output[0][0].length] }];
  });
  ofNetwork.set(image, drawn);
  return drawn;
}

export function initialState(given: LenetGiven): LenetState {
  const [height, width] = given.inputShape;
  const example = given.examples.length > 0 ? 0 : -1;
  const image = exampleImage(given, example);
  const [first] = layersOf(given, { image });
  const unit = { layer: 0, channel: 0, i: Math.floor(first.shape[0] / 2), j: Math.floor(first.shape[1] / 2) };
  return {
    example,
    image,
    penWidth: 2,
    penLevel: 1,
    erasing: false,
    cursor: { y: Math.floor(height / 2), x: Math.floor(width / 2) },
    penDown: false,
    unit,
    at: unit,
    source: -1,
  };
}

export function exampleImage({ inputShape: [height, width, channels], examples }: LenetGiven, example: number): Image {
  const pixels = examples[example] ? unpack(examples[example].pixels) : new Float32Array(height * width * channels);
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) =>
      Array.from(pixels.subarray((y * width + x) * channels).subarray(0, channels)),
    ),
  );
}

export const withExample = (state: LenetState, given: LenetGiven, example: number): LenetState => ({
  ...state,
  example,
  image: exampleImage(given, example),
  pen: undefined,
});

/** The pen goes on to a place, or is set down there. */
export function drawnTo(state: LenetState, to: Dot, phase: 'down' | 'move' | 'up'): LenetState {
  if (phase === 'up') return { ...state, pen: undefined };
  const { image, pen = to, penWidth, penLevel, erasing } = state;
  const brush = { width: penWidth, level: erasing ? 0 : penLevel };
  return { ...state, image: stroked(image, phase === 'down' ? to : pen, to, brush), pen: to };
}

const middle = ({ y, x }: { y: number; x: number }): Dot => ({ y: y + 0.5, x: x + 0.5 });

/** The keys move the pen by a pixel, and draw where it is down. */
export function penMoved(state: LenetState, down: number, right: number): LenetState {
  const within = (index: number, count: number) => Math.min(count - 1, Math.max(0, index));
  const { image, cursor } = state;
  const next = { y: within(cursor.y + down, image.length), x: within(cursor.x + right, image[0].length) };
  const moved = { ...state, cursor: next };
  if (!state.penDown) return moved;
  return { ...drawnTo({ ...moved, pen: middle(cursor) }, middle(next), 'move'), pen: undefined };
}

/** A dot where the keys are. */
export const dotted = (state: LenetState): LenetState => ({
  ...drawnTo(state, middle(state.cursor), 'down'),
  pen: undefined,
});

/** Another unit is explained. */
export const explained = (state: LenetState, unit: Unit): LenetState => ({ ...state, unit, at: unit, source: -1 });

/** The unit beside the explained one is explained, or the same one of another map. */
export function steppedBy(state: LenetState, { shape }: Pick<Drawn, 'shape'>, step: Step): LenetState {
  const { unit } = state;
  const next = 'map' in step ? mapBeside(unit, shape, step.map) : movedBy(arranged(shape), shape, unit, ...step.by);
  return explained(state, { ...next, layer: unit.layer });
}

/** So many units down and to the right, or so many maps on. */
export type Step = { by: readonly [down: number, right: number] } | { map: number };

const mapBeside = (unit: MapPlace, [, , count]: Drawn['shape'], by: number): MapPlace => ({
  ...unit,
  channel: Math.min(count - 1, Math.max(0, unit.channel + by)),
});

/** The keys move to another unit of a layer; from another layer they come to where they were explained, or to its first. */
export function unitMoved(state: LenetState, { shape }: Pick<Drawn, 'shape'>, layer: number, step: Step): LenetState {
  const start = [state.at, state.unit].find((unit) => unit.layer === layer);
  if (!start) return { ...state, at: { layer, channel: 0, i: 0, j: 0 } };
  const next = 'map' in step ? mapBeside(start, shape, step.map) : movedBy(arranged(shape), shape, start, ...step.by);
  return { ...state, at: { ...next, layer } };
}

import { type Image, makeImage, random } from '../../maths';
import { asSet, type Change, carriedOut, drawn, type Settings, unchanged } from './changes';

/** What the notebook hands over. */
export interface AugmentationGiven {
  title?: string;
  /** all of one size and with as many channels, values 0 … 1 */
  examples: { image: Image; label: string }[];
}

export interface AugmentationState {
  /** number of the example that is changed */
  chosen: number;
  settings: Settings;
  /** of the random draws */
  seed: number;
  /** the draw that is looked at */
  at: number;
  /** keys have come to this draw, and nothing was changed since */
  walked?: boolean;
  /** where the pointer took hold of the changed image, and its shift then; in pixels of the image */
  grip?: { x: number; y: number; right: number; down: number };
}

/** Draws in the grid. */
export const grid = { rows: 3, columns: 4 };
const count = grid.rows * grid.columns;

/** Limits of the sliders; shifts and the cutout go as far as a third and a half of the image. */
export const limits = {
  rotation: 180,
  zoom: [0.5, 2],
  brightness: 0.5,
  contrast: [0, 2],
  noise: 0.5,
  mixup: 0.5,
} as const;

export const initialState = (): AugmentationState => ({
  chosen: 0,
  settings: { ...unchanged, right: 2, rotation: 15 },
  seed: 1,
  at: 0,
});

type Given = Pick<AugmentationGiven, 'examples'>;
type Chosen = Pick<AugmentationState, 'chosen' | 'settings' | 'seed'>;

const imagesOf = ({ examples }: Given): Image[] => examples.map(({ image }) => image);

/** The chosen image with the settings as they are. */
export function after({ chosen, settings, seed }: Chosen, given: Given): { change: Change; image: Image } {
  const images = imagesOf(given);
  const change = asSet(settings, images, chosen, seed);
  return { change, image: carriedOut(change, images, chosen) };
}

/** Twelve changes drawn at random within the settings; the same seed gives the same ones. */
export function draws({ chosen, settings, seed }: Chosen, given: Given): { change: Change; image: Image }[] {
  const images = imagesOf(given);
  const draw = random(`augmentation ${seed}`);
  return Array.from({ length: count }, (_, i) => {
    const change = drawn(settings, images, chosen, draw, `${seed} ${i}`);
    return { change, image: carriedOut(change, images, chosen) };
  });
}

/** How much of each label a changed image has: mixup alone changes it. */
export function labelOf(
  { mixup, other }: Change,
  chosen: number,
  { examples }: Given,
): { label: string; share: number }[] {
  const own = { label: examples[chosen].label, share: 1 - mixup };
  const mixed = { label: examples[other].label, share: mixup };
  if (mixup === 0) return [own];
  return own.label === mixed.label ? [{ ...own, share: 1 }] : [own, mixed];
}

/** The mean size of the difference of two images, over all values. */
export function meanChange(before: Image, image: Image): number {
  const values = before.flat(2);
  const others = image.flat(2);
  return values.reduce((sum, value, i) => sum + Math.abs(value - others[i]), 0) / values.length;
}

/** All draws as one picture, with grey lines between them. */
export function mosaic(images: readonly Image[]): Image {
  const [height, width, channels] = [images[0].length, images[0][0].length, images[0][0][0].length];
  return makeImage(grid.rows * (height + 1) - 1, grid.columns * (width + 1) - 1, channels, (y, x, c) => {
    const [row, column] = [Math.floor(y / (height + 1)), Math.floor(x / (width + 1))];
    const image = images[row * grid.columns + column];
    return image[y - row * (height + 1)]?.[x - column * (width + 1)]?.[c] ?? 0.5;
  });
}

/** The furthest shift down and to the right, and the largest cutout, in pixels. */
export function reach({ examples }: Given): { down: number; right: number; cutout: number } {
  const [height, width] = [examples[0].image.length, examples[0].image[0].length];
  return {
    down: Math.floor(height / 3),
    right: Math.floor(width / 3),
    cutout: Math.floor(Math.min(height, width) / 2),
  };
}

/** With some settings changed; a shift ends where the slider ends. */
export function changed(state: AugmentationState, change: Partial<Settings>, given: Given): AugmentationState {
  const settings = { ...state.settings, ...change };
  const most = reach(given);
  const within = (value: number, end: number) => Math.min(end, Math.max(-end, Math.round(value)));
  settings.right = within(settings.right, most.right);
  settings.down = within(settings.down, most.down);
  return { ...state, settings, walked: false };
}

/** Takes hold of the changed image, at a place in pixels of the image. */
export const grabbed = (state: AugmentationState, x: number, y: number): AugmentationState => ({
  ...state,
  grip: { x, y, right: state.settings.right, down: state.settings.down },
});

/** The image follows the pointer. */
export function dragged(state: AugmentationState, x: number, y: number, given: Given): AugmentationState {
  const { grip } = state;
  if (!grip) return state;
  return changed(state, { right: grip.right + x - grip.x, down: grip.down + y - grip.y }, given);
}

/** Another draw is looked at: so many rows down and columns to the right. */
export function walked(state: AugmentationState, down: number, right: number): AugmentationState {
  const row = Math.min(grid.rows - 1, Math.max(0, Math.floor(state.at / grid.columns) + down));
  const column = Math.min(grid.columns - 1, Math.max(0, (state.at % grid.columns) + right));
  return { ...state, at: row * grid.columns + column, walked: true };
}

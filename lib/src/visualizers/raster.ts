import type { Image, Matrix } from '../maths/shapes';
import { UserError } from '../user-error';
import { signedScale, valueScale } from './colours';

/**
 * A picture in bytes: one byte a pixel (an index into `palette`, or a grey level where there is none), or three (red,
 * green, blue). Rows go from top to bottom.
 */
export interface Raster {
  width: number;
  height: number;
  /** bytes a pixel */
  depth: 1 | 3;
  pixels: Uint8Array;
  /** 256 colours as red, green, blue; only with depth 1 */
  palette?: Uint8Array;
}

/**
 * How numbers become colours: `rgb` and `grey` take 0…1 as dark to light, `value` is Cividis for quantities without a
 * sign, `signed` is blue below zero, light grey at zero, orange above.
 */
export type ColourScale = 'grey' | 'rgb' | 'value' | 'signed';

export interface RasterOptions {
  /** default: `rgb` for three channels, else `grey` */
  scale?: ColourScale;
  /** the value at the dark (or blue) end; default: 0 for grey and rgb, the smallest value, or minus the largest size */
  min?: number;
  /** the value at the light (or orange) end; default: 1 for grey and rgb, the largest value, or the largest size */
  max?: number;
}

/** Plotly's Cividis as `[position, colour]`: the scale named by `valueScale`, needed here for pictures. */
export const cividis: readonly (readonly [number, string])[] = [
  [0, '#00204C'],
  [0.058824, '#002A66'],
  [0.117647, '#00346E'],
  [0.176471, '#273F6C'],
  [0.235294, '#3C4A6B'],
  [0.294118, '#4C556B'],
  [0.352941, '#5B5F6D'],
  [0.411765, '#686A70'],
  [0.470588, '#757575'],
  [0.529412, '#838178'],
  [0.588235, '#928C78'],
  [0.647059, '#A19876'],
  [0.705882, '#B0A572'],
  [0.764706, '#C0B16D'],
  [0.823529, '#D1BF66'],
  [0.882353, '#E1CC5C'],
  [0.941176, '#F3DB4F'],
  [1, '#FFE945'],
];

/** What a colour bar in Plotly needs to look like the pictures: a name or a list of stops. */
export function plotlyScale(scale: ColourScale): string | (readonly [number, string])[] {
  if (scale === 'value') return valueScale;
  if (scale === 'signed') return [...signedScale];
  return 'Greys';
}

/**
 * Turns `[height, width]` or `[height, width, channels]` numbers into pixels: byte = round(255 (v − min) / (max − min)),
 * cut to 0…255. Values that are not finite become the lowest colour. With `grey`, `value` and `signed` the first
 * channel is drawn.
 */
export function toRaster(image: Matrix | Image, options: RasterOptions = {}): Raster {
  const height = image.length;
  const width = image[0]?.length ?? 0;
  const channels = Array.isArray(image[0]?.[0]) ? (image[0][0] as number[]).length : 0;
  const scale = options.scale ?? (channels === 3 ? 'rgb' : 'grey');
  if (!height || !width) {
    throw new UserError('A picture needs at least one pixel: give it [height, width] or [height, width, channels].');
  }
  if (scale === 'rgb' && channels !== 3) {
    const got = channels ? `${channels} channel${channels === 1 ? '' : 's'}` : 'a matrix';
    throw new UserError(`The scale 'rgb' needs an image of 3 channels, got ${got}: use 'grey', 'value' or 'signed'.`);
  }
  const depth = scale === 'rgb' ? 3 : 1;
  const { min, max } = limits(image, scale, options);
  const factor = max > min ? 255 / (max - min) : 0;
  const flat = max > min ? 0 : scale === 'signed' ? 128 : 0;
  const pixels = new Uint8Array(width * height * depth);
  let at = 0;
  for (const row of image) {
    for (const pixel of row) {
      for (let c = 0; c < depth; c++) {
        const value = typeof pixel === 'number' ? pixel : pixel[c];
        const byte = Math.round((value - min) * factor) + flat;
        pixels[at++] = byte > 0 ? Math.min(255, byte) : 0;
      }
    }
  }
  return { width, height, depth, pixels, palette: palette(scale) };
}

/** The values at the two ends of a colour scale; a signed scale is symmetrical about zero. */
export function limits(
  image: Matrix | Image,
  scale: ColourScale,
  options: RasterOptions = {},
): { min: number; max: number } {
  if (scale === 'grey' || scale === 'rgb') return { min: options.min ?? 0, max: options.max ?? 1 };
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of image) {
    for (const pixel of row) {
      const value = typeof pixel === 'number' ? pixel : pixel[0];
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) [low, high] = [0, 0];
  if (scale === 'value') return { min: options.min ?? low, max: options.max ?? high };
  const size = Math.max(Math.abs(options.min ?? low), Math.abs(options.max ?? high));
  return { min: -size, max: size };
}

/** The colour of a value 0…1 on a scale, as `[red, green, blue]` of 0…255. */
export function scaleColour(scale: Exclude<ColourScale, 'rgb'>, position: number): [number, number, number] {
  const stops = scale === 'value' ? cividis : scale === 'signed' ? signedScale : greys;
  const p = Math.min(1, Math.max(0, position));
  const after = Math.max(
    1,
    stops.findIndex(([at]) => at >= p),
  );
  const [from, low] = stops[after - 1];
  const [to, high] = stops[after];
  const mix = (p - from) / (to - from);
  const channel = (i: number) => Math.round(hexByte(low, i) * (1 - mix) + hexByte(high, i) * mix);
  return [channel(0), channel(1), channel(2)];
}

const greys: readonly (readonly [number, string])[] = [
  [0, '#000000'],
  [1, '#FFFFFF'],
];

/** `rgbOf('#0072B2') = [0, 114, 178]` */
export function rgbOf(colour: string): [number, number, number] {
  return [hexByte(colour, 0), hexByte(colour, 1), hexByte(colour, 2)];
}

function hexByte(colour: string, index: number): number {
  return Number.parseInt(colour.slice(1 + 2 * index, 3 + 2 * index), 16);
}

const palettes = new Map<ColourScale, Uint8Array>();

/** Kept once it is made: live instruments draw many small pictures a frame. */
function palette(scale: ColourScale): Uint8Array | undefined {
  if (scale === 'grey' || scale === 'rgb') return undefined;
  const colours =
    palettes.get(scale) ??
    Uint8Array.from({ length: 768 }, (_, i) => scaleColour(scale, Math.floor(i / 3) / 255)[i % 3]);
  palettes.set(scale, colours);
  return colours;
}

import type { Image } from '../maths/shapes';
import { readEmbedded } from './catalog';
import { decodePicture } from './decode-picture';

/** A piece of a film. */
export interface VideoClip {
  /** one after the other, each `[64, 64, 1]`, values 0 (black) … 1 */
  frames: Image[];
  framesPerSecond: number;
  /** who made it and under which licence it is here, for captions */
  credit: string;
}

const side = 64;
const grid = { columns: 10, rows: 5 };

/**
 * Five seconds of "Big Buck Bunny": 50 grey frames, 64 × 64, ten a second.
 *
 * @throws UserError if the file is missing or damaged
 */
export async function videoClip(): Promise<VideoClip> {
  const { width, data } = await decodePicture(readEmbedded('video/big-buck-bunny.png'));
  const frames = Array.from({ length: grid.rows * grid.columns }, (_, n) => {
    const [top, left] = [side * Math.floor(n / grid.columns), side * (n % grid.columns)];
    return Array.from({ length: side }, (_row, y) =>
      Array.from({ length: side }, (_pixel, x) => [data[4 * ((top + y) * width + left + x)] / 255]),
    );
  });
  const credit = '© 2008 Blender Foundation, peach.blender.org, CC BY 3.0, cut, made smaller and grey';
  return { frames, framesPerSecond: 10, credit };
}

import { random } from '../maths/random';
import type { Image } from '../maths/shapes';
import { UserError } from '../project';
import { checkPart, fashionMnist } from './fashion-mnist';

export const defaults = { count: 100, frames: 8, size: 24, itemSize: 14, speed: 2.5, seed: 1 };

export interface MovingItemsOptions {
  /** films of training items or of test items: no item is in both. Default: 'train' */
  part?: 'train' | 'test';
  /** films; default: 100 */
  count?: number;
  /** pictures of each; default: 8 */
  frames?: number;
  /** side of a picture in pixels; default: 24 */
  size?: number;
  /** fastest movement along each axis, in pixels a frame; default: 2.5 */
  speed?: number;
  seed?: number | string;
}

/**
 * Films of one photographed piece of clothing that moves straight on over black ground and bounces off the borders, as the moving digits of
 * N. Srivastava et al., "Unsupervised learning of video representations using LSTMs", 2015. Items are half as large as in Fashion-MNIST,
 * 14 × 14. Film i depends on the seed and i alone.
 *
 * @returns `[count][frames]` pictures `[size, size, 1]`, values 0 … 1
 * @throws UserError for options that cannot be
 * @example const films = await movingItems({ count: 200, part: 'train' });
 */
export async function movingItems(options: MovingItemsOptions = {}): Promise<Image[][]> {
  const { count, frames, size, itemSize, speed, seed } = { ...defaults, ...options };
  checkPart(options.part);
  for (const [name, value, least] of [
    ['count', count, 1],
    ['frames', frames, 1],
    ['size', size, itemSize + 1],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < least)
      throw new UserError(`${name} of moving items must be a whole number of at least ${least}, got ${value}.`);
  }
  if (!(speed >= 0 && speed <= size - itemSize))
    throw new UserError(`speed must be from 0 to ${size - itemSize} pixels a frame, got ${speed}.`);
  const items = await fashionMnist({ part: options.part });
  return Array.from({ length: count }, (_, film) => {
    const draw = random(`film ${film} of ${seed}`);
    const item = halved(items.image(draw.integer(items.count)));
    const way = [0, 1].map(() => ({
      from: draw.uniform(0, size - itemSize),
      step: draw.uniform(-speed, speed),
    }));
    return Array.from({ length: frames }, (_picture, t) => {
      const [top, left] = way.map(({ from, step }) => Math.round(bounced(from + step * t, size - itemSize)));
      return Array.from({ length: size }, (_row, y) =>
        Array.from({ length: size }, (_pixel, x) => [item[y - top]?.[x - left] ?? 0]),
      );
    });
  });
}

/** A place on a line as if the ends of 0 … room were walls. */
function bounced(place: number, room: number): number {
  const round = ((place % (2 * room)) + 2 * room) % (2 * room);
  return round <= room ? round : 2 * room - round;
}

/** Half as large: means of 2 × 2 pixels. */
function halved(image: Image): number[][] {
  return Array.from({ length: image.length / 2 }, (_, y) =>
    Array.from({ length: image[0].length / 2 }, (_pixel, x) => {
      const [above, below] = [image[2 * y], image[2 * y + 1]];
      return (above[2 * x][0] + above[2 * x + 1][0] + below[2 * x][0] + below[2 * x + 1][0]) / 4;
    }),
  );
}

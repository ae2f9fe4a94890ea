import { checkOptions } from '../options';
import { checkMatrix, describe, type Matrix, ShapeError } from '../shapes';

export interface RegionOptions {
  /** how much regions may differ within: the larger, the larger the regions; 0.3 unless given */
  scale?: number;
  /** smaller regions are joined with a neighbour, in pixels; 6 unless given */
  smallest?: number;
}

/** Two neighbours and how much they differ. */
interface Edge {
  a: number;
  b: number;
  difference: number;
}

/**
 * Divides a picture into regions of about one grey. Each pixel begins as a region of its own. Neighbours are looked at from the most
 * alike to the least; two regions become one if the step between them is not larger than the largest step within each,
 *
 *     step ≤ min(within(a) + scale / |a|, within(b) + scale / |b|)
 *
 * so a smooth slope stays whole and a sharp edge parts. Small regions, of which little is known, join easily.
 *
 * @param image `[height, width]`, values 0 … 1
 * @returns `[height, width]`: the number of each pixel's region, 0, 1, 2, … in reading order
 * @see Felzenszwalb and Huttenlocher, Efficient graph-based image segmentation, 2004
 */
export function regions(image: Matrix, options: RegionOptions = {}): Matrix {
  checkOptions(options, ['scale', 'smallest'], 'regions');
  const { scale = 0.3, smallest = 6 } = options;
  if (!(scale > 0)) throw new ShapeError(`scale: expected more than 0, got ${describe(scale)}.`);
  if (!(smallest >= 1)) throw new ShapeError(`smallest: expected at least 1, got ${describe(smallest)}.`);
  const [height, width] = checkMatrix(image, 'image');
  const edges = neighbours(image, height, width).sort((one, other) => one.difference - other.difference);
  const sets = new Regions(height * width);
  for (const { a, b, difference } of edges) {
    const [one, other] = [sets.of(a), sets.of(b)];
    const limit = Math.min(
      sets.within[one] + scale / sets.pixels[one],
      sets.within[other] + scale / sets.pixels[other],
    );
    // Edges come in order: this one is the largest within the new region.
    if (one !== other && difference <= limit) sets.join(one, other, difference);
  }
  for (const { a, b, difference } of edges) {
    const [one, other] = [sets.of(a), sets.of(b)];
    const isSmall = Math.min(sets.pixels[one], sets.pixels[other]) < smallest;
    if (one !== other && isSmall) sets.join(one, other, difference);
  }
  const numbers = new Map<number, number>();
  return image.map((row, y) =>
    row.map((_, x) => {
      const region = sets.of(y * width + x);
      if (!numbers.has(region)) numbers.set(region, numbers.size);
      return numbers.get(region) as number;
    }),
  );
}

/** Each pixel with the one to its right and the one below. */
function neighbours(image: Matrix, height: number, width: number): Edge[] {
  const edges: Edge[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const a = y * width + x;
      if (x + 1 < width) edges.push({ a, b: a + 1, difference: Math.abs(image[y][x] - image[y][x + 1]) });
      if (y + 1 < height) edges.push({ a, b: a + width, difference: Math.abs(image[y][x] - image[y + 1][x]) });
    }
  }
  return edges;
}

/** Disjoint sets of pixels: a tree each, its root stands for the region. */
class Regions {
  /** of the region of each root */
  readonly pixels: Uint32Array;
  /** largest difference within the region of each root */
  readonly within: Float64Array;
  private readonly parents: Uint32Array;

  constructor(count: number) {
    this.pixels = new Uint32Array(count).fill(1);
    this.within = new Float64Array(count);
    this.parents = Uint32Array.from({ length: count }, (_, i) => i);
  }

  of(pixel: number): number {
    let root = pixel;
    while (this.parents[root] !== root) {
      this.parents[root] = this.parents[this.parents[root]]; // halves the way for the next who asks
      root = this.parents[root];
    }
    return root;
  }

  join(one: number, other: number, difference: number): void {
    const [root, child] = this.pixels[one] >= this.pixels[other] ? [one, other] : [other, one];
    this.parents[child] = root;
    this.pixels[root] += this.pixels[child];
    this.within[root] = Math.max(this.within[root], this.within[child], difference);
  }
}

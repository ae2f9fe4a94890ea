import { checkOptions } from '../options';
import { checkMatrix, type Matrix } from '../shapes';
import { type Box, boxArea } from './boxes';
import { regions } from './regions';

export interface ProposalOptions {
  /** of the regions to begin with, see {@link regions}: each gives proposals of its own; [0.2, 0.6] unless given */
  scales?: readonly number[];
  /** boxes with a shorter side below, in pixels, are left out; 6 unless given */
  smallest?: number;
  /** boxes with a longer side above this share of the picture's are left out; 0.7 unless given */
  largest?: number;
}

/** Levels that a region's histogram tells apart. */
const bins = 16;

/** A region that may still grow. */
interface Region {
  pixels: number;
  box: Box;
  /** shares of its pixels by grey, `[bins]` */
  histogram: number[];
  /** each with its likeness */
  neighbours: Map<Region, number>;
}

/**
 * Boxes in which an object may be, found without a network, in the manner of selective search. The picture is divided into
 * {@link regions}; again and again the two neighbours that are most alike become one, until all is one region. Every region on the way
 * proposes its box: an object of one grey is there early, one of several parts after they have been joined.
 *
 *     likeness = Σ min(histogramₐ, histogram_b) + (1 − (|a| + |b|) / |picture|) + (1 − (|box| − |a| − |b|) / |picture|)
 *
 * Alike in grey, small, and filling the box around both.
 *
 * @param image `[height, width]`, values 0 … 1
 * @returns boxes without repetition, in the order in which they were found
 * @see Uijlings, van de Sande, Gevers and Smeulders, Selective search for object recognition, 2013
 * @example const found = proposals(set.image(0).map((row) => row.map(([grey]) => grey)));
 */
export function proposals(image: Matrix, options: ProposalOptions = {}): Box[] {
  checkOptions(options, ['scales', 'smallest', 'largest'], 'proposals');
  const { scales = [0.2, 0.6], smallest = 6, largest = 0.7 } = options;
  const [height, width] = checkMatrix(image, 'image');
  const found = new Map<string, Box>();
  for (const scale of scales) {
    for (const { box } of grouped(regionsOf(image, regions(image, { scale })), height * width)) {
      const [left, top, right, bottom] = box;
      const [across, down] = [right - left, bottom - top];
      const isLarge = across > largest * width || down > largest * height;
      if (Math.min(across, down) >= smallest && !isLarge) found.set(box.join(), box);
    }
  }
  return [...found.values()];
}

/** All regions that there are on the way from the first ones to one alone. */
function grouped(first: Region[], picture: number): Region[] {
  const all = [...first];
  for (const a of first) for (const b of a.neighbours.keys()) a.neighbours.set(b, likenessOf(a, b, picture));
  const left = new Set(first);
  while (left.size > 1) {
    let best: { a: Region; b: Region; likeness: number } | undefined;
    for (const a of left) {
      for (const [b, likeness] of a.neighbours) {
        if (!best || likeness > best.likeness) best = { a, b, likeness };
      }
    }
    if (!best) break;
    const joined = join(best.a, best.b, picture);
    left.delete(best.a);
    left.delete(best.b);
    left.add(joined);
    all.push(joined);
  }
  return all;
}

function likenessOf(a: Region, b: Region, picture: number): number {
  let grey = 0;
  for (let i = 0; i < bins; i++) grey += Math.min(a.histogram[i], b.histogram[i]);
  const pixels = a.pixels + b.pixels;
  return grey + (1 - pixels / picture) + (1 - (boxArea(around(a.box, b.box)) - pixels) / picture);
}

function join(a: Region, b: Region, picture: number): Region {
  const pixels = a.pixels + b.pixels;
  const joined: Region = {
    pixels,
    box: around(a.box, b.box),
    histogram: a.histogram.map((share, i) => (share * a.pixels + b.histogram[i] * b.pixels) / pixels),
    neighbours: new Map(),
  };
  for (const neighbour of new Set([...a.neighbours.keys(), ...b.neighbours.keys()])) {
    if (neighbour === a || neighbour === b) continue;
    const likeness = likenessOf(joined, neighbour, picture);
    joined.neighbours.set(neighbour, likeness);
    neighbour.neighbours.delete(a);
    neighbour.neighbours.delete(b);
    neighbour.neighbours.set(joined, likeness);
  }
  return joined;
}

function around(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** @param numbers `[height, width]`: which region each pixel belongs to */
function regionsOf(image: Matrix, numbers: Matrix): Region[] {
  const all: Region[] = [];
  numbers.forEach((row, y) => {
    row.forEach((number, x) => {
      all[number] ??= {
        pixels: 0,
        box: [x, y, x + 1, y + 1],
        histogram: new Array<number>(bins).fill(0),
        neighbours: new Map(),
      };
      const region = all[number];
      region.pixels++;
      region.box = around(region.box, [x, y, x + 1, y + 1]);
      region.histogram[Math.min(bins - 1, Math.floor(image[y][x] * bins))]++;
      for (const other of [row[x - 1], numbers[y - 1]?.[x]]) {
        if (other === undefined || other === number) continue;
        region.neighbours.set(all[other], 0); // what it is comes when all pixels are counted
        all[other].neighbours.set(region, 0);
      }
    });
  });
  for (const region of all) region.histogram = region.histogram.map((pixels) => pixels / region.pixels);
  return all;
}

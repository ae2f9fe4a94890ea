import type { ImageDataset } from '../image-dataset';

/** An item without its ground: the smallest rectangle around it. */
export interface CutOut {
  width: number;
  height: number;
  /** `[height, width]` flat, 0 … 255 */
  pixels: Float32Array;
  /** `[height, width]` flat: 1 where the item is, 0 where the ground shows */
  mask: Uint8Array;
}

/** Levels up to this are ground where they reach the border of the image: the photographs' ground is 0, their edges are soft. */
const darkest = 12;

/**
 * Cuts item `i` of a set of grey images on black ground out. Ground is what is dark and connected to the border: dark places
 * within an item belong to it.
 */
export function cutOut(items: ImageDataset, i: number): CutOut {
  const { width, height, pixels } = items;
  const image = pixels.subarray(i * width * height, (i + 1) * width * height);
  const isGround = groundOf(image, width, height);
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (isGround[y * width + x]) continue;
      [left, top] = [Math.min(left, x), Math.min(top, y)];
      [right, bottom] = [Math.max(right, x + 1), Math.max(bottom, y + 1)];
    }
  }
  const size = { width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
  const item = new Float32Array(size.width * size.height);
  const mask = new Uint8Array(size.width * size.height);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const from = (top + y) * width + left + x;
      item[y * size.width + x] = image[from];
      mask[y * size.width + x] = 1 - isGround[from];
    }
  }
  return { ...size, pixels: item, mask };
}

/** The same item `scale` times as large: the value in the middle of each new pixel, bilinear between the old middles. */
export function scaled(item: CutOut, scale: number): CutOut {
  const width = Math.max(1, Math.round(item.width * scale));
  const height = Math.max(1, Math.round(item.height * scale));
  const pixels = new Float32Array(width * height);
  const mask = new Uint8Array(width * height);
  const columns = between(item.width, width);
  const rows = between(item.height, height);
  for (let y = 0; y < height; y++) {
    const row = rows[y];
    for (let x = 0; x < width; x++) {
      const column = columns[x];
      const corners = [
        [row.first * item.width + column.first, (1 - row.share) * (1 - column.share)],
        [row.first * item.width + column.second, (1 - row.share) * column.share],
        [row.second * item.width + column.first, row.share * (1 - column.share)],
        [row.second * item.width + column.second, row.share * column.share],
      ];
      let [value, there] = [0, 0];
      for (const [from, weight] of corners) {
        if (!item.mask[from]) continue;
        value += weight * item.pixels[from];
        there += weight;
      }
      if (there < 0.5) continue;
      // The ground has no part in the edge: it is not in the scene.
      pixels[y * width + x] = value / there;
      mask[y * width + x] = 1;
    }
  }
  return { width, height, pixels, mask };
}

/** 1 for ground, `[height, width]` flat: filled from the border inwards. */
function groundOf(image: Uint8Array, width: number, height: number): Uint8Array {
  const ground = new Uint8Array(width * height);
  const waiting: number[] = [];
  const visit = (x: number, y: number) => {
    const at = y * width + x;
    if (x < 0 || y < 0 || x >= width || y >= height || ground[at] || image[at] > darkest) return;
    ground[at] = 1;
    waiting.push(at);
  };
  for (let x = 0; x < width; x++) for (const y of [0, height - 1]) visit(x, y);
  for (let y = 0; y < height; y++) for (const x of [0, width - 1]) visit(x, y);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)];
    visit(x - 1, y);
    visit(x + 1, y);
    visit(x, y - 1);
    visit(x, y + 1);
  }
  return ground;
}

/** For each of `count` places along an axis, its two neighbours among `old` ones, and the share of the second. */
function between(old: number, count: number): { first: number; second: number; share: number }[] {
  return Array.from({ length: count }, (_, i) => {
    const place = Math.min(old - 1, Math.max(0, ((i + 0.5) * old) / count - 0.5));
    const first = Math.floor(place);
    return { first, second: Math.min(first + 1, old - 1), share: place - first };
  });
}

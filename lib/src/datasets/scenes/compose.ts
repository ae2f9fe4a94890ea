import type { Box } from '../../maths/detection';
import { type Random, random } from '../../maths/random';
import type { ImageDataset } from '../image-dataset';
import { type CutOut, cutOut, scaled } from './cut-out';
import { paintGround } from './ground';
import { SceneDataset, type SceneObject } from './scene-dataset';

/** What scenes are like. */
export interface SceneChoices {
  count: number;
  /** of each side, in pixels */
  size: number;
  /** fewest and most items in a scene */
  objects: readonly [number, number];
  /** smallest and largest size of an item, as a factor of its size in the set */
  scales: readonly [number, number];
  /** the share of each item that can be seen at least, 0 … 1 */
  visible: number;
  /** most bars and plates on the ground of a scene */
  clutter: number;
  seed: number | string;
}

/** Where an item finds no place, other places are tried, this many in all; then the scene has one item less. */
const attempts = 20;

/** Composes scenes of the items of a set. Each scene depends on the seed and its number alone. */
export function composeScenes(items: ImageDataset, choices: SceneChoices): SceneDataset {
  const { count, size, seed } = choices;
  const area = size * size;
  const pixels = new Uint8Array(count * area);
  const instances = new Uint8Array(count * area);
  const cut = new Map<number, CutOut>();
  const itemOf = (item: number) => {
    const known = cut.get(item) ?? cutOut(items, item);
    cut.set(item, known);
    return known;
  };
  const objects = Array.from({ length: count }, (_, i) => {
    const scene = {
      pixels: pixels.subarray(i * area, (i + 1) * area),
      instances: instances.subarray(i * area, (i + 1) * area),
    };
    return paintScene(scene, items, itemOf, choices, random(`scene ${i} of ${seed}`));
  });
  return new SceneDataset({
    name: `scenes of ${items.name}`,
    classNames: items.classNames,
    size,
    pixels,
    instances,
    objects,
  });
}

interface Canvas {
  pixels: Uint8Array;
  instances: Uint8Array;
}

/** An item that has its place, with what is to be known to cover it. */
interface Placed {
  item: number;
  pixels: number;
  seen: number;
}

function paintScene(
  canvas: Canvas,
  items: ImageDataset,
  itemOf: (item: number) => CutOut,
  { size, objects, scales, visible, clutter }: SceneChoices,
  draw: Random,
): SceneObject[] {
  paintGround(canvas.pixels, size, draw.integer(clutter + 1), draw);
  const wanted = objects[0] + draw.integer(objects[1] - objects[0] + 1);
  const placed: Placed[] = [];
  for (let i = 0; i < wanted; i++) {
    const item = draw.integer(items.count);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const cut = scaled(itemOf(item), draw.uniform(...scales));
      const left = draw.integer(Math.max(1, size - cut.width + 1));
      const top = draw.integer(Math.max(1, size - cut.height + 1));
      if (cut.width > size || cut.height > size) continue;
      const covered = coveredBy(cut, left, top, canvas, size, placed.length);
      const isTooMuch = placed.some(({ pixels, seen }, k) => seen - covered[k] < visible * pixels);
      const total = cut.mask.reduce((sum, there) => sum + there, 0);
      if (isTooMuch || total === 0) continue;
      placed.forEach((other, k) => {
        other.seen -= covered[k];
      });
      placed.push({ item, pixels: total, seen: total });
      paste(cut, left, top, canvas, size, placed.length);
      break;
    }
  }
  const boxes = boxesOf(canvas.instances, size, placed.length);
  return placed.map(({ item, pixels, seen }, k) => ({
    box: boxes[k],
    label: items.labels[item],
    item,
    pixels,
    visible: seen / pixels,
  }));
}

/** How many pixels of each item the new one would cover. */
function coveredBy(cut: CutOut, left: number, top: number, canvas: Canvas, size: number, count: number): number[] {
  const covered = new Array<number>(count).fill(0);
  for (let y = 0; y < cut.height; y++) {
    for (let x = 0; x < cut.width; x++) {
      const below = canvas.instances[(top + y) * size + left + x];
      if (cut.mask[y * cut.width + x] && below > 0) covered[below - 1]++;
    }
  }
  return covered;
}

function paste(cut: CutOut, left: number, top: number, canvas: Canvas, size: number, instance: number): void {
  for (let y = 0; y < cut.height; y++) {
    for (let x = 0; x < cut.width; x++) {
      if (!cut.mask[y * cut.width + x]) continue;
      const to = (top + y) * size + left + x;
      canvas.pixels[to] = Math.round(cut.pixels[y * cut.width + x]);
      canvas.instances[to] = instance;
    }
  }
}

/** The smallest box around the pixels of each instance. */
function boxesOf(instances: Uint8Array, size: number, count: number): Box[] {
  const boxes = Array.from({ length: count }, (): Box => [size, size, 0, 0]);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const instance = instances[y * size + x];
      if (instance === 0) continue;
      const box = boxes[instance - 1];
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x + 1);
      box[3] = Math.max(box[3], y + 1);
    }
  }
  return boxes;
}

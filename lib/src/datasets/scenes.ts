import { UserError } from '../project';
import { checkPart, fashionMnist } from './fashion-mnist';
import type { ImageDataset } from './image-dataset';
import { composeScenes, type SceneChoices } from './scenes/compose';
import type { SceneDataset } from './scenes/scene-dataset';

/** Six kinds of clothes that differ in shape: a quarter of the size still tells them apart. */
export const sceneClasses: readonly string[] = ['T-shirt/top', 'Trouser', 'Dress', 'Sneaker', 'Bag', 'Ankle boot'];

export const defaults: SceneChoices = {
  count: 1000,
  size: 64,
  objects: [1, 4],
  scales: [0.6, 1.2],
  visible: 0.6,
  clutter: 6,
  seed: 1,
};

/** Which scenes. What is left out is as in {@link defaults}: 1 to 4 items of 0.6 to 1.2 times their size, on 64 × 64 pixels. */
export interface SceneOptions extends Partial<SceneChoices> {
  /** scenes of training items or of test items: no item is in both. Default: 'train' */
  part?: 'train' | 'test';
  /** names of Fashion-MNIST's classes; default: {@link sceneClasses} */
  classes?: readonly string[];
  /** the items instead, such as a part of the training items that is held out; grey, on black ground */
  items?: ImageDataset;
}

/**
 * Scenes composed of photographed clothes of Fashion-MNIST: several in an image, of different size, some behind others, on a ground with
 * bars and plates. The exact box and mask of each item are known, as nobody could draw them.
 *
 * The same options give the same scenes; a larger `count` gives those and more.
 *
 * @throws UserError for options that don't fit together
 * @example
 * const [train, test] = [await scenes({ count: 2000 }), await scenes({ part: 'test', count: 300 })];
 * train.objects[0]; // [{ box: [12, 30, 40, 51], label: 3, … }, …]
 */
export async function scenes(options: SceneOptions = {}): Promise<SceneDataset> {
  const { part, classes = sceneClasses, items, ...choices } = options;
  checkPart(part);
  const known = Object.keys(defaults);
  const strange = Object.keys(choices).find((name) => !known.includes(name));
  if (strange)
    throw new UserError(`scenes has no option '${strange}': it has part, classes, items, ${known.join(', ')}.`);
  const chosen = { ...defaults, ...choices };
  const source = items ?? (await fashionMnist({ part })).ofClasses(classes);
  checkChoices(chosen, Math.max(source.width, source.height));
  if (source.channels !== 1) throw new UserError(`Scenes are grey: the items of ${source.name} have colours.`);
  return composeScenes(source, chosen);
}

function checkChoices({ count, size, objects, scales, visible, clutter }: SceneChoices, side: number): void {
  for (const [name, value, least] of [
    ['count', count, 1],
    ['size', size, 16],
    ['clutter', clutter, 0],
  ] as const) {
    if (!Number.isInteger(value) || value < least)
      throw new UserError(`${name} must be a whole number from ${least}, got ${value}.`);
  }
  if (!objects.every(Number.isInteger) || objects[0] < 0 || objects[1] < objects[0] || objects[1] > 255)
    throw new UserError(`objects must be the fewest and the most items of a scene, such as [1, 4], got [${objects}].`);
  if (!(scales[0] > 0 && scales[1] >= scales[0] && side * scales[1] <= size)) {
    throw new UserError(
      `scales must be the smallest and the largest factor, and items of ${side} pixels must fit into ${size}, got [${scales}].`,
    );
  }
  if (!(visible > 0 && visible <= 1)) throw new UserError(`visible must be above 0 and at most 1, got ${visible}.`);
}

import { UserError } from '../../project';
import type { SceneDataset, SceneObject } from './scene-dataset';

/** What each class is called in a caption: one word each. */
const nouns: Record<string, string> = {
  'T-shirt/top': 'shirt',
  Trouser: 'trouser',
  Pullover: 'pullover',
  Dress: 'dress',
  Coat: 'coat',
  Sandal: 'sandal',
  Shirt: 'blouse',
  Sneaker: 'sneaker',
  Bag: 'bag',
  'Ankle boot': 'boot',
};

/**
 * What is to be seen in each scene of one or two items, as a sentence of words:
 *
 * - one item, by the third of the scene that its middle lies in: `a bag at the top left`, `a boot in the middle`;
 * - two, the left one first, or the upper one if they are further apart that way: `a boot left of a bag`, `a dress above a shirt`;
 * - two of a class: `two bags side by side`, `two bags one above the other`.
 *
 * Nobody wrote them: they follow from the boxes, so that each scene has one right caption.
 *
 * @returns a list of words for each scene
 * @throws UserError for a scene with no item or more than two, or a class that has no word
 * @example sceneCaptions(await scenes({ objects: [1, 2] }))[0].join(' ') // 'a dress above a bag'
 */
export function sceneCaptions(scenes: SceneDataset): string[][] {
  return scenes.objects.map((objects, i) => {
    const words = objects.map(({ label }) => nounOf(scenes.classNames[label]));
    if (objects.length === 1) return ['a', words[0], ...placeOf(objects[0], scenes.size)];
    if (objects.length === 2) return relationOf(objects, words);
    throw new UserError(`Captions are for scenes of one or two items, and scene ${i} has ${objects.length}.`);
  });
}

function placeOf(item: SceneObject, size: number): string[] {
  const third = (place: number) => Math.min(2, Math.floor((3 * place) / size));
  const [x, y] = middleOf(item).map(third);
  const words = [['top', '', 'bottom'][y], ['left', '', 'right'][x]].filter(Boolean);
  return words.length > 0 ? ['at', 'the', ...words] : ['in', 'the', 'middle'];
}

function relationOf(items: readonly SceneObject[], words: readonly string[]): string[] {
  const [first, second] = items.map(middleOf);
  const axis = Math.abs(first[0] - second[0]) >= Math.abs(first[1] - second[1]) ? 0 : 1;
  if (words[0] === words[1]) {
    const many = `${words[0]}${words[0].endsWith('s') ? 'es' : 's'}`;
    return ['two', many, ...(axis === 0 ? ['side', 'by', 'side'] : ['one', 'above', 'the', 'other'])];
  }
  const [before, after] = first[axis] <= second[axis] ? words : [words[1], words[0]];
  return ['a', before, ...(axis === 0 ? ['left', 'of'] : ['above']), 'a', after];
}

function middleOf({ box: [left, top, right, bottom] }: SceneObject): [number, number] {
  return [(left + right) / 2, (top + bottom) / 2];
}

function nounOf(name: string): string {
  if (Object.hasOwn(nouns, name)) return nouns[name];
  throw new UserError(`Captions have no word for the class '${name}': they know ${Object.keys(nouns).join(', ')}.`);
}

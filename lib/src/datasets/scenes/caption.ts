import { UserError } from '../../project';
import type { SceneDataset } from './scene-dataset';

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
    const middles = objects.map(({ box: [left, top, right, bottom] }) => [(left + right) / 2, (top + bottom) / 2]);
    if (objects.length === 1) {
      const [x, y] = middles[0].map((place) => Math.min(2, Math.floor((3 * place) / scenes.size)));
      return ofOne(words[0], x, y);
    }
    if (objects.length !== 2)
      throw new UserError(`Captions are for scenes of one or two items, and scene ${i} has ${objects.length}.`);
    const [x, y] = [0, 1].map((axis) => middles[1][axis] - middles[0][axis]);
    const axis = Math.abs(x) >= Math.abs(y) ? 0 : 1;
    return [x, y][axis] >= 0 ? ofTwo(words[0], words[1], axis) : ofTwo(words[1], words[0], axis);
  });
}

/**
 * All captions that scenes of some classes can have: what the vocabulary of a captioner is made of, whichever scenes it learns from.
 *
 * @throws UserError for a class that has no word
 * @example const dictionary = vocabulary(possibleCaptions(sceneClasses));
 */
export function possibleCaptions(classNames: readonly string[]): string[][] {
  const words = classNames.map(nounOf);
  const three = [0, 1, 2];
  return [
    ...words.flatMap((word) => three.flatMap((y) => three.map((x) => ofOne(word, x, y)))),
    ...words.flatMap((first) => words.flatMap((second) => [0, 1].map((axis) => ofTwo(first, second, axis)))),
  ];
}

/** An item in one of three columns and one of three rows. */
function ofOne(word: string, x: number, y: number): string[] {
  const place = [['top', '', 'bottom'][y], ['left', '', 'right'][x]].filter(Boolean);
  return ['a', word, ...(place.length > 0 ? ['at', 'the', ...place] : ['in', 'the', 'middle'])];
}

/** Two items side by side (axis 0), or one above the other (axis 1). */
function ofTwo(first: string, second: string, axis: number): string[] {
  if (first !== second) return ['a', first, ...(axis === 0 ? ['left', 'of'] : ['above']), 'a', second];
  const many = `${first}${first.endsWith('s') ? 'es' : 's'}`;
  return ['two', many, ...(axis === 0 ? ['side', 'by', 'side'] : ['one', 'above', 'the', 'other'])];
}

function nounOf(name: string): string {
  if (Object.hasOwn(nouns, name)) return nouns[name];
  throw new UserError(`Captions have no word for the class '${name}': they know ${Object.keys(nouns).join(', ')}.`);
}

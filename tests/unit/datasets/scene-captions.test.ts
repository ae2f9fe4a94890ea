import assert from 'node:assert/strict';
import { test } from 'node:test';
import { possibleCaptions, SceneDataset, sceneCaptions, sceneClasses, scenes } from '../../../lib/src/datasets';
import type { Box } from '../../../lib/src/maths/detection';

/** One scene of 60 × 60 with items of these classes in these boxes. */
function scene(...items: [number, Box][]): SceneDataset {
  const objects = [items.map(([label, box]) => ({ label, box, item: 0, pixels: 1, visible: 1 }))];
  const [pixels, instances] = [new Uint8Array(3600), new Uint8Array(3600)];
  return new SceneDataset({ name: 'scene', classNames: sceneClasses, size: 60, pixels, instances, objects });
}

const [shirt, , , , bag, boot] = [0, 1, 2, 3, 4, 5];
const caption = (...items: [number, Box][]) => sceneCaptions(scene(...items))[0].join(' ');

test('one item is told with the third of the scene that its middle lies in', () => {
  assert.equal(caption([bag, [0, 0, 20, 20]]), 'a bag at the top left');
  assert.equal(caption([boot, [20, 20, 40, 40]]), 'a boot in the middle');
  assert.equal(caption([boot, [40, 20, 60, 40]]), 'a boot at the right');
  assert.equal(caption([shirt, [20, 40, 40, 60]]), 'a shirt at the bottom');
});

test('two items are told along the axis on which they are further apart, whichever is in front', () => {
  const [left, right, below]: Box[] = [
    [0, 0, 20, 20],
    [40, 5, 60, 25],
    [5, 30, 25, 60],
  ];
  assert.equal(caption([boot, left], [bag, right]), 'a boot left of a bag');
  assert.equal(caption([bag, right], [boot, left]), 'a boot left of a bag');
  assert.equal(caption([shirt, below], [bag, left]), 'a bag above a shirt');
  assert.equal(caption([bag, left], [bag, right]), 'two bags side by side');
  assert.equal(caption([boot, below], [boot, left]), 'two boots one above the other');
});

test('each caption of a scene is among the possible ones, and there are as many as cases', async () => {
  const possible = new Set(possibleCaptions(sceneClasses).map((words) => words.join(' ')));
  assert.equal(possible.size, 6 * 9 + 6 * 5 * 2 + 6 * 2);
  const composed = await scenes({ count: 60, objects: [1, 2] });
  for (const words of sceneCaptions(composed)) assert.ok(possible.has(words.join(' ')), words.join(' '));
  assert.throws(() => possibleCaptions(['Hat']), /no word for the class 'Hat'/);
});

test('other scenes get a sentence', async () => {
  assert.throws(() => caption(), { name: 'UserError', message: /one or two items, and scene 0 has 0/ });
  const three = scene([0, [0, 0, 9, 9]], [1, [9, 9, 20, 20]], [2, [30, 30, 40, 40]]);
  assert.throws(() => sceneCaptions(three), /scene 0 has 3/);
  const composed = await scenes({ count: 3, objects: [1, 2], classes: ['Coat', 'Sandal'] });
  assert.ok(sceneCaptions(composed).every((words) => words.some((word) => /coat|sandal/.test(word))));
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  fashionMnist,
  ImageDataset,
  type SceneDataset,
  type SceneOptions,
  sceneClasses,
  scenes,
} from '../../../lib/src/datasets';
import { engineReady } from '../../../lib/src/engine';

/** One item of a ring: level 200, 4 × 4 pixels, dark in its middle, in an image of 8 × 8. */
function ring(): ImageDataset {
  const pixels = new Uint8Array(64);
  for (let y = 2; y < 6; y++) for (let x = 1; x < 5; x++) pixels[8 * y + x] = 200;
  for (const at of [8 * 3 + 2, 8 * 3 + 3, 8 * 4 + 2, 8 * 4 + 3]) pixels[at] = 0;
  return new ImageDataset({
    name: 'rings',
    classNames: ['ring', 'square'],
    height: 8,
    width: 8,
    channels: 1,
    pixels,
    labels: Uint8Array.of(0),
  });
}

/** Boxes and pixels of each object, counted in the mask. */
function countedIn(set: SceneDataset, i: number) {
  return set.objects[i].map((_, k) => {
    const places = set.instanceMask(i).flatMap((row, y) => row.flatMap((id, x) => (id === k + 1 ? [[x, y]] : [])));
    const [xs, ys] = [0, 1].map((axis) => places.map((place) => place[axis]));
    return {
      box: [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1],
      pixels: places.length,
    };
  });
}

describe('scenes', async () => {
  const some = await scenes({ count: 60, objects: [2, 5], seed: 3 });

  it('have the boxes, the masks and the classes of what is to be seen', () => {
    let covered = 0;
    for (let i = 0; i < some.count; i++) {
      const counted = countedIn(some, i);
      some.objects[i].forEach(({ box, label, pixels, visible }, k) => {
        assert.deepEqual(box, counted[k].box);
        assert.ok(Math.abs(visible * pixels - counted[k].pixels) < 1e-6);
        assert.ok(visible >= 0.6 && visible <= 1);
        assert.ok(label >= 0 && label < sceneClasses.length);
        covered += visible < 1 ? 1 : 0;
      });
      assert.ok(some.objects[i].length <= 5);
      const classes = some.classMask(i);
      some.instanceMask(i).forEach((row, y) => {
        row.forEach((id, x) => {
          assert.equal(classes[y][x], id === 0 ? 0 : some.objects[i][id - 1].label + 1);
        });
      });
    }
    assert.ok(covered > 20, `only ${covered} items are partly covered`);
    assert.deepEqual(new Set(some.objects.flat().map(({ label }) => label)).size, 6);
  });

  it('show the item itself: at scale 1 its own pixels, the dark ones within it too', async () => {
    const set = await scenes({ items: ring(), count: 3, objects: [1, 1], scales: [1, 1], size: 32, clutter: 0 });
    for (let i = 0; i < set.count; i++) {
      const [{ box, pixels, label, item }] = set.objects[i];
      const [left, top, right, bottom] = box;
      assert.deepEqual([right - left, bottom - top, pixels, label, item], [4, 4, 16, 0, 0]);
      const levels = set
        .image(i)
        .slice(top, bottom)
        .map((row) => row.slice(left, right).map(([level]) => level * 255));
      assert.deepEqual(levels, [
        [200, 200, 200, 200],
        [200, 0, 0, 200],
        [200, 0, 0, 200],
        [200, 200, 200, 200],
      ]);
    }
  });

  it('have items of every size that was asked for', async () => {
    const set = await scenes({ items: ring(), count: 80, objects: [1, 1], scales: [0.5, 3], size: 32, clutter: 0 });
    const widths = set.objects.map(([{ box }]) => box[2] - box[0]);
    assert.deepEqual([Math.min(...widths), Math.max(...widths)], [2, 12]);
  });

  it('are the same for the same seed, others for another one, and more of them begin alike', async () => {
    const more = await scenes({ count: 70, objects: [2, 5], seed: 3 });
    assert.deepEqual(more.take({ count: 60 }).pixels, some.pixels);
    assert.deepEqual(more.objects.slice(0, 60), some.objects);
    const other = await scenes({ count: 60, objects: [2, 5], seed: 4 });
    assert.notDeepEqual(other.pixels, some.pixels);
  });

  it('for training and for test are of different items', async () => {
    const test = await scenes({ part: 'test', count: 5, seed: 3 });
    const images = (await fashionMnist({ part: 'test' })).ofClasses(sceneClasses);
    for (const { item, label } of test.objects.flat()) assert.equal(images.labels[item], label);
    const trained = (await fashionMnist()).ofClasses(sceneClasses);
    const key = (set: ImageDataset, i: number) =>
      Buffer.from(set.pixels.subarray(784 * i, 784 * (i + 1))).toString('latin1');
    const known = new Set(Array.from({ length: trained.count }, (_, i) => key(trained, i)));
    for (const { item } of test.objects.flat()) assert.ok(!known.has(key(images, item)));
  });

  it('come as a tensor', async () => {
    await engineReady();
    const tensor = some.tensor({ from: 2, count: 3 });
    assert.deepEqual(tensor.shape, [3, 64, 64, 1]);
    assert.ok(Math.abs((tensor.arraySync()[1][10][20][0] as number) - some.image(3)[10][20][0]) < 1e-6);
    tensor.dispose();
  });

  for (const { options, message } of [
    { options: { amount: 5 }, message: /no option 'amount': it has part, classes, items, count/ },
    { options: { count: 0 }, message: /count must be a whole number from 1, got 0/ },
    { options: { objects: [4, 2] }, message: /objects must be the fewest and the most items/ },
    { options: { scales: [1, 3] }, message: /must fit into 64, got \[1,3\]/ },
    { options: { visible: 0 }, message: /visible must be above 0/ },
    { options: { classes: ['Hat', 'Bag'] }, message: /has no class 'Hat'/ },
  ])
    it(`refuse ${JSON.stringify(options)}`, () =>
      assert.rejects(scenes(options as SceneOptions), { name: 'UserError', message }));
});

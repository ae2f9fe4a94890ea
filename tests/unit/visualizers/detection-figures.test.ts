import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toSvg } from '../../../lib/src/display/svg';
import { boxes } from '../../../lib/src/visualizers/boxes';
import { colours } from '../../../lib/src/visualizers/colours';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { masks } from '../../../lib/src/visualizers/masks';
import { precisionRecall } from '../../../lib/src/visualizers/precision-recall';
import { classNames, detectionFigures, detections, rectangles, truth } from './detection-figures';
import { decode, near, pictures, words } from './picture';

const images = truth.map(rectangles);
/** Colours of the boxes with full lines. */
const drawn = (figure: Figure, dash: string) =>
  figure.data.map(({ line }) => line as { color: string; dash?: string }).filter((line) => line?.dash === dash);

describe('boxes', () => {
  it('tells right from wrong: another class, and a second one on the same object, are wrong', () => {
    const figure = boxes(images, { truth, detections, classNames });
    const { good, bad } = colours;
    assert.deepEqual(
      drawn(figure, 'solid').map(({ color }) => color),
      [good, bad, good, bad],
    );
    assert.equal(drawn(figure, 'dash').length, 3);
    assert.match(figure.alt, /^2 of 3 objects found, 2 false detections/);
  });

  it('draws a box over the pixels it is about', () => {
    const figure = boxes([images[0]], { truth: [truth[0]], size: 128 });
    const [first] = figure.data.filter(({ line }) => (line as { dash?: string })?.dash === 'dash');
    assert.deepEqual(
      [first.x, first.y],
      [
        [12, 60, 60, 12, 12],
        [16, 16, 56, 56, 16],
      ],
    );
  });

  it('writes names and scores', async () => {
    const written = words(await toSvg(boxes(images, { truth, detections, classNames })));
    for (const word of ['bag 0.94', '✗ ankle boot 0.55']) assert.ok(written.includes(word), written.join(' | '));
    const alone = words(await toSvg(boxes(images, { truth, classNames })));
    assert.ok(alone.includes('dress'), alone.join(' | '));
  });

  it('needs a list for each image', () => {
    assert.throws(() => boxes(images, { truth: [] }), /2 images and 0 lists of truth/);
    assert.throws(() => boxes(images), /needs images and their boxes/);
  });
});

describe('precisionRecall', () => {
  it('draws a curve a class with its average precision', async () => {
    const curve = {
      objects: 2,
      precision: [1, 0.5, 2 / 3],
      recall: [0.5, 0.5, 1],
      scores: [3, 2, 1],
      hits: [true, false, true],
      averagePrecision: 5 / 6,
    };
    const figure = precisionRecall({ boot: curve, bag: { ...curve, averagePrecision: null } });
    assert.deepEqual(
      [figure.data[0].x, figure.data[0].y],
      [
        [0.5, 0.5, 1],
        [1, 0.5, 0.6667],
      ],
    );
    const written = words(await toSvg(figure));
    for (const word of ['recall', 'precision', 'boot, AP 0.83', 'bag, AP unknown, no object'])
      assert.ok(written.includes(word), written.join(' | '));
    assert.throws(() => precisionRecall({}), /needs curves by name/);
  });
});

describe('masks', () => {
  it('lays a colour over what belongs to a mask, and leaves the rest alone', async () => {
    const image = [
      [[1], [1], [1], [0.5]],
      [[1], [1], [1], [0.5]],
      [[1], [1], [1], [0.5]],
    ];
    const mask = image.map(() => [1, 1, 1, 0]);
    const [, over] = await Promise.all(
      pictures(masks(image, [{ name: 'one', mask }])).map(({ source }) => decode(source)),
    );
    const cell = over.width / 4;
    const at = (column: number) => over.at((column + 0.5) * cell, 1.5 * cell);
    assert.ok(near(at(3), [128, 128, 128], 3));
    assert.ok(near(at(2), [0, 0x72, 0xb2], 3), 'the edge is full');
    assert.ok(
      near(
        at(0),
        [0, 0x72, 0xb2].map((level) => 0.55 * level + 0.45 * 255),
        3,
      ),
    );
    assert.throws(() => masks(image, [{ name: 'one', mask: [[1]] }]), /mask of one: expected shape \[3, 4\]/);
  });
});

describe('figures of detection', () => {
  for (const [name, make] of Object.entries(detectionFigures)) {
    it(`${name} is small`, async () =>
      assert.ok((await toSvg(make())).length + JSON.stringify(make()).length < 300_000));
  }
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toSvg } from '../../../lib/src/display/svg';
import { conv2d, type Image, kernels, random, toFilters } from '../../../lib/src/maths';
import { augmentations } from '../../../lib/src/visualizers/augmentations';
import { colours } from '../../../lib/src/visualizers/colours';
import { contactSheet } from '../../../lib/src/visualizers/contact-sheet';
import { featureMaps } from '../../../lib/src/visualizers/feature-maps';
import type { Figure, Trace } from '../../../lib/src/visualizers/figure';
import { filters } from '../../../lib/src/visualizers/filters';
import { balanced, roomFor } from '../../../lib/src/visualizers/grid';
import { noise, scene } from './image-figures';
import { count, decode, near, pictures, words } from './picture';

const grey: readonly number[] = [0xf2, 0xf2, 0xf2];
const orange: readonly number[] = [0xd5, 0x5e, 0x00];

/** The trace that writes the 18 weights of two 3×3 kernels. */
function weightsIn(figure: Figure): Trace {
  const trace = figure.data.find(({ mode, text }) => mode === 'text' && (text as string[]).length === 18);
  assert.ok(trace, 'no trace with 18 numbers');
  return trace;
}

describe('filters', () => {
  const figure = filters(toFilters([kernels.sobelX, kernels.sharpen]), { labels: ['Sobel x', 'sharpen'] });

  it('draws one picture a kernel, on one scale symmetrical about zero', async () => {
    const [sobel, sharpen] = await Promise.all(pictures(figure).map(({ source }) => decode(source)));
    assert.equal(pictures(figure).length, 2);
    const cell = sharpen.width / 3;
    const middle = (column: number, row: number): [number, number] => [(column + 0.5) * cell, (row + 0.5) * cell];
    // The largest weight of all is sharpen's 5; Sobel's 2 has two fifths of its colour.
    assert.ok(near(sharpen.at(...middle(1, 1)), orange));
    assert.ok(near(sharpen.at(...middle(0, 0)), grey, 2));
    const twoFifths = grey.map((level, i) => level + 0.4 * (orange[i] - level));
    assert.ok(near(sobel.at(...middle(2, 1)), twoFifths, 3));
    assert.ok(near(sobel.at(...middle(1, 2)), grey, 2));
  });

  it('writes names, weights and a colour bar from −5 to 5', async () => {
    const written = words(await toSvg(figure));
    for (const word of ['2 filters, 3×3, 1 channel', 'Sobel x', 'sharpen', '5', '−2', '−4']) {
      assert.ok(written.includes(word), `${word} in ${written.join(' | ')}`);
    }
    const numbers = weightsIn(figure);
    assert.deepEqual((numbers.text as string[]).slice(0, 9), ['−1', '0', '1', '−2', '0', '2', '−1', '0', '1']);
    assert.match(figure.alt, /Sobel x: \[−1, 0, 1; −2, 0, 2; −1, 0, 1\]/);
  });

  it('writes dark numbers on light cells and light ones on dark', () => {
    const numbers = weightsIn(figure);
    const { color } = numbers.textfont as { color: string[] };
    assert.equal(color[9 + 4], '#FFFFFF');
    assert.equal(color[9], '#222222');
  });

  it('shows every channel of a few, and the first of many', () => {
    const rgb = filters(noise(5, 5, 3, 2));
    assert.equal(pictures(rgb).length, 6);
    assert.match(String((rgb.data[2].text as string[])[4]), /filter 1.*channel 1/);
    const deep = filters(noise(3, 3, 16, 2));
    assert.equal(pictures(deep).length, 2);
    assert.match(deep.alt, /channel 0 of 16/);
    assert.match(filters(noise(3, 3, 16, 2), { channel: 7 }).alt, /channel 7 of 16/);
    assert.equal(pictures(filters(noise(3, 3, 16, 2), { channel: 'all' })).length, 32);
    assert.match(filters(noise(3, 3, 1, 100)).alt, /64 of 100 shown/);
  });

  it('names a mistake', () => {
    assert.throws(() => filters([]), { name: 'UserError', message: /inChannels, outChannels/ });
    assert.throws(() => filters(noise(3, 3, 2, 2), { channel: 2 }), { message: /no input channel 2: choose 0 to 1/ });
    assert.throws(() => filters(noise(3, 3, 1, 2), { labels: ['a'] }), { message: /1 labels for 2 filters/ });
  });
});

describe('featureMaps', () => {
  const maps: Image = [
    [
      [0, -4, 0],
      [10, 4, 0],
    ],
    [
      [5, 0, 0],
      [0, 2, 0],
    ],
  ];

  it('gives each map its own scale, or one to all', async () => {
    const own = featureMaps(maps);
    const [first, second] = await Promise.all(pictures(own).map(({ source }) => decode(source)));
    const half = first.width / 2;
    assert.ok(near(first.at(half + 1, 1), orange), 'largest of map 0');
    assert.ok(near(second.at(half + 1, 1), orange), 'largest of map 1');
    const shared = featureMaps(maps, { scale: 'shared' });
    const other = await decode(pictures(shared)[1].source);
    const two = grey.map((level, i) => level + 0.4 * (orange[i] - level));
    assert.ok(near(other.at(half + 1, 1), two, 3), '4 on a scale to 10');
    const bar = (figure: typeof own) =>
      figure.data.some((trace) => (trace.marker as { showscale?: boolean })?.showscale);
    assert.deepEqual([bar(own), bar(shared)], [false, true]);
  });

  it('tells smallest, largest and dead maps in its text', () => {
    const { alt } = featureMaps(maps, { labels: ['up', 'down', 'none'] });
    assert.match(alt, /3 feature maps, 2×2/);
    assert.match(alt, /Smallest value −4 in down, largest 10 in up/);
    assert.match(alt, /Zero everywhere: none/);
  });

  it('uses the scale without sign where nothing is negative', async () => {
    const picture = await decode(pictures(featureMaps([[[0], [3]]]))[0].source);
    assert.ok(near(picture.at(0, 0), [0x00, 0x20, 0x4c]));
    assert.ok(near(picture.at(picture.width - 1, 0), [0xff, 0xe9, 0x45]));
  });

  it('puts the input first', async () => {
    const figure = featureMaps(maps, { input: scene(4, 4, 0, 3) });
    assert.equal(pictures(figure).length, 4);
    assert.equal(words(await toSvg(figure)).filter((word) => word === 'input').length, 1);
    assert.match(figure.alt, /after the input image of 4×4/);
  });

  it('keeps the output of a cell under 300 KB, even for 64 maps of noise', async () => {
    const generator = random(1);
    const list = <T>(length: number, make: () => T) => Array.from({ length }, make);
    const worst = featureMaps(list(112, () => list(112, () => list(64, () => generator.normal()))));
    const svg = await toSvg(worst);
    assert.ok(svg.length + JSON.stringify(worst).length < 300_000, `${svg.length} + ${JSON.stringify(worst).length}`);
    assert.equal(pictures(worst).length, 64);
  });

  it('draws as many pictures into the SVG as there are maps', async () => {
    const image = scene(30, 30);
    const svg = await toSvg(featureMaps(conv2d(image, toFilters([kernels.sobelX, kernels.sobelY]))));
    assert.equal(count(svg, /<image /g), 2);
    assert.equal(count(svg, /data:image\/png;base64,/g), 2);
  });

  it('names a mistake', () => {
    assert.throws(() => featureMaps([]), { name: 'UserError', message: /\[height, width, channels\]/ });
    assert.throws(() => featureMaps(maps, { labels: ['a', 'b'] }), { message: /2 labels for 3 channels/ });
  });
});

describe('contactSheet', () => {
  it('shows images pixel by pixel', async () => {
    const figure = contactSheet([scene(28, 28), scene(28, 28, 3, 3)], { labels: ['one', 'two'] });
    const picture = await decode(pictures(figure)[0].source);
    const zoom = picture.width / 28;
    assert.ok(Number.isInteger(zoom) && zoom >= 2);
    scene(28, 28).forEach((row, y) => {
      row.forEach(([value], x) => {
        const corner = picture.at(x * zoom, y * zoom)[0];
        assert.equal(corner, Math.round(255 * value));
        assert.equal(picture.at((x + 1) * zoom - 1, (y + 1) * zoom - 1)[0], corner);
      });
    });
    assert.match(figure.alt, /2 images\. In order: one, two\./);
  });

  it('tells right from wrong by sign, colour and text', async () => {
    const images = [scene(8, 8), scene(8, 8, 1), scene(8, 8, 2)];
    const figure = contactSheet(images, { labels: ['shirt', 'coat', 'bag'], predicted: ['shirt', 'dress', 'bag'] });
    const captions = figure.data.find((trace) => trace.mode === 'text');
    assert.ok(captions);
    assert.deepEqual(captions.text, ['✓ shirt', '✗ dress<br>(coat)', '✓ bag']);
    assert.deepEqual((captions.textfont as { color: string[] }).color, [colours.good, colours.bad, colours.good]);
    assert.equal(figure.alt, '2 of 3 images right. Wrong: coat taken for dress.');
    assert.ok(words(await toSvg(figure)).includes('2 of 3 images right'));
  });

  it('fits images of any shape into equal rooms', () => {
    const [wide, tall] = pictures(contactSheet([scene(10, 20), scene(20, 10)]));
    assert.equal(wide.sizex, 2 * wide.sizey);
    assert.equal(tall.sizey, 2 * tall.sizex);
    assert.equal(wide.sizex, tall.sizey);
  });

  it('says how many it leaves out', () => {
    const figure = contactSheet(
      Array.from({ length: 7 }, () => scene(4, 4)),
      { limit: 5 },
    );
    assert.equal(pictures(figure).length, 5);
    assert.match(figure.alt, /7 images \(5 shown\)/);
  });

  it('names a mistake', () => {
    assert.throws(() => contactSheet([]), { name: 'UserError', message: /at least one image/ });
    assert.throws(() => contactSheet([scene(4, 4)], { labels: [] }), { message: /0 labels for 1 images/ });
    assert.throws(() => contactSheet([scene(4, 4)], { predicted: ['a'] }), { message: /labels beside predicted/ });
  });
});

describe('grids', () => {
  it('balances rows', () => {
    assert.deepEqual(
      [6, 5, 10, 1].map((panels) => balanced(panels, 5)),
      [3, 5, 5, 1],
    );
  });

  it('makes rooms that hold whole pixels', () => {
    assert.equal(roomFor(28, 100), 84);
    assert.equal(roomFor(3, 150), 150);
    assert.equal(roomFor(224, 118), 118);
  });
});

describe('augmentations', () => {
  const image = scene(8, 8);
  const dark = image.map((row) => row.map(() => [0]));
  const white = image.map((row) => row.map(() => [1]));
  const figure = augmentations(image, [
    { name: 'brightness ±1', images: [dark, white] },
    { name: 'nothing', images: [image, image] },
  ]);

  it('draws a row for each augmentation, the original first', async () => {
    const drawn = await Promise.all(pictures(figure).map(({ source }) => decode(source)));
    assert.equal(drawn.length, 6);
    const middle = (i: number) => drawn[i].at(drawn[i].width / 2, drawn[i].height / 2);
    assert.ok(near(middle(1), [0, 0, 0]) && near(middle(2), [255, 255, 255]));
    for (const i of [3, 4, 5]) assert.ok(near(middle(i), middle(0)), `picture ${i}`);
    const places = pictures(figure).map(({ x, y }) => [x, y] as [number, number]);
    assert.equal(new Set(places.map(([, y]) => y)).size, 2);
    assert.deepEqual(new Set(places.map(([x]) => x)).size, 3);
  });

  it('names the original and each augmentation', async () => {
    const written = words(await toSvg(figure));
    assert.equal(written.filter((word) => word === 'original').length, 2);
    for (const word of ['brightness ±1', 'nothing', 'One image, changed anew each time'])
      assert.ok(written.includes(word));
    assert.match(figure.alt, /by brightness ±1 \(2\), nothing \(2\)\.$/);
  });

  it('refuses rows that are empty, too long or of different lengths', () => {
    const row = (count: number) => ({ name: 'x', images: Array.from({ length: count }, () => image) });
    assert.throws(() => augmentations(image, []), /^UserError: augmentations needs an image, and at least one row/);
    assert.throws(() => augmentations(image, [row(0)]), /at least one row/);
    assert.throws(() => augmentations(image, [row(2), row(3)]), /as many images in each row, at most 5, got 2, 3\.$/);
    assert.throws(() => augmentations(image, [row(6)]), /at most 5, got 6\.$/);
  });
});

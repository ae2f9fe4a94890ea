import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toSvg } from '../../../lib/src/display/svg';
import { outputSize, samePadding } from '../../../lib/src/maths';
import { colours } from '../../../lib/src/visualizers/colours';
import type { Figure, Trace } from '../../../lib/src/visualizers/figure';
import { paddingGrid } from '../../../lib/src/visualizers/padding-grid';
import { trainingCurves } from '../../../lib/src/visualizers/training-curves';
import { scene } from './image-figures';
import { count, decode, pictures, words } from './picture';

function named(figure: Figure, name: string): Trace[] {
  return figure.data.filter((trace) => trace.name === name);
}

describe('paddingGrid', () => {
  const size = 8;
  const figure = paddingGrid(scene(size, size), { kernel: 3, stride: 2 });

  it('has one dot for each output of valid and of same', () => {
    const dots = named(figure, 'centre of a window, one output');
    const outputs = (padding: 'valid' | 'same') => outputSize(size, { kernel: 3, stride: 2, padding }) ** 2;
    assert.deepEqual(
      dots.map((trace) => (trace.x as number[]).length),
      [outputs('valid'), outputs('same')],
    );
  });

  it("puts TensorFlow's odd zero at the bottom and the right", async () => {
    assert.deepEqual(samePadding(size, 3, 2), { before: 0, after: 1 });
    assert.match(figure.alt, /same: 4×4 outputs, zeros: top 0, bottom 1, left 0, right 1/);
    const image = pictures(figure)[1];
    const [zeros] = named(figure, 'zeros added');
    const cell = image.sizex / size;
    const xs = (zeros.x as (number | null)[]).filter((x): x is number => x !== null);
    const ys = (zeros.y as (number | null)[]).filter((y): y is number => y !== null);
    assert.equal(Math.min(...xs), image.x);
    assert.equal(Math.min(...ys), image.y);
    assert.equal(Math.max(...xs), image.x + image.sizex + cell);
    assert.equal(Math.max(...ys), image.y + image.sizey + cell);
    const written = words(await toSvg(figure));
    assert.equal(written.filter((text) => text === '0').length, 2 * size + 1, 'a zero in each cell of the border');
    for (const text of ['zeros added', 'first window', 'last window', 'never covered'])
      assert.ok(written.includes(text), text);
  });

  it('draws the first and last window where they stand', () => {
    const [image] = pictures(figure);
    const cell = image.sizex / size;
    const corner = (trace: Trace) => [
      Math.min(...(trace.x as number[])) - image.x,
      Math.min(...(trace.y as number[])) - image.y,
    ];
    assert.deepEqual(corner(named(figure, 'first window')[0]), [0, 0]);
    assert.deepEqual(corner(named(figure, 'last window')[0]), [4 * cell, 4 * cell]);
  });

  it('marks pixels that no window covers', () => {
    const [crosses] = named(figure, 'never covered');
    assert.equal((crosses.x as number[]).length, 2 * size - 1);
    assert.match(figure.alt, /valid: 3×3 outputs, no zeros, 15 pixels never covered/);
  });

  it('shows the pixels from darkest to lightest, and takes numbers and pairs as padding', async () => {
    const picture = await decode(
      pictures(
        paddingGrid(
          [
            [2, 4],
            [6, 10],
          ],
          { kernel: 1, padding: 'valid' },
        ),
      )[0].source,
    );
    const last = picture.width - 1;
    assert.deepEqual(
      [picture.at(0, 0)[0], picture.at(last, 0)[0], picture.at(0, last)[0], picture.at(last, last)[0]],
      [0, 64, 128, 255],
    );
    const pair = paddingGrid(scene(4, 6), { kernel: [3, 5], padding: [1, 2] });
    assert.equal(pictures(pair).length, 1);
    assert.match(pair.alt, /padding 1,2: 4×6 outputs, zeros: top 1, bottom 1, left 2, right 2/);
  });

  it('names a mistake', () => {
    assert.throws(() => paddingGrid(scene(2, 2), { kernel: 3, padding: 'valid' }), { name: 'ShapeError' });
    assert.throws(() => paddingGrid(scene(64, 64), { kernel: 3 }), { name: 'UserError', message: /40 × 40/ });
    assert.throws(() => paddingGrid(scene(4, 4), { padding: [] as never }), { message: /padding/ });
  });
});

describe('trainingCurves', () => {
  const curves = [
    { name: 'training loss', x: [1, 2, 3], y: [2, 1, 0.5] },
    { name: 'validation loss', x: [3], y: [0.75] },
    { name: 'accuracy', x: [1, 3], y: [0.5, 0.9], panel: 'accuracy' },
  ];

  it('draws a curve a series, panels side by side, colours by meaning', async () => {
    const figure = trainingCurves(curves, { title: 'LeNet', subtitle: 'epoch 3 of 5' });
    const svg = await toSvg(figure);
    assert.equal(count(svg, /class="trace scatter/g), 3);
    const colour = figure.data.map((trace) => (trace.line as { color: string }).color);
    assert.deepEqual(colour.slice(0, 2), [colours.input, colours.output]);
    assert.deepEqual(
      figure.data.map((trace) => trace.yaxis),
      ['y', 'y', 'y2'],
    );
    const written = words(svg);
    for (const text of ['LeNet', 'epoch 3 of 5', 'loss', 'accuracy', 'epoch', 'validation loss'])
      assert.ok(written.includes(text), text);
    assert.match(figure.alt, /training loss from 2 to 0\.5 at epoch 3; validation loss 0\.75 at epoch 3/);
  });

  it('gives each of six optimizers one look in all panels and one entry of the legend', async () => {
    const names = ['SGD', 'Momentum', 'Adagrad', 'Adadelta', 'RMSprop', 'Adam'];
    const runs = ['loss', 'accuracy'].flatMap((panel) => names.map((name) => ({ name, x: [1, 2], y: [2, 1], panel })));
    const { data } = trainingCurves(runs);
    const colour = (index: number) => (data[index].line as { color: string }).color;
    assert.equal(new Set(names.map((_, index) => colour(index))).size, 6, 'six colours');
    names.forEach((name, index) => {
      assert.deepEqual(data[index].line, data[index + 6].line, name);
      assert.deepEqual([data[index].showlegend, data[index + 6].showlegend], [undefined, false]);
    });
    const written = words(await toSvg(trainingCurves(runs)));
    for (const name of names) assert.equal(written.filter((text) => text === name).length, 1, name);
  });

  it('thins long curves and keeps their ends', () => {
    const x = Array.from({ length: 5001 }, (_, i) => i);
    const [trace] = trainingCurves([{ name: 'loss', x, y: x }], { limit: 100 }).data;
    const kept = trace.x as number[];
    assert.ok(kept.length <= 101, String(kept.length));
    assert.deepEqual([kept[0], kept[kept.length - 1]], [0, 5000]);
    assert.deepEqual(trace.y, kept);
  });

  it('draws what is held out as validation, apart from training', () => {
    const { data } = trainingCurves(
      ['training', 'held out', 'dropout'].map((name) => ({ name, x: [1, 2], y: [2, 1] })),
    );
    const colourOf = data.map(({ line }) => (line as { color: string }).color);
    assert.deepEqual(colourOf.slice(0, 2), [colours.input, colours.output]);
  });

  it('is taller where names take a second row of the legend, by as much as the row needs', () => {
    const named = (names: string[]) => {
      const { layout } = trainingCurves(names.map((name) => ({ name, x: [1], y: [1] })));
      const below = (layout.margin as { b: number }).b;
      return { plot: layout.height - below, below };
    };
    const few = named(['one', 'two', 'three', 'four', 'five']);
    const long = named([
      'only the head',
      'all layers alike',
      'early layers slower',
      'unfrozen gradually',
      'with warm-up',
    ]);
    assert.equal(long.plot, few.plot);
    assert.ok(long.below >= few.below + 16, `${long.below} after ${few.below}`);
  });

  it('names a mistake', () => {
    assert.throws(() => trainingCurves([{ name: 'a', x: [1], y: [] }]), {
      name: 'UserError',
      message: /"a" has 1 x values and 0 y/,
    });
    assert.match(trainingCurves([{ name: 'a', x: [], y: [] }]).alt, /nothing measured yet/);
  });
});

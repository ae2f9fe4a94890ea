import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toSvg } from '../../../lib/src/display/svg';
import { accuracyUnderShift } from '../../../lib/src/visualizers/accuracy-under-shift';
import { colours, series } from '../../../lib/src/visualizers/colours';
import { decisionBoundary } from '../../../lib/src/visualizers/decision-boundary';
import type { Figure, Trace } from '../../../lib/src/visualizers/figure';
import { labelPlaces } from '../../../lib/src/visualizers/label-places';
import { networkGraph } from '../../../lib/src/visualizers/network-graph';
import { parameterBudget } from '../../../lib/src/visualizers/parameter-budget';
import { predictions } from '../../../lib/src/visualizers/predictions';
import { saliency } from '../../../lib/src/visualizers/saliency';
import { taskGallery } from '../../../lib/src/visualizers/task-gallery';
import { timeline } from '../../../lib/src/visualizers/timeline';
import { scene } from './image-figures';
import { inCircle, introductionFigures, milestones, ring, ringLabels } from './introduction-figures';
import { decode, near, pictures, words } from './picture';

const texts = (figure: Figure) =>
  figure.data.filter(({ mode }) => String(mode).includes('text')).flatMap(({ text }) => text as string[]);
const rgb = (code: string) => [1, 3, 5].map((start) => Number.parseInt(code.slice(start, start + 2), 16));

describe('figures of the introduction', () => {
  for (const [name, make] of Object.entries(introductionFigures)) {
    it(`${name} is drawn, says what it shows, and is small`, async () => {
      const figure = make();
      const svg = await toSvg(figure);
      assert.ok(words(svg).length > 0);
      assert.ok(svg.length + JSON.stringify(figure).length < 300_000);
      assert.match(figure.alt, /^\S.{30,}\.$/s);
    });
  }
});

describe('predictions', () => {
  const names = ['a', 'b', 'c', 'd'];
  it('draws the most probable classes, longest bar first, the right one in green', () => {
    const figure = predictions(
      { image: scene(20, 30), probabilities: [0.1, 0.2, 0.6, 0.1], truth: 'b' },
      { classNames: names, count: 3 },
    );
    assert.deepEqual(texts(figure), ['c', 'b', 'a', '60 %', '20 %', '10 %']);
    const length = ({ x }: Trace) => (x as number[])[1] - (x as number[])[0];
    const [others, right] = figure.data;
    assert.ok(Math.abs(length(others) / length(right) - 3) < 1e-9, 'lengths are as the probabilities');
    assert.equal((right.line as { color: string }).color, colours.good);
    assert.match(figure.alt, /c 60 %, b 20 % \(right\), a 10 %/);
  });

  it('says what does not fit', () => {
    const wrong = (probabilities: number[]) => () =>
      predictions({ image: scene(8, 8), probabilities }, { classNames: names });
    assert.throws(wrong([1]), /image 0 needs 4 probabilities from 0 to 1, one for each class name; got 1 numbers/);
    assert.throws(wrong([3, 1, -2, 0]), /needs 4 probabilities/);
  });
});

describe('saliency', () => {
  it('leaves the image grey where nothing counts, and yellow where it counts most', async () => {
    const map = [
      [0, 0],
      [0, 1],
    ];
    const image = Array.from({ length: 32 }, () => Array.from({ length: 32 }, () => [1, 0, 0]));
    const figure = saliency(image, [{ name: 'occlusion', map }], { className: 'cat' });
    const [, picture] = await Promise.all(pictures(figure).map(({ source }) => decode(source)));
    const at = (share: number) => picture.at(share * picture.width, share * picture.height);
    assert.ok(near(at(0.05), [76, 76, 76], 3), 'red has the luminance 0.299');
    // Cividis ends at #FFE945; three quarters of it and one of the grey image
    assert.ok(
      near(
        at(0.95),
        [0xff, 0xe9, 0x45].map((level) => 0.75 * level + 0.25 * 76),
        4,
      ),
    );
    assert.equal(figure.alt, 'What counts for "cat": occlusion is strongest at the bottom right.');
    assert.throws(
      () => saliency(image, [{ name: 'x', map: [[Number.NaN]] }]),
      /the map of x has numbers that are not finite/,
    );
  });
});

describe('networkGraph', () => {
  it('has a circle a unit and a line a weight, blue where it is negative', () => {
    const figure = networkGraph([{ weights: [[1, -1]] }, { weights: [[0.5], [0.25]] }], {
      activations: [[2], [3, 4], [5]],
    });
    const lines = figure.data.filter(({ mode }) => mode === 'lines');
    assert.equal(lines.flatMap(({ x }) => x as unknown[]).length, 3 * 4);
    const negative = lines.filter(
      (line) => (line.line as { color: string }).color === `rgb(${rgb(colours.input).join(',')})`,
    );
    assert.equal(negative.length, 1);
    assert.deepEqual(texts(figure).slice(0, 4), ['2', '3', '4', '5']);
    assert.throws(
      () => networkGraph([{ weights: [[1, 2]] }, { weights: [[1]] }]),
      /layer 1 takes 1 inputs, the one before it gives 2/,
    );
  });
});

describe('decisionBoundary', () => {
  it('colours the ground as the classifier says', async () => {
    const figure = decisionBoundary(inCircle, ring, ringLabels);
    const [{ source }] = figure.layout.images as { source: string }[];
    const picture = await decode(source);
    const { range: xs } = figure.layout.xaxis as { range: number[] };
    const { range: ys } = figure.layout.yaxis as { range: number[] };
    const at = (x: number, y: number) =>
      picture.at((picture.width * (x - xs[0])) / (xs[1] - xs[0]), (picture.height * (ys[1] - y)) / (ys[1] - ys[0]));
    const closer = (colour: readonly number[], a: string, b: string) => {
      const distance = (code: string) => Math.hypot(...rgb(code).map((level, c) => level - colour[c]));
      return distance(a) < distance(b);
    };
    assert.ok(closer(at(0, 0), series[1], series[0]) && closer(at(xs[0] + 0.1, ys[1] - 0.1), series[0], series[1]));
    assert.match(figure.alt, /120 points of class 0, class 1; 100 % lie on their own colour/);
  });

  it('takes probabilities of classes and of one class alike, and refuses others', () => {
    const both = (points: number[][]) => inCircle(points).map((p) => [1 - p, p]);
    assert.deepEqual(decisionBoundary(both, ring, ringLabels), decisionBoundary(inCircle, ring, ringLabels));
    assert.throws(
      () => decisionBoundary(() => [1], ring, ringLabels),
      /predict must return \[6400\] or \[6400, classes\]/,
    );
    assert.throws(() => decisionBoundary(inCircle, ring, [1]), /got 1 labels for 120 points/);
  });
});

describe('accuracyUnderShift, timeline and parameterBudget', () => {
  it('draws the mean of the seeds and the band between the least and the largest', () => {
    const [band, mean] = accuracyUnderShift([{ name: 'CNN', accuracy: [0.9, [0.5, 0.7]] }], [0, 2]).data;
    assert.deepEqual(
      [mean.x, mean.y],
      [
        [0, 2],
        [0.9, 0.6],
      ],
    );
    assert.deepEqual(band.y, [0.9, 0.7, 0.5, 0.9]);
    assert.throws(
      () => accuracyUnderShift([{ name: 'CNN', accuracy: [0.9] }], [0, 2]),
      /CNN has 1 accuracies for 2 shifts/,
    );
  });

  it('puts networks in the order of their years, and only known errors above', () => {
    const figure = timeline([...milestones].reverse());
    assert.deepEqual(figure.data[0].x, [1998, 2012, 2014, 2014, 2015, 2019]);
    assert.deepEqual((figure.data[1].x as number[]).length, 5);
    const early = timeline([...milestones, { name: 'neocognitron', year: 1980 }]);
    assert.match(early.alt, /neocognitron, 1980; LeNet-5/);
    assert.equal((early.data[0].marker as { symbol: string[] }).symbol[0], 'circle-open');
    assert.throws(() => timeline([{ name: 'neocognitron', year: 1980 }]), /no network has parameters/);
    assert.throws(
      () => timeline([{ name: 'x', year: 2000, parameters: 0, depth: 1 }]),
      /year, parameters and depth of x must be above 0/,
    );
  });

  it('writes names where they cover nothing', () => {
    const point = { radius: 5, text: 'a name' };
    assert.deepEqual(labelPlaces([{ ...point, x: 0, y: 0 }]), ['top center']);
    // the second one is just above the first: the first writes below, where the third is as well
    const crowd = [0, -16, 16].map((y) => ({ ...point, x: 0, y }));
    assert.deepEqual(labelPlaces(crowd), ['middle right', 'top center', 'bottom center']);
  });

  it('adds the shares of the parameters up to 1', () => {
    const figure = introductionFigures['parameter-budget']();
    const shares = figure.data[0].x as number[];
    assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-12);
    assert.match(figure.alt, /fc1 103 M parameters \(74\.3 %\)/);
    const rows = [{ name: 'conv', type: 'Conv2D', outputShape: [4, 4, 2], parameters: 20, macs: 288 }];
    assert.equal(parameterBudget(rows).data.length, 2, 'a second panel for the work');
    assert.throws(
      () => parameterBudget([{ name: 'i', type: 'InputLayer', outputShape: [4], parameters: 0 }]),
      /has none/,
    );
  });
});

describe('taskGallery', () => {
  it('puts boxes where they are in the image, and mixes the colours of regions into it', async () => {
    const image = scene(50, 100, 1, 3);
    const mask = image.map((row, y) => row.map((_, x) => (y < 10 && x < 10 ? 2 : 0)));
    const figure = taskGallery([{ task: 'both', image, mask, boxes: [{ top: 10, left: 20, height: 30, width: 40 }] }]);
    const box = figure.data.find(({ x }) => (x as unknown[]).length === 5) as Trace;
    const [{ x: left, y: top, sizex }] = figure.layout.images as { x: number; y: number; sizex: number }[];
    const scale = sizex / 100;
    const corners = [...(box.x as number[]).slice(0, 2), ...(box.y as number[]).slice(1, 3)];
    const expected = [left + 20 * scale, left + 60 * scale, top + 10 * scale, top + 40 * scale];
    assert.ok(near(corners, expected, 1e-9), `${corners}, not ${expected}`);
    const picture = await decode(pictures(figure)[0].source);
    const mixed = rgb(series[1]).map((level, c) => (level + 255 * image[2][2][c]) / 2);
    assert.ok(near(picture.at((2.5 * picture.width) / 100, (2.5 * picture.height) / 50), mixed, 8));
    assert.throws(() => taskGallery([{ task: 'a', image, mask: [[1]] }]), /the mask of a is 1×1, its image 50×100/);
  });
});

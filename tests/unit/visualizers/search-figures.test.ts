import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { acquisition } from '../../../lib/src/visualizers/acquisition';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { parallelCoordinates } from '../../../lib/src/visualizers/parallel-coordinates';
import { searchHistory } from '../../../lib/src/visualizers/search-history';
import { during, frameNamed } from './frames';
import { checkPicture } from './picture';
import { beliefs, searchFigures, space, triedConfigurations } from './search-figures';

const written: Record<string, string[]> = {
  'search-history': ['Best so far, mean of ten seeds', 'spent, in whole trainings', 'Bayesian', '84%'],
  'parallel-coordinates': ['learningRate', 'activation', 'sigmoid', '0.001', 'best tenth', 'accuracy'],
  acquisition: ['Where to try next', 'learning rate', 'next trial', 'failed or very bad', 'improvement', '100 % = '],
};

describe('pictures of a search', () => {
  for (const [name, make] of Object.entries(searchFigures)) {
    it(`${name}: is drawn, says its text, is small, and works on any ground`, () =>
      checkPicture(make(), written[name]));
  }
});

const named = (figure: Figure, name: string) => figure.data.filter((trace) => trace.name === name);

describe('searchHistory', () => {
  const runs = [
    { best: [0.5, 0.7, 0.7], spent: [1, 2, 4] },
    { best: [0.6, 0.9], spent: [2, 4] },
  ];

  it('draws the mean of the seeds at each place where one has a value, and keeps the value before', () => {
    const [, line] = named(searchHistory([{ name: 'a', runs }]), 'a');
    // At 1 the second seed has nothing yet.
    assert.deepEqual(line.x, [2, 4]);
    assert.deepEqual(line.y, [0.65, 0.8]);
    assert.equal((line.line as { shape: string }).shape, 'hv');
  });

  it('has a band of one standard deviation, or from the least to the largest seed', () => {
    const [wide] = named(searchHistory([{ name: 'a', runs }], { spread: 'range' }), 'a');
    assert.deepEqual(wide.x, [2, 4, 4, 4, 4, 2]);
    assert.deepEqual(wide.y, [0.7, 0.7, 0.9, 0.7, 0.6, 0.6]);
    const [band] = named(searchHistory([{ name: 'a', runs }]), 'a');
    // ±0.05 and ±0.1 around the mean of two: the standard deviation is √2 times that
    const expected = [0.65 + 0.05 * Math.SQRT2, 0.8 + 0.1 * Math.SQRT2];
    const y = band.y as number[];
    assert.ok(Math.abs(y[0] - expected[0]) < 1e-4 && Math.abs(y[2] - expected[1]) < 1e-4, String(y));
  });

  it('counts trials where nothing else is told, and waits for the first value', () => {
    const [, line] = named(searchHistory([{ name: 'a', runs: [{ best: [Number.NaN, 0.4, 0.6] }] }]), 'a');
    assert.deepEqual(
      [line.x, line.y],
      [
        [2, 3],
        [0.4, 0.6],
      ],
    );
  });

  it('shows what is found after a fifth of the budget, not the fall of the first trials', () => {
    const best = [0.1, 0.1, 0.7, 0.8, 0.8, 0.82, 0.82, 0.82, 0.84, 0.84];
    const { layout, alt } = searchHistory([{ name: 'random', runs: [{ best }] }], { xTitle: 'trainings' });
    const { range } = layout.yaxis as { range: number[] };
    assert.ok(range[0] < 0.1 && range[1] > 0.84, String(range)); // 0.1 is there at trial 2, a fifth of 10
    const later = searchHistory([{ name: 'random', runs: [{ best: best.slice(1) }] }]);
    assert.ok((later.layout.yaxis as { range: number[] }).range[0] > 0.6);
    assert.match(alt, /over trainings, at the end: random 84\.0 %/);
  });

  it('says what is wrong', () => {
    const user = { name: 'UserError' };
    assert.throws(() => searchHistory([]), { ...user, message: /needs methods, such as/ });
    assert.throws(() => searchHistory([{ name: 'a', runs: [] }]), { ...user, message: /"a" has no runs/ });
    const uneven = [{ name: 'a', runs: [{ best: [0.1, 0.2], spent: [1] }] }];
    assert.throws(() => searchHistory(uneven), { ...user, message: /"a" has 2 values, and 1 of what was spent/ });
    const nothing = [{ name: 'a', runs: [{ best: [Number.NaN] }] }];
    assert.throws(() => searchHistory(nothing), { ...user, message: /"a" has no value for every seed/ });
    assert.throws(() => searchHistory([{ name: 'a', runs }], { spread: 'half' as never }), /'range' or 'deviation'/);
    assert.throws(() => searchHistory([{ name: 'a', runs }], { titel: '' } as never), /expected title/);
  });
});

describe('parallelCoordinates', () => {
  const tried = triedConfigurations(40);
  const figure = parallelCoordinates(space, tried);
  /** The lines of a group, each as its places along the axes. */
  const linesOf = ({ y }: Figure['data'][number]) => {
    const list = y as (number | null)[];
    return list
      .join()
      .split(',,')
      .map((line) => line.split(',').filter(Boolean).map(Number));
  };

  it('draws each trial once, by how good it is, the best one in front', () => {
    assert.deepEqual(
      figure.data.map((trace) => [trace.name, (trace.y as unknown[]).filter((one) => one === null).length]),
      [
        ['lower half', 20],
        ['upper half', 16],
        ['best tenth', 3],
        ['best', 1],
      ],
    );
  });

  it('puts each value where its own scale has it', () => {
    const best = [...tried].sort((a, b) => b.value - a.value)[0].configuration;
    const [line] = linesOf(figure.data[3]);
    assert.equal(line.length, 5);
    assert.ok(Math.abs(line[0] - (Math.log10(best.learningRate) + 4) / 3) < 1e-3);
    const activations = ['relu', 'tanh', 'sigmoid'];
    // the middle of its third, or a little aside of that
    assert.ok(Math.abs(line[2] - (activations.indexOf(best.activation) + 0.5) / 3) < 0.06);
    assert.equal(line[4], 1);
  });

  it('lets lines through the same value lie side by side, nearer to it than to the next one', () => {
    const places = figure.data.flatMap((trace) => linesOf(trace).map((line) => line[3]));
    assert.ok(new Set(places).size > 20, 'different places');
    for (const place of places) {
      const away = Math.min(...[1 / 6, 0.5, 5 / 6].map((middle) => Math.abs(place - middle)));
      assert.ok(away < 0.06, String(place));
    }
  });

  it('has a tick for each value that was tried where they are few, and for each choice', () => {
    const kinds = { learningRate: space.learningRate, activation: space.activation };
    const few = [0.01, 0.001, 0.01].map((learningRate, i) => ({
      configuration: { learningRate, activation: 'relu' as const },
      value: i / 10,
    }));
    const annotations = parallelCoordinates(kinds, few).layout.annotations as { x: number; text: string }[];
    const texts = (x: number) => annotations.filter((one) => one.x === x).map(({ text }) => text);
    assert.deepEqual(texts(0).sort(), ['0.001', '0.01', '<b>learningRate</b>']);
    assert.deepEqual(texts(1), ['<b>activation</b>', 'relu', 'tanh', 'sigmoid']);
  });

  it('leaves out trials without a value, and cuts the axis of values below the lower quarter', () => {
    const values = [0.1, 0.6, 0.7, 0.8, undefined];
    const cut = parallelCoordinates(
      space,
      values.map((value, i) => ({ configuration: tried[i].configuration, ...(value === undefined ? {} : { value }) })),
    );
    assert.match(
      cut.alt,
      /^Configurations: 4 configurations of learningRate, filters, activation, layers\. Best: .*80\.0 %\.$/,
    );
    const heights = cut.data.flatMap((trace) => linesOf(trace).map((line) => line[4]));
    assert.deepEqual(heights, [0, 0, 0.5, 1]);
    assert.ok((cut.layout.annotations as { text: string }[]).some(({ text }) => text === '≤ 60.0 %'));
  });

  it('draws a single trial', () => {
    const one = parallelCoordinates(space, tried.slice(0, 1));
    assert.deepEqual(
      one.data.map(({ name }) => name),
      ['best'],
    );
  });

  it('says what is wrong', () => {
    assert.throws(() => parallelCoordinates(space, []), {
      name: 'UserError',
      message: /needs trials that have a value/,
    });
    const odd = [{ configuration: { ...tried[0].configuration, layers: 9 }, value: 0.5 }];
    assert.throws(() => parallelCoordinates(space, odd), { name: 'ShapeError', message: /^layers: expected a whole/ });
    assert.throws(() => parallelCoordinates({}, tried as never), /space: expected dimensions by name/);
  });
});

describe('acquisition', () => {
  const steps = beliefs();
  const figure = acquisition(steps, { xTitle: 'learning rate', scale: 'log' });
  const at = (trials: number) => {
    const frame = frameNamed(figure, String(trials));
    const traces = during(figure, frame);
    return { frame, trace: (name: string) => traces.find((one) => one.name === name) as Figure['data'][number] };
  };

  it('shows the last step, and has one for each number of trials', () => {
    assert.deepEqual(
      figure.frames?.map(({ name }) => name),
      ['3', '4', '5'],
    );
    assert.deepEqual(
      figure.data.map(({ y }) => y),
      during(figure, frameNamed(figure, '5')).map(({ y }) => y),
    );
  });

  it('draws a band of two standard deviations around the mean', () => {
    const { trace } = at(4);
    const [mean, band] = [trace('mean').y as number[], trace('± 2 standard deviations').y as number[]];
    const { deviation } = steps[1];
    const i = 60;
    assert.ok(Math.abs(band[i] - mean[i] - 2 * deviation[i]) < 1e-3);
    assert.ok(Math.abs(mean[i] - band[band.length - 1 - i] - 2 * deviation[i]) < 1e-3);
  });

  it('marks the next trial, where the expected improvement is shown as a share of the largest', () => {
    const { trace } = at(4);
    const improvement = trace('expected improvement').y as number[];
    assert.equal(Math.max(...improvement), 1);
    assert.deepEqual(trace('next trial').x, [steps[1].next, steps[1].next]);
    assert.deepEqual(
      acquisition([{ ...steps[0], next: undefined }]).data.find((one) => one.name === 'next trial')?.x,
      [],
    );
  });

  it('puts a very bad trial where the model takes it to be, and tells its true value', () => {
    const bad = at(3).trace('failed or very bad');
    assert.deepEqual([bad.x, bad.y, bad.text], [[0.09], [0.62], ['0.1']]);
    assert.deepEqual(at(3).trace('trials').x, [0.0002, 0.05]);
    const failed = acquisition([{ ...steps[0], observed: [{ x: 0.05, counted: 0.3 }] }]);
    assert.deepEqual(failed.data.find(({ name }) => name === 'failed or very bad')?.text, ['failed']);
  });

  it('gives every step an axis on which all its trials and its whole mean can be seen', () => {
    for (const { trials, mean, observed } of steps) {
      const { yaxis } = at(trials).frame.layout as { yaxis: { range: number[] } };
      const { range } = yaxis;
      const shown = [...mean, ...observed.map(({ counted }) => counted)];
      assert.ok(range[0] < Math.min(...shown) && range[1] > Math.max(...shown), `${trials}: ${range}`);
    }
    const { range } = figure.layout.xaxis as { range: number[] };
    assert.ok(range[0] < -4 && range[1] > -1 && range[0] > -4.1, String(range));
  });

  it('draws where nothing can be gained any more', () => {
    const none = acquisition([{ ...steps[0], improvement: steps[0].improvement.map(() => 0) }]);
    const hill = none.data.find(({ name }) => name === 'expected improvement');
    assert.deepEqual([...new Set(hill?.y as number[])], [0]);
  });

  it('says what is wrong', () => {
    assert.throws(() => acquisition([]), { name: 'UserError', message: /acquisitionSteps\(study\) gives them/ });
    assert.throws(() => acquisition(steps, { log: true } as never), /options of acquisition: expected title/);
  });
});

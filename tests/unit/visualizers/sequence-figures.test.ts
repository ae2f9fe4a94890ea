import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../../lib/src/project';
import { forecast } from '../../../lib/src/visualizers/forecast';
import { frames } from '../../../lib/src/visualizers/frames';
import { spectrogram } from '../../../lib/src/visualizers/spectrogram';
import { checkPicture } from './picture';
import { filmExample, forecastExample, sequenceFigures, soundExample } from './sequence-figures';

/** What must be written in the picture: titles, captions, numbers. */
const written: Record<string, string[]> = {
  forecast: ['Two years ahead', 'known', 'what came', 'naive', 'seasonal naive', 'network', 'ppm'],
  'frames-columns': ['said, film 1', 'said, film 6'],
  frames: ['film', 'copied', '+5', 'error 0.0500'],
  spectrogram: ['rising', 'falling', 'seconds', 'mel band'],
  'receptive-field-time': ['One unit of layer of 8 sees 16 steps of the input', 'each sees', '2 steps', '18 steps'],
  'forecast-steps': ['steps from now', 'value', 'naive'],
};

describe('pictures about series, sounds and films', () => {
  for (const [name, make] of Object.entries(sequenceFigures)) {
    it(`${name}: is drawn, says its text, is small, and works on any ground`, () =>
      checkPicture(make(), written[name]));
  }
});

describe('forecast', () => {
  it('puts forecasts over the steps that came, and tells their errors', () => {
    const { known, truth, forecasts, options } = forecastExample();
    const figure = forecast(known, truth, forecasts, options);
    const [, came, naive] = figure.data as unknown as { x: string[]; y: number[] }[];
    assert.deepEqual(naive.x, came.x.slice(1));
    assert.equal(naive.x[0], '2008-01');
    const error = truth.reduce((sum, value) => sum + Math.abs(value - known[47]), 0) / truth.length;
    assert.ok(figure.alt.includes(`naive ${Number(error.toPrecision(3))},`), figure.alt);
  });

  it('refuses lists that do not fit', () => {
    const said = [{ name: 'a', values: [1, 2] }];
    assert.throws(() => forecast([1], [2], said), /'a' has 2 values, and 1 came/);
    assert.throws(() => forecast([], [2], said), UserError);
    assert.throws(() => forecast([1], [2, 3], []), /one to six forecasts, got 0/);
    assert.throws(() => forecast([1], [2, 3], said, { dates: ['2000'] }), /got 1 dates for 3 values/);
  });
});

describe('frames', () => {
  it('draws one picture for each of each film, and tells the mean error', () => {
    const figure = frames([
      { name: 'film', frames: filmExample() },
      { name: 'said', frames: filmExample(), errors: [0, 0, 0, 0, 0, 0.6] },
    ]);
    assert.equal((figure.layout.images as unknown[]).length, 12);
    assert.ok(figure.alt.includes('said (mean error 0.1000)'), figure.alt);
  });

  it('refuses rows that do not fit', () => {
    assert.throws(() => frames([]), /rows of 1 to 12 pictures, got 0/);
    const film = filmExample();
    assert.throws(
      () =>
        frames([
          { name: 'a', frames: film },
          { name: 'b', frames: film.slice(1) },
        ]),
      /'b' does not have 6/,
    );
    assert.throws(() => frames([{ name: 'a', frames: film, errors: [1] }]), UserError);
    assert.throws(() => frames([{ name: 'a', frames: film }], { columns: ['b'] }), /1 names of columns for 6 pictures/);
  });
});

describe('spectrogram', () => {
  it('has time to the right and the lowest band at the bottom', () => {
    const values = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const [{ z }] = spectrogram([{ caption: 'a', values }]).data as unknown as { z: number[][] }[];
    assert.deepEqual(z, [
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
  });

  it('refuses no sounds and too many', () => {
    assert.throws(() => spectrogram([]), /one to four sounds, got 0/);
    const one = { caption: 'a', values: soundExample() };
    assert.throws(() => spectrogram([one, one, one, one, one]), UserError);
  });
});

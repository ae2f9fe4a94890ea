import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../../lib/src/project';
import { forecast } from '../../../lib/src/visualizers/forecast';
import { checkPicture } from './picture';
import { forecastExample, sequenceFigures } from './sequence-figures';

/** What must be written in the picture: titles, captions, numbers. */
const written: Record<string, string[]> = {
  forecast: ['Two years ahead', 'known', 'what came', 'naive', 'seasonal naive', 'network', 'ppm'],
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

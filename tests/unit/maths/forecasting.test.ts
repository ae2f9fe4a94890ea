import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  meanAbsoluteError,
  meanAbsoluteScaledError,
  naiveForecast,
  naiveScale,
  rollingOrigins,
  ShapeError,
  seasonalNaiveForecast,
  timeWindows,
} from '../../../lib/src/maths';

interface Case {
  season: number;
  known: number[];
  truth: number[];
  forecast: number[];
  mae: number;
  mase: number;
  seasonalNaive: number[];
}

const { cases } = JSON.parse(readFileSync(join(__dirname, '../../reference/forecasting.json'), 'utf8')) as {
  cases: Case[];
};

describe('errors of forecasts', () => {
  for (const { season, known, truth, forecast, mae, mase, seasonalNaive } of cases) {
    it(`season ${season}: MAE, MASE and the naive forecast are those of utilsforecast and NumPy`, () => {
      assert.ok(Math.abs(meanAbsoluteError(truth, forecast) - mae) < 1e-12);
      assert.ok(Math.abs(meanAbsoluteScaledError(truth, forecast, known, season) - mase) < 1e-12);
      assert.deepEqual(seasonalNaiveForecast(known, truth.length, season), seasonalNaive);
    });
  }

  it('a forecast a season back on the known values themselves has MASE 1', () => {
    const known = [3, 1, 4, 1, 5, 9, 2, 6];
    assert.equal(meanAbsoluteScaledError(known.slice(2), known.slice(0, -2), known, 2), 1);
  });

  it('nothing changes in the naive forecast', () => assert.deepEqual(naiveForecast([2, 7], 3), [7, 7, 7]));

  it('refuses what cannot be measured', () => {
    assert.throws(() => meanAbsoluteError([1, 2], [1]), ShapeError);
    assert.throws(() => naiveScale([1, 2], 2), /more than a season of 2 values, got 2/);
    assert.throws(() => naiveScale([4, 4, 4]), /no error to compare with/);
    assert.throws(() => seasonalNaiveForecast([1, 2], 1, 12), /at least a season of 12/);
    assert.throws(() => naiveForecast([1], 0), ShapeError);
  });
});

describe('windows and origins', () => {
  const values = Array.from({ length: 50 }, (_, t) => t);

  it('targets follow the inputs without a gap, and no value of a later part comes into an earlier one', () => {
    const { inputs, targets } = timeWindows(values.slice(0, 40), { inputs: 8, horizon: 3 });
    assert.equal(inputs.length, 40 - 8 - 3 + 1);
    inputs.forEach((window, i) => {
      assert.deepEqual([...window, ...targets[i]], values.slice(i, i + 11));
    });
    assert.equal(Math.max(...targets.flat()), 39);
  });

  it('origins roll on by the horizon, so that each value is forecast once', () => {
    const origins = rollingOrigins(50, { first: 29, horizon: 7 });
    assert.deepEqual(origins, [29, 36, 43]);
    assert.deepEqual(rollingOrigins(10, { first: 4, horizon: 3, every: 1 }), [4, 5, 6, 7]);
  });

  it('refuses series that are too short', () => {
    assert.throws(() => timeWindows([1, 2, 3], { inputs: 3 }), /at least 4 for one window of 3 \+ 1, got 3/);
    assert.throws(() => rollingOrigins(10, { first: 8, horizon: 3 }), /at least 11 values/);
    assert.throws(() => timeWindows(values, { inputs: 3, step: 2 } as never), ShapeError);
  });
});

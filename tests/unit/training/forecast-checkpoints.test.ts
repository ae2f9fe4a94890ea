import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { timeSeries } from '../../../lib/src/datasets';
import { engineReady } from '../../../lib/src/engine';
import { meanAbsoluteError, naiveForecast, seasonalNaiveForecast } from '../../../lib/src/maths';
import { forecaster, loadCheckpoint } from '../../../lib/src/models';
import { UserError } from '../../../lib/src/project';
import { backtest, type Forecaster, forecasterOf, trainForecaster } from '../../../lib/src/training';

before(() => engineReady({ quiet: true }));

describe('forecasters that come with the course', () => {
  for (const { name, horizon } of [
    { name: 'co2', horizon: 12 },
    { name: 'sunspots', horizon: 5 },
    { name: 'weather', horizon: 7 },
  ] as const)
    it(`forecast-${name} errs less than both baselines on the last fifth of the series`, async () => {
      const { values, season } = await timeSeries(name);
      const first = Math.round(0.8 * values.length);
      const errorOf = async (forecast: Forecaster) => {
        const { truth, said } = await backtest(values, forecast, { first, horizon });
        return meanAbsoluteError(truth, said);
      };
      const model = await loadCheckpoint(`forecast-${name}`, forecaster('causal', { inputs: 32, horizon }));
      const error = await errorOf(forecasterOf(model, values.slice(0, first)));
      const naive = await errorOf((known) => naiveForecast(known, horizon));
      const seasonal = await errorOf((known) => seasonalNaiveForecast(known, horizon, season));
      assert.ok(error < Math.min(naive, seasonal), `${error} against ${naive} and ${seasonal}`);
      model.dispose();
    });
});

describe('forecasterOf', () => {
  const wave = Array.from({ length: 90 }, (_, t) => 20 + 3 * Math.sin(t / 2));

  it('says what the trained network said when it was trained', async () => {
    const model = forecaster('cnn', { inputs: 8, horizon: 3 });
    const trained = await trainForecaster(model, wave.slice(0, 60), { epochs: 1 });
    const again = forecasterOf(model, wave.slice(0, 60));
    assert.deepEqual(await again(wave), await trained(wave));
    model.dispose();
  });

  it('refuses a network that does not forecast a series, and values that never change', () => {
    const [two, one] = [forecaster('cnn', { inputs: 8, channels: 2 }), forecaster('cnn', { inputs: 8 })];
    assert.throws(() => forecasterOf(two, wave), UserError);
    assert.throws(() => forecasterOf(one, new Array(30).fill(4)), /All values of the training part are the same/);
    two.dispose();
    one.dispose();
  });
});

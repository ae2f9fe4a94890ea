import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { meanAbsoluteError, naiveForecast } from '../../../lib/src/maths';
import { forecaster } from '../../../lib/src/models';
import { UserError } from '../../../lib/src/project';
import { backtest, trainForecaster } from '../../../lib/src/training';

before(() => engineReady({ quiet: true }));

/** Rises for ever, with a wave of eight steps. */
const wave = Array.from({ length: 160 }, (_, t) => 0.5 * t + 3 * Math.sin((2 * Math.PI * t) / 8));

describe('backtest', () => {
  it('gives the forecaster the values before each origin and nothing else', async () => {
    const seen: number[] = [];
    const { origins, truth, said } = await backtest(
      wave,
      (known) => {
        seen.push(known.length);
        assert.deepEqual(known, wave.slice(0, known.length));
        return naiveForecast(known, 4);
      },
      { first: 150, horizon: 4 },
    );
    assert.deepEqual(seen, [150, 154]);
    assert.deepEqual(origins, seen);
    assert.deepEqual(truth, wave.slice(150, 158));
    assert.deepEqual(said, [...new Array(4).fill(wave[149]), ...new Array(4).fill(wave[153])]);
  });

  it('refuses a forecaster that says too little', async () => {
    await assert.rejects(
      backtest(wave, () => [1], { first: 150, horizon: 4 }),
      UserError,
    );
    await assert.rejects(
      backtest(wave, () => [1, Number.NaN], { first: 150, horizon: 2 }),
      /must say 2 numbers/,
    );
  });
});

describe('trainForecaster', () => {
  it('learns a wave on a slope, and says it beyond the values that it was trained on', async () => {
    const model = forecaster('cnn', { inputs: 16, horizon: 4, seed: 1 });
    const forecast = await trainForecaster(model, wave.slice(0, 120), { epochs: 40 });
    const options = { first: 120, horizon: 4 };
    const network = await backtest(wave, forecast, options);
    const naive = await backtest(wave, (known) => naiveForecast(known, 4), options);
    const error = meanAbsoluteError(network.truth, network.said);
    assert.ok(error < 0.2 * meanAbsoluteError(naive.truth, naive.said), `${error}`);
  });

  it('forecasts c + k·y where it forecast y, however the series is moved and stretched (k > 0)', async () => {
    const said = async (values: number[]) => {
      const model = forecaster('cnn', { inputs: 8, seed: 2 });
      const forecast = await trainForecaster(model, values.slice(0, 60), { epochs: 2 });
      return (await forecast(values.slice(0, 60)))[0];
    };
    const moved = await said(wave.map((value) => 100 + 7 * value));
    assert.ok(Math.abs(moved - (100 + 7 * (await said(wave)))) < 0.01);
  });

  it('leaves no tensors behind', async () => {
    const model = forecaster('cnn', { inputs: 8 });
    const forecast = await trainForecaster(model, wave.slice(0, 60), { epochs: 1 });
    const before = tf.memory().numTensors;
    await forecast(wave);
    assert.equal(tf.memory().numTensors, before);
  });

  it('refuses models and series that do not fit', async () => {
    const model = forecaster('cnn', { inputs: 8 });
    await assert.rejects(
      trainForecaster(forecaster('cnn', { channels: 2 }), wave),
      /from \[inputs, 1\] to \[horizon\]/,
    );
    await assert.rejects(trainForecaster(model, new Array(40).fill(3)), /All values of the training part are the same/);
    await assert.rejects(trainForecaster(model, wave.slice(0, 8)), /at least 9 for one window/);
    const forecast = await trainForecaster(model, wave.slice(0, 40), { epochs: 1 });
    await assert.rejects(async () => forecast([1, 2]), /looks back on 8 values, and only 2 are known/);
  });
});

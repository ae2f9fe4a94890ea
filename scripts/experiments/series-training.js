/** Forecasts of section 6.4: a series divided into what is known and what is to come, the training on the former, and what it is worth on the latter. */

/** Steps that are forecast at once, and epochs: about 200 steps of the optimizer for convolutions, 70 for recurrent layers, which are slow. */
const SERIES = {
  co2: { horizon: 12, convolutional: 24, recurrent: 8 },
  sunspots: { horizon: 5, convolutional: 48, recurrent: 16 },
  weather: { horizon: 7, convolutional: 10, recurrent: 4 },
};
const RATES = { convolutional: 0.005, recurrent: 0.02 };
const INPUTS = 32;
const BASELINES = ['naive', 'seasonal naive'];

/** A series, divided into what is known and what is to come, and what both baselines say about the latter. */
async function series(course, name) {
  const { values, season } = await course.timeSeries(name);
  const { horizon } = SERIES[name];
  const first = Math.round(0.8 * values.length);
  const known = values.slice(0, first);
  const ask = (forecast) => course.backtest(values, forecast, { first, horizon });
  const baselines = {
    naive: await ask((before) => course.naiveForecast(before, horizon)),
    'seasonal naive': await ask((before) => course.seasonalNaiveForecast(before, horizon, season)),
  };
  return { known, season, horizon, ask, baselines };
}

const kindOf = (network) => (network.endsWith('lstm') ? 'recurrent' : 'convolutional');

/** Trains a network on the known values. */
function training(course, model, known, { name, network, ...others }) {
  const learningRate = course.cosineDecay(RATES[kindOf(network)]);
  return course.trainForecaster(model, known, { epochs: SERIES[name][kindOf(network)], learningRate, ...others });
}

const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;

/** What a backtest is worth; `stepsWon` is the share of the steps ahead at which its mean error is smaller than that of both baselines. */
function measures(course, { known, season, horizon, baselines }, { truth, said }) {
  const errorsOf = (forecasts) => truth.map((value, i) => Math.abs(value - forecasts[i]));
  const own = errorsOf(said);
  const others = BASELINES.map((name) => errorsOf(baselines[name].said));
  const atStep = (errors, step) => mean(errors.filter((_, i) => i % horizon === step));
  const isWon = (_, step) => others.every((errors) => atStep(own, step) < atStep(errors, step));
  return {
    accuracy: mean(own.map((error, i) => Number(others.every((errors) => error <= errors[i])))),
    mae: course.meanAbsoluteError(truth, said),
    mase: course.meanAbsoluteScaledError(truth, said, known, season),
    stepsWon: mean(Array.from({ length: horizon }, isWon).map(Number)),
  };
}

module.exports = { series, training, measures, kindOf, SERIES, INPUTS, RATES, BASELINES };

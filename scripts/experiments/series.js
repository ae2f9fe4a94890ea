/**
 * The experiments of section 6.4: every network on every series, beside the two forecasts that need no training. All are asked from rolling
 * origins in the last fifth of the series. `accuracy` is the share of the values for which neither baseline comes nearer; `mae` and `mase` count.
 * @typedef {import('./measure.js').Experiment} Experiment
 */

const { series, training, measures, kindOf, SERIES, INPUTS, RATES, BASELINES } = require('./series-training.js');

const NETWORKS = ['cnn', 'causal', 'lstm', 'cnn-lstm'];

async function byBaseline(course, name, baseline) {
  const one = await series(course, name);
  return measures(course, one, one.baselines[baseline]);
}

async function byNetwork(course, name, network, seed) {
  const one = await series(course, name);
  const model = course.forecaster(network, { inputs: INPUTS, horizon: one.horizon, seed });
  const started = Date.now();
  const forecast = await training(course, model, one.known, { name, network, seed });
  const seconds = (Date.now() - started) / 1000;
  const measured = measures(course, one, await one.ask(forecast));
  const parameters = course.parameterCount(model);
  model.dispose();
  return { ...measured, seconds, parameters };
}

/** @type {Experiment[]} */
const experiments = Object.keys(SERIES).flatMap((name) => [
  ...BASELINES.map((baseline) => ({
    group: 'series',
    name: `${name}, ${baseline}`,
    seeds: [1],
    recipes: [
      {
        recipe: 'no training',
        given: { series: name, forecaster: baseline },
        trial: (course) => byBaseline(course, name, baseline),
      },
    ],
  })),
  ...NETWORKS.map((network) => ({
    group: 'series',
    name: `${name}, ${network}`,
    recipes: [
      {
        recipe: `${SERIES[name][kindOf(network)]} epochs, Adam ${RATES[kindOf(network)]}, half a cosine`,
        given: { series: name, forecaster: network },
        trial: (course, seed) => byNetwork(course, name, network, seed),
      },
    ],
  })),
]);

module.exports = { series: experiments };

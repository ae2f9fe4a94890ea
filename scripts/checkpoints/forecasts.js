/** One causal dilated CNN for each series of section 6.4, trained on the known part and measured on what came after it. */

const { series, training, measures, SERIES, INPUTS } = require('../experiments/series-training.js');

const TITLES = {
  co2: 'carbon dioxide, 12 months',
  sunspots: 'sunspots, 5 years',
  weather: 'highest temperatures, 7 days',
};

/** @type {import('./chapters.js').Checkpoint[]} */
module.exports = Object.entries(SERIES).map(([name, { horizon }]) => ({
  name: `forecast-${name}`,
  about: `causal dilated CNN: ${TITLES[name]} ahead`,
  model: (course) => course.forecaster('causal', { inputs: INPUTS, horizon, seed: 1 }),
  async train(course, model, { report }) {
    const one = await series(course, name);
    const forecast = await training(course, model, one.known, {
      name,
      network: 'causal',
      seed: 1,
      onEvent: (event) => {
        if (event.type === 'epoch') report(`epoch ${event.epoch + 1}: loss ${event.loss.toFixed(3)}`);
      },
    });
    const { mae, mase } = measures(course, one, await one.ask(forecast));
    return { mae, mase };
  },
}));

import { tf } from '../engine';
import { rollingOrigins, timeWindows } from '../maths/time-windows';
import { UserError } from '../project';
import { fit } from './fit';
import type { FitOptions } from './fit-options';

export const forecastingDefaults = {
  epochs: 30,
  batchSize: 64,
  learningRate: 0.005,
  loss: 'meanSquaredError' as const,
};

/** Says the next steps of a series from all that is known: what a backtest asks. */
export type Forecaster = (known: readonly number[]) => number[] | Promise<number[]>;

/**
 * Trains a network on the known part of a series, and gives the forecaster that it makes. A window enters as differences from its
 * last value, so that a series that rises for ever looks the same everywhere, in units of the standard deviation that the training
 * windows have: no later value has a part in it.
 *
 *     inputs (x_t − x_last) / s,   targets (y − x_last) / s
 *
 * @param model `[batch, inputs, 1]` → `[batch, horizon]`, such as `forecaster('cnn')`; changed by the training
 * @param known the training part, one number a step
 * @param options of `fit`; defaults: 30 epochs of batches of 64, Adam 0.005, mean squared error
 * @throws UserError if the model has other inputs or outputs, or if the training part does not change; ShapeError if it is too short
 * @example const forecast = await trainForecaster(forecaster('lstm', { horizon: 12 }), values.slice(0, 500)); await forecast(values.slice(0, 600));
 */
export async function trainForecaster(
  model: tf.LayersModel,
  known: readonly number[],
  options: FitOptions = {},
): Promise<Forecaster> {
  const { inputs, targets, scale } = windowsOf(model, known);
  const { xs, ys } = tf.tidy(() => ({
    xs: tf.expandDims(tf.div(tf.tensor2d(inputs), scale), 2),
    ys: tf.div(tf.tensor2d(targets), scale),
  }));
  try {
    await fit(model, { xs, ys }, { ...forecastingDefaults, ...options });
  } finally {
    tf.dispose([xs, ys]);
  }
  return forecasterOf(model, known);
}

/**
 * The forecaster of a network that `trainForecaster` has trained on the same values before, such as one whose weights come with the course.
 *
 * @param model with its trained weights; not changed
 * @param known the values that it was trained on: they give the unit of its inputs
 * @throws UserError and ShapeError as `trainForecaster` does
 * @example const forecast = forecasterOf(await loadCheckpoint('forecast-co2', forecaster('causal', { horizon: 12 })), values.slice(0, 538));
 */
export function forecasterOf(model: tf.LayersModel, known: readonly number[]): Forecaster {
  const { steps, scale } = windowsOf(model, known);
  return async (values) => {
    const window = values.slice(-steps);
    if (window.length < steps)
      throw new UserError(`The forecaster looks back on ${steps} values, and only ${window.length} are known.`);
    const answer = tf.tidy(() => {
      const x = tf.tensor3d(fromLast(window, window).map((value) => value / scale), [1, steps, 1]); // biome-ignore format: one tensor
      return model.predict(x) as tf.Tensor;
    });
    const said = await answer.data();
    answer.dispose();
    return Array.from(said, (value) => value * scale + window[steps - 1]);
  };
}

/** The training windows of a model as differences from their last values, and the unit of these. */
function windowsOf(model: tf.LayersModel, known: readonly number[]) {
  const [steps, channels] = model.inputs[0].shape.slice(1) as number[];
  const [horizon, ...more] = model.outputs[0].shape.slice(1) as number[];
  if (channels !== 1 || more.length > 0 || !horizon)
    throw new UserError(
      "A forecaster needs a model from [inputs, 1] to [horizon], such as forecaster('cnn', { inputs: 32, horizon: 12 }).",
    );
  const windows = timeWindows(known, { inputs: steps, horizon });
  const inputs = windows.inputs.map((window) => fromLast(window, window));
  const targets = windows.targets.map((target, i) => fromLast(target, windows.inputs[i]));
  const scale = deviationFromZero(inputs.flat());
  if (!(scale > 0))
    throw new UserError('All values of the training part are the same: there is nothing to learn from them.');
  return { steps, inputs, targets, scale };
}

/** What a backtest found. */
export interface Backtest {
  /** how many values were known at each forecast */
  origins: number[];
  /** `[origins][horizon]` */
  forecasts: number[][];
  /** the values that came, in the order of the forecasts */
  truth: number[];
  /** all forecasts, one after the other */
  said: number[];
}

/**
 * Forecasts from a rolling origin: each time the forecaster gets the values before the origin and nothing else.
 *
 * @param values the whole series
 * @param forecast from the known values to at least `horizon` next ones
 * @param options `first`: values known at the first origin; `horizon`; `every`: steps between origins, the horizon unless given
 * @throws UserError if the forecaster says too few values or one that is no number
 * @example const { truth, said } = await backtest(values, (known) => naiveForecast(known, 12), { first: 500, horizon: 12 });
 */
export async function backtest(
  values: readonly number[],
  forecast: Forecaster,
  options: { first: number; horizon: number; every?: number },
): Promise<Backtest> {
  const { horizon } = options;
  const origins = rollingOrigins(values.length, options);
  const forecasts: number[][] = [];
  for (const origin of origins) {
    const said = (await forecast(values.slice(0, origin))).slice(0, horizon);
    if (said.length < horizon || !said.every(Number.isFinite))
      throw new UserError(
        `The forecaster must say ${horizon} numbers; after ${origin} values it said ${said.join(', ')}.`,
      );
    forecasts.push(said);
  }
  const truth = origins.flatMap((origin) => values.slice(origin, origin + horizon));
  return { origins, forecasts, truth, said: forecasts.flat() };
}

function fromLast(values: readonly number[], window: readonly number[]): number[] {
  const last = window[window.length - 1];
  return values.map((value) => value - last);
}

function deviationFromZero(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

import { tf } from '../engine';
import { checkCount } from '../models/layer-choices';
import { checkFit, type ExampleSource, type Examples, exampleSource } from './examples';
import { accuracyOf, decisionUnits, type LossFunction, type LossName, largest, lossFunction } from './losses';

export const defaults = { batchSize: 256 };

/** What a model does on labelled examples. */
export interface Evaluation {
  /** mean over the examples */
  loss: number;
  /** share classified correctly, 0 … 1; with `binaryCrossentropy` the share of outputs on their label's side of ½ */
  accuracy: number;
  /** the class of the largest output, one number an example */
  predictions: number[];
  /** the right class, one number an example */
  labels: number[];
  /** the outputs `[count, classes]` */
  probabilities: number[][];
}

export interface EvaluateOptions {
  /** default: what the model was compiled with, else `categoricalCrossentropy` */
  loss?: LossName | LossFunction;
  /** examples that are computed together; default: 256 */
  batchSize?: number;
}

/**
 * Compares a model's outputs with the labels, all layers in the mode of use: nothing is dropped out, nothing is learnt.
 *
 * @param examples a data set, or `{ xs, ys }` with labels `[count, classes]`; with one unit, class 1 is an output above ½
 * @throws UserError if the examples don't fit the model, or for a batch size that cannot be
 * @example const { accuracy, predictions } = await evaluate(model, await fashionMnist({ part: 'test' }));
 */
export async function evaluate(
  model: tf.LayersModel,
  examples: Examples,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  const source = exampleSource(examples, 'examples');
  checkFit(model, source, 'examples');
  if (options.batchSize !== undefined) checkCount(options.batchSize, 'batchSize');
  const units = source.labelShape.reduce((product, length) => product * length, 1);
  const result: Evaluation = { loss: 0, accuracy: 0, predictions: [], labels: [], probabilities: [] };
  const classOf = (values: ArrayLike<number>, start: number) =>
    units === 1 ? Number(values[start] > 0.5) : largest(values, start, units);
  const all = Array.from({ length: source.count }, (_, i) => i);
  const measured = await measure(model, source, all, {
    loss: lossFunction(options.loss ?? compiledLoss(model) ?? 'categoricalCrossentropy'),
    batchSize: options.batchSize,
    each(labels, outputs) {
      for (let start = 0; start < outputs.length; start += units) {
        result.predictions.push(classOf(outputs, start));
        result.labels.push(classOf(labels, start));
        result.probabilities.push(Array.from(outputs.subarray(start, start + units)));
      }
    },
  });
  return { ...result, ...measured };
}

export interface MeasureOptions {
  loss: LossFunction;
  batchSize?: number;
  /** gets labels and outputs of each batch, flat */
  each?(labels: Float32Array, outputs: Float32Array): void;
}

/** Loss and accuracy on the examples of some numbers, batch by batch; other work gets its turn in between. */
export async function measure(
  model: tf.LayersModel,
  source: ExampleSource,
  indices: readonly number[],
  { loss, batchSize = defaults.batchSize, each }: MeasureOptions,
): Promise<{ loss: number; accuracy: number }> {
  const units = source.labelShape.reduce((product, length) => product * length, 1);
  let [seen, totalLoss, correct] = [0, 0, 0];
  for (let from = 0; from < indices.length; from += batchSize) {
    const { xs, ys } = source.batch(indices.slice(from, from + batchSize));
    const { outputs, labels, batchLoss } = tf.tidy(() => {
      const predicted = model.apply(xs, { training: false }) as tf.Tensor;
      return {
        outputs: predicted.dataSync() as Float32Array,
        labels: ys.dataSync() as Float32Array,
        batchLoss: loss(ys, predicted).dataSync()[0],
      };
    });
    tf.dispose([xs, ys]);
    const count = outputs.length / units;
    totalLoss += batchLoss * count;
    correct += accuracyOf(labels, outputs, decisionUnits(loss, units)) * count;
    seen += count;
    each?.(labels, outputs);
    await new Promise((done) => setImmediate(done));
  }
  return { loss: totalLoss / seen, accuracy: correct / seen };
}

/** The loss that a model was compiled with, if it is a single one. */
export function compiledLoss(model: tf.LayersModel): LossName | LossFunction | undefined {
  const { loss } = model as { loss?: unknown };
  return typeof loss === 'string' || typeof loss === 'function' ? (loss as LossName | LossFunction) : undefined;
}

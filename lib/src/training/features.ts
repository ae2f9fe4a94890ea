import { tf } from '../engine';
import { checkCount } from '../models/layer-choices';
import { type Examples, exampleSource } from './examples';

export const featureDefaults = { batchSize: 32 };

export interface FeatureOptions {
  /** images `[batch, height, width, channels]`, values 0 … 1, as the extractor takes them, such as `network.prepare` */
  prepare?(images: tf.Tensor): tf.Tensor;
  /** examples that are computed together; default: 32 */
  batchSize?: number;
}

/**
 * What a model makes of labelled examples, computed once: where its layers are frozen, a head can then be trained on these tensors
 * in no time, in place of running the whole network in each epoch.
 *
 * @returns `xs` `[count, …]`, the outputs, and `ys` `[count, classes]`, for you to dispose of
 * @throws UserError for what are no examples
 * @example
 * const train = await featuresOf(featureExtractor(network.model, 'avg_pool'), photos, { prepare: network.prepare });
 * await fit(head, train, { epochs: 20 });
 */
export async function featuresOf(
  extractor: tf.LayersModel,
  examples: Examples,
  options: FeatureOptions = {},
): Promise<{ xs: tf.Tensor; ys: tf.Tensor }> {
  const { prepare, batchSize } = { ...featureDefaults, ...options };
  checkCount(batchSize, 'batchSize');
  const source = exampleSource(examples, 'examples');
  const outputs: tf.Tensor[] = [];
  const labels: tf.Tensor[] = [];
  for (let from = 0; from < source.count; from += batchSize) {
    const count = Math.min(batchSize, source.count - from);
    const batch = source.batch(Array.from({ length: count }, (_, i) => from + i));
    outputs.push(
      tf.tidy(() => extractor.apply(prepare ? prepare(batch.xs) : batch.xs, { training: false }) as tf.Tensor),
    );
    labels.push(batch.ys);
    batch.xs.dispose();
    await new Promise((done) => setImmediate(done)); // other work gets its turn
  }
  const [xs, ys] = [outputs, labels].map((parts) => tf.concat(parts, 0));
  tf.dispose([outputs, labels]);
  return { xs, ys };
}

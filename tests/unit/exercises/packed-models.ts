/** Models as answers hand them in. */
import { engineReady, tf } from '../../../lib/src/engine';
import { type PackedModel, packTensor } from '../../../lib/src/exercises/packed';

/** A layer as Keras writes it. */
export type Node = { class_name: string; config: Record<string, unknown>; [key: string]: unknown };

/** A model as an answer hands it in. */
export async function packed(build: () => tf.LayersModel): Promise<PackedModel> {
  await engineReady({ quiet: true });
  const model = build();
  const { class_name, config } = model.toJSON(undefined, false) as unknown as Node;
  const weights = model.getWeights().map((weight) => packTensor(weight.dataSync() as Float32Array, weight.shape));
  model.dispose();
  return JSON.parse(JSON.stringify({ packed: 'model', topology: { class_name, config }, weights }));
}

export const small = (): tf.LayersModel =>
  tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 2, kernelSize: 5, strides: 2, activation: 'relu', inputShape: [28, 28, 1] }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });

/** Two paths that are added, so no plain sequence. */
export function residual(): tf.LayersModel {
  const input = tf.input({ shape: [28, 28, 1] });
  const main = tf.layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same' }).apply(input);
  const short = tf.layers.conv2d({ filters: 3, kernelSize: 1 }).apply(input);
  const sum = tf.layers.add().apply([main, short] as tf.SymbolicTensor[]);
  const pooled = tf.layers.globalAveragePooling2d({}).apply(tf.layers.batchNormalization().apply(sum));
  const output = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(pooled) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: output });
}

/** A base with a head on it: a model inside of a model. */
export function nested(): tf.LayersModel {
  const base = tf.sequential({
    layers: [tf.layers.conv2d({ filters: 2, kernelSize: 3, strides: 3, inputShape: [28, 28, 1] }), tf.layers.flatten()],
  });
  return tf.sequential({ layers: [base, tf.layers.dense({ units: 10, activation: 'softmax' })] });
}

/** A model that is cut, and a head of its own on the cut: no plain sequence, with a model inside. */
export function headed(): tf.LayersModel {
  const whole = small();
  const maps = whole.layers[0].output as tf.SymbolicTensor;
  const head = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: maps.shape.slice(1) }),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });
  return tf.model({ inputs: whole.inputs, outputs: head.apply(maps) as tf.SymbolicTensor });
}

/** Layers of the packed model, to be spoilt. */
export const layersIn = (model: PackedModel): Node[] => (model.topology as unknown as Node).config.layers as Node[];

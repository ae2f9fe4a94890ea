import { tf } from '../../engine';

/**
 * What a captioner sees in images, worked out once for all words that are written about them.
 * @returns `[count, places, width]`, for you to dispose of
 */
export function captionPlaces(model: tf.LayersModel, images: tf.Tensor4D): tf.Tensor3D {
  const seen = tf.model({ inputs: model.inputs[0], outputs: model.getLayer('positions').output as tf.SymbolicTensor });
  return seen.predict(images, { batchSize: 128 }) as tf.Tensor3D;
}

/**
 * The logits of the word after each, from what was seen and the words before: what `model.predict([images, words])` gives.
 * @param places `[count, places, width]`
 * @param words `[count, longest]`
 * @returns `[count, longest, words]`, for you to dispose of
 */
export function captionLogits(model: tf.LayersModel, places: tf.Tensor3D, words: tf.Tensor2D): tf.Tensor3D {
  return tf.tidy(() => {
    const through = (x: tf.Tensor | tf.Tensor[], ...names: string[]) =>
      names.reduce((now, name) => model.getLayer(name).apply(now) as tf.Tensor, x as tf.Tensor);
    const states = through(words, 'embedding', 'gru');
    const seen = through([states, places], 'attention');
    return through([states, seen], 'together', 'hidden', 'output') as tf.Tensor3D;
  });
}

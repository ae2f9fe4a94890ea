/** Which pixels count for a class: three ways to ask a network. `saliency` of the visualizers draws the answers. */
import { tf } from '../engine';
import { checkOptions, checkWhole } from '../maths/options';
import type { Image, Matrix } from '../maths/shapes';
import { UserError } from '../project';

export interface OcclusionOptions {
  /** the class that is asked about; default: the most probable one */
  classIndex?: number;
  /** side of the patch in pixels; default: a seventh of the longer side of the image */
  size?: number;
  /** pixels from one place of the patch to the next; default: half of its side */
  stride?: number;
  /** value of the covered pixels; default 0.5, grey */
  fill?: number;
  /** images that are shown to the model at a time */
  batchSize?: number;
}

/**
 * Covers one patch after the other, and measures how much of the probability of the class is lost:
 *
 *     map[i][j] = p(class | image) − p(class | image with patch i, j covered)
 *
 * Nothing has to be known of the model but its answers.
 * @param predict from a batch `[batch, height, width, channels]` to probabilities `[batch, classes]`; a model's `predict`, say
 * @param image `[height, width, channels]`, values as the model expects them
 * @returns `[rows, columns]`, one entry a place of the patch
 * @see Zeiler and Fergus, "Visualizing and understanding convolutional networks", 2014
 * @example occlusionMap((batch) => model.predict(batch) as tf.Tensor2D, image)
 */
export function occlusionMap(
  predict: (batch: tf.Tensor4D) => tf.Tensor,
  image: Image,
  options: OcclusionOptions = {},
): Matrix {
  checkOptions(options, ['classIndex', 'size', 'stride', 'fill', 'batchSize'], 'occlusionMap');
  const [height, width, channels] = [image.length, image[0].length, image[0][0].length];
  const size = checkWhole(options.size ?? Math.max(1, Math.round(Math.max(height, width) / 7)), 'size', 1);
  const stride = checkWhole(options.stride ?? Math.max(1, Math.round(size / 2)), 'stride', 1);
  const { fill = 0.5, batchSize = 32 } = options;
  const places = (length: number) => Array.from({ length: Math.ceil(length / stride) }, (_, index) => index * stride);
  const [tops, lefts] = [places(height), places(width)];
  const corners = tops.flatMap((top) => lefts.map((left) => ({ top, left })));
  return tf.tidy(() => {
    const whole = tf.tensor3d(image);
    const rows = tf.range(0, height).reshape([height, 1, 1]);
    const columns = tf.range(0, width).reshape([1, width, 1]);
    const first = predict(whole.expandDims<tf.Tensor4D>(0));
    const classIndex = chosenClass(first, options.classIndex);
    const before = first.dataSync()[classIndex];
    const losses: number[] = [];
    for (let start = 0; start < corners.length; start += batchSize) {
      const some = corners.slice(start, start + batchSize);
      const probabilities = tf.tidy(() => {
        const covered = some.map(({ top, left }) => {
          const inRows = rows.greaterEqual(top).logicalAnd(rows.less(top + size));
          const inside = inRows.logicalAnd(columns.greaterEqual(left).logicalAnd(columns.less(left + size)));
          return tf.where(inside.tile([1, 1, channels]), tf.fill([height, width, channels], fill), whole);
        });
        return predict(tf.stack(covered) as tf.Tensor4D)
          .slice([0, classIndex], [-1, 1])
          .dataSync();
      });
      for (const probability of probabilities) losses.push(before - probability);
    }
    return tops.map((_, row) => losses.slice(row * lefts.length, (row + 1) * lefts.length));
  });
}

/**
 * How much the score of a class changes with each pixel: the largest size of the gradient over the channels,
 *
 *     map[y][x] = max_c |∂ score / ∂ image[y][x][c]|
 *
 * @param scores from a batch `[1, height, width, channels]` to `[1, classes]`: logits, or log-probabilities. Probabilities near 1 have
 * a gradient of nearly 0
 * @returns `[height, width]`
 * @see Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks", 2014
 */
export function gradientMap(scores: (batch: tf.Tensor4D) => tf.Tensor, image: Image, classIndex?: number): Matrix {
  return tf.tidy(() => {
    const batch = tf.tensor3d(image).expandDims<tf.Tensor4D>(0);
    const asked = chosenClass(scores(batch), classIndex);
    const gradient = tf.grad((x: tf.Tensor) =>
      scores(x as tf.Tensor4D)
        .slice([0, asked], [1, 1])
        .sum(),
    )(batch);
    return gradient.abs().max(-1).squeeze([0]).arraySync() as Matrix;
  });
}

export interface GradCamOptions {
  /** name of the layer whose feature maps are asked; default: the last one with maps `[batch, height, width, channels]` */
  layer?: string;
  /** default: the most probable class */
  classIndex?: number;
}

/**
 * Grad-CAM: the feature maps of a late layer, each weighted by how much the score of the class grows with its mean,
 *
 *     map[i][j] = max(0, Σ_k w_k · A_k[i][j]),   w_k = mean over i, j of ∂ score / ∂ A_k[i][j]
 *
 * The score is the logarithm of the probability: it has a gradient also where the model is sure.
 * @param model from images to probabilities
 * @param image `[height, width, channels]`, values as the model expects them
 * @returns `[rows, columns]` of the layer's maps
 * @throws UserError for a layer that does not exist or has no maps
 * @see Selvaraju et al., "Grad-CAM: visual explanations from deep networks via gradient-based localization", 2017
 */
export function gradCam(model: tf.LayersModel, image: Image, options: GradCamOptions = {}): Matrix {
  checkOptions(options, ['layer', 'classIndex'], 'gradCam');
  const layer = layerWithMaps(model, options.layer);
  const both = tf.model({ inputs: model.inputs, outputs: [layer.output as tf.SymbolicTensor, model.outputs[0]] });
  return tf.tidy(() => {
    const batch = tf.tensor3d(image).expandDims<tf.Tensor4D>(0);
    const [maps, output] = both.predict(batch) as tf.Tensor[];
    const asked = chosenClass(output, options.classIndex);
    // What is added to the maps has the gradient of the maps.
    const score = (added: tf.Tensor): tf.Scalar =>
      withOutputOf(
        layer,
        (own) => own.add(added),
        () => model.apply(batch) as tf.Tensor,
      )
        .slice([0, asked], [1, 1])
        .add(1e-12)
        .log()
        .sum();
    const weights = tf.grad(score)(tf.zerosLike(maps)).mean([1, 2], true); // [1, 1, 1, channels]
    return maps.mul(weights).sum(-1).relu().squeeze([0]).arraySync() as Matrix;
  });
}

/** Runs `work` while `change` stands between the layer and what follows it. */
function withOutputOf<T>(layer: tf.layers.Layer, change: (own: tf.Tensor) => tf.Tensor, work: () => T): T {
  const { call } = layer;
  layer.call = (inputs, settings) => change(call.call(layer, inputs, settings) as tf.Tensor);
  try {
    return work();
  } finally {
    // The layer's own `call` is that of its class: without this one, it is found again.
    Reflect.deleteProperty(layer, 'call');
  }
}

function layerWithMaps(model: tf.LayersModel, name?: string): tf.layers.Layer {
  const hasMaps = ({ outputShape }: tf.layers.Layer) => !Array.isArray(outputShape[0]) && outputShape.length === 4;
  const known = model.layers.filter((layer) => hasMaps(layer) && layer.getClassName() !== 'InputLayer');
  const found = name === undefined ? known.at(-1) : known.find((layer) => layer.name === name);
  if (found) return found;
  const names = known.map((layer) => layer.name).join(', ');
  throw new UserError(
    name === undefined
      ? `gradCam: the model ${model.name} has no layer with feature maps.`
      : `gradCam: the model ${model.name} has no layer "${name}" with feature maps; it has ${names}.`,
  );
}

function chosenClass(output: tf.Tensor, wanted?: number): number {
  const scores = output.dataSync();
  const chosen = wanted ?? scores.indexOf(Math.max(...scores));
  if (chosen in scores) return chosen;
  throw new UserError(`There is no class ${chosen}: the model tells ${scores.length} classes apart, from 0.`);
}

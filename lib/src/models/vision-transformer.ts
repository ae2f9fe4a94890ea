import { tf } from '../engine';
import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { checkCount, checkDropout, checkImageShape, type ImageShape, initializers } from './layer-choices';
import { LayerNorm } from './layer-norm';
import type { Flow } from './network-layers';
import { PositionEmbedding } from './position-embedding';
import { SelfAttention } from './self-attention';

export const defaults = {
  inputShape: [28, 28, 1] as ImageShape,
  classes: 10,
  patch: 4,
  width: 64,
  heads: 4,
  depth: 3,
  dropout: 0,
  seed: 1,
};

export interface VisionTransformerOptions {
  /** `[height, width, channels]`, both sides multiples of the patch; default: 28 × 28 × 1 */
  inputShape?: ImageShape;
  /** default: 10 */
  classes?: number;
  /** side of the squares that the image is cut into, in pixels; default: 4 */
  patch?: number;
  /** numbers that describe a patch, a multiple of the heads; default: 64 */
  width?: number;
  /** of each self-attention; default: 4 */
  heads?: number;
  /** blocks of attention and dense layers; default: 3 */
  depth?: number;
  /** the share of what attention and dense layers add that is dropped while it learns; default: 0 */
  dropout?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * A vision transformer: the image is cut into patches, each becomes a row of numbers with its place added, and blocks of self-attention
 * and dense layers, each with layer normalization before and a shortcut around, let them look at each other. The mean over all patches
 * is classified. The dense layers in the blocks have twice the width, not four times, and there is no class token, as is usual for small
 * sets; see `visionTransformerParameters` for the number of parameters.
 *
 * A. Dosovitskiy et al., "An image is worth 16x16 words: transformers for image recognition at scale", 2021; L. Beyer, X. Zhai and
 * A. Kolesnikov, "Better plain ViT baselines for ImageNet-1k", 2022, for the mean.
 *
 * Layers: `patches` [7, 7, 64] → `tokens` [49, 64] → `positions` → `block1_norm1`, `block1_attention`, `block1_add1`, `block1_norm2`,
 * `block1_hidden` [49, 128], `block1_dense` [49, 64], `block1_add2` … → `norm` → `mean` [64] → `output`.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for an option that cannot be
 * @example const model = visionTransformer({ width: 64, depth: 3 });
 */
export function visionTransformer(options: VisionTransformerOptions = {}): tf.LayersModel {
  const { classes, patch, width, heads, depth, dropout, seed, inputShape } = checked(options);
  const he = initializers('he', seed);
  const xavier = initializers('xavier', seed + 1);
  const on = (x: Flow, layer: tf.layers.Layer) => layer.apply(x) as Flow;
  const add = (name: string, a: Flow, b: Flow) => tf.layers.add({ name }).apply([a, b]) as Flow;
  const norm = (x: Flow, name: string) => on(x, new LayerNorm({ name }));
  const drop = (x: Flow, name: string) => (dropout > 0 ? on(x, tf.layers.dropout({ name, rate: dropout })) : x);
  const tokens = (inputShape[0] / patch) * (inputShape[1] / patch);

  const image = tf.input({ name: 'image', shape: inputShape });
  const cut = { filters: width, kernelSize: patch, strides: patch, kernelInitializer: xavier() };
  let x = on(image, tf.layers.conv2d({ name: 'patches', ...cut }));
  x = on(x, tf.layers.reshape({ name: 'tokens', targetShape: [tokens, width] }));
  x = on(x, new PositionEmbedding({ name: 'positions', seed }));
  for (let number = 1; number <= depth; number++) {
    const name = `block${number}`;
    const attention = new SelfAttention({ name: `${name}_attention`, heads, seed: 100 * seed + number });
    const attended = drop(on(norm(x, `${name}_norm1`), attention), `${name}_dropout1`);
    x = add(`${name}_add1`, x, attended);
    const wide = { units: 2 * width, activation: 'relu' as const, kernelInitializer: he() };
    const hidden = on(norm(x, `${name}_norm2`), tf.layers.dense({ name: `${name}_hidden`, ...wide }));
    const narrow = tf.layers.dense({ name: `${name}_dense`, units: width, kernelInitializer: xavier() });
    x = add(`${name}_add2`, x, drop(on(hidden, narrow), `${name}_dropout2`));
  }
  x = on(norm(x, 'norm'), tf.layers.globalAveragePooling1d({ name: 'mean' }));
  const last = { units: classes, activation: 'softmax' as const, kernelInitializer: xavier() };
  return tf.model({
    name: 'vision_transformer',
    inputs: image,
    outputs: on(x, tf.layers.dense({ name: 'output', ...last })),
  });
}

/**
 * How many numbers a vision transformer learns. With width w, patches p × p of c channels, n tokens, d blocks and k classes:
 *
 *     (p² c w + w) + n w + d (4 (w² + w) + (4 w² + 3 w) + 4 w) + 2 w + (w k + k)
 *
 * @throws UserError for an option that cannot be
 * @example visionTransformerParameters({ width: 64, depth: 3 }) // 105418
 */
export function visionTransformerParameters(options: VisionTransformerOptions = {}): number {
  const { inputShape, classes, patch, width, depth } = checked(options);
  const [rows, columns, channels] = [inputShape[0] / patch, inputShape[1] / patch, inputShape[2]];
  const block = 4 * (width ** 2 + width) + (4 * width ** 2 + 3 * width) + 4 * width;
  const around = patch ** 2 * channels * width + width + rows * columns * width + 2 * width;
  return around + depth * block + width * classes + classes;
}

/**
 * The vision transformer whose number of parameters is nearest to that of another model, found by its width, a multiple of its heads.
 *
 * @throws UserError for an option that cannot be
 * @example const model = visionTransformerOfSize(parameterCount(cnn()), { depth: 3 });
 */
export function visionTransformerOfSize(
  parameters: number,
  options: Omit<VisionTransformerOptions, 'width'> = {},
): tf.LayersModel {
  checkCount(parameters, 'parameters');
  const heads = checkCount(options.heads ?? defaults.heads, 'heads');
  const gap = (width: number) => Math.abs(visionTransformerParameters({ ...options, width }) - parameters);
  let width = heads;
  while (gap(width + heads) < gap(width)) width += heads; // the count grows with the width
  return visionTransformer({ ...options, width });
}

function checked(options: VisionTransformerOptions): typeof defaults {
  checkOptions(options, Object.keys(defaults), 'visionTransformer');
  const chosen = { ...defaults, ...options };
  const [height, width] = checkImageShape(chosen.inputShape);
  for (const name of ['patch', 'width', 'heads', 'depth'] as const) checkCount(chosen[name], name);
  checkCount(chosen.classes, 'classes', 2);
  checkDropout(chosen.dropout);
  if (height % chosen.patch || width % chosen.patch)
    throw new UserError(
      `Images of ${height} × ${width} can't be cut into patches of ${chosen.patch} × ${chosen.patch}.`,
    );
  if (chosen.width % chosen.heads)
    throw new UserError(`width must be a multiple of the ${chosen.heads} heads, got ${chosen.width}.`);
  return chosen;
}

import { cropToShape, resize } from '../datasets/resize';
import { tf } from '../engine';
import { checkOptions } from '../maths/options';
import type { Image } from '../maths/shapes';
import { checkCount, checkPositive } from '../models/layer-choices';
import type { PretrainedNetwork } from '../models/pretrained';
import { UserError } from '../project';
import { gradientStep } from './gradient-step';
import { interruptible } from './interruption';
import type { LossListener } from './loss-news';

export const styleDefaults = {
  steps: 100,
  styleWeight: 1,
  contentWeight: 1,
  smoothness: 0.1,
  learningRate: 0.03,
};

/** Layers whose features are compared, for the networks that come with the course. */
const usualLayers: Record<string, { content: string; style: string[] }> = {
  squeezenet: {
    content: 'fire5_concat',
    style: ['conv1', 'fire2_concat', 'fire3_concat', 'fire5_concat', 'fire7_concat'],
  },
};

export interface StyleTransferOptions {
  /** default: 100 */
  steps?: number;
  /** default: 1 */
  styleWeight?: number;
  /** default: 1 */
  contentWeight?: number;
  /** weight of the differences between neighbouring pixels; default: 0.1 */
  smoothness?: number;
  /** of Adam, on pixels of 0 … 1; default: 0.03 */
  learningRate?: number;
  /** the layer whose features say what is in the picture; default for SqueezeNet: `fire5_concat` */
  contentLayer?: string;
  /** the layers whose features say how it is painted; default for SqueezeNet: five, from `conv1` to `fire7_concat` */
  styleLayers?: readonly string[];
  /** hears of each step, such as `liveLosses()` */
  onEvent?: LossListener;
  /** ends it after the current step, as an interrupt does: the picture is what it is by then */
  signal?: AbortSignal;
}

export interface StyleTransfer {
  /** `[height, width, 3]`, values 0 … 1, in the network's size */
  image: Image;
  /** each step's losses, before the step */
  losses: Record<'content' | 'style', number[]>;
  stopped: boolean;
}

/**
 * Paints one picture in the manner of another: no weight is learnt but the pixels. Features F of a trained network say what is in a
 * picture; their Gram matrices, which feature goes with which wherever it may be, how it is painted. With positions n of a layer,
 *
 *     content ‖F(x) − F(p)‖² / ‖F(p)‖²,   style: mean over layers of ‖G(x) − G(a)‖² / ‖G(a)‖²,   G = Fᵀ F / n
 *
 * Unlike in the paper each difference is relative, so that weights near 1 suit any layer, and the steps are Adam's. It begins at the
 * content, and adds a small penalty on differences of neighbouring pixels.
 *
 * L. Gatys, A. Ecker and M. Bethge, "A neural algorithm of artistic style", 2015.
 *
 * @param content what is to be seen, and `style` how: `[height, width, 3]`, values 0 … 1; the middle is cut to the network's shape
 * @throws UserError for layers that are not there, options that cannot be, or if a loss is no number any more
 * @example
 * const network = await loadPretrained('squeezenet', { inputShape: [160, 160, 3] });
 * const { image } = await styleTransfer(network, await photo('chelsea_cat'), await photo('brick'), { onEvent: liveLosses() });
 */
export async function styleTransfer(
  network: PretrainedNetwork,
  content: Image,
  style: Image,
  options: StyleTransferOptions = {},
): Promise<StyleTransfer> {
  checkOptions(
    options,
    [...Object.keys(styleDefaults), 'contentLayer', 'styleLayers', 'onEvent', 'signal'],
    'styleTransfer',
  );
  const { steps, styleWeight, contentWeight, smoothness, learningRate } = { ...styleDefaults, ...options };
  checkCount(steps, 'steps');
  for (const [name, value] of Object.entries({ styleWeight, contentWeight, learningRate })) checkPositive(value, name);
  if (!(smoothness >= 0)) throw new UserError(`smoothness must be a number from 0, got ${smoothness}.`);
  const [, height, width] = network.model.inputs[0].shape as number[];
  const features = comparedFeatures(network, options);
  // Both pictures are read before anything is kept: one that cannot be leaves nothing in memory.
  const [seen, manner] = [content, style].map((picture) =>
    resize(cropToShape(coloured(picture), height, width), height, width),
  );
  const startTensor = tf.tensor4d([seen]);
  const picture = tf.variable(startTensor);
  const optimizer = tf.train.adam(learningRate);
  const wanted = tf.tidy(() => ({
    content: features(startTensor).content,
    grams: features(tf.tensor4d([manner])).style.map(gram),
  }));
  const result: StyleTransfer = { image: [], losses: { content: [], style: [] }, stopped: false };
  const compute = () => {
    const now = features(picture);
    const parts = {
      content: relative(now.content, wanted.content),
      style: tf.mean(tf.stack(now.style.map((maps, i) => relative(gram(maps), wanted.grams[i])))) as tf.Scalar,
    };
    const compared = tf.add(tf.mul(parts.content, contentWeight), tf.mul(parts.style, styleWeight));
    return { loss: tf.add(compared, tf.mul(roughness(picture as tf.Tensor4D), smoothness)) as tf.Scalar, parts };
  };
  const begin = performance.now();
  try {
    await interruptible(async (interrupt) => {
      await options.onEvent?.({
        type: 'begin',
        title: 'style transfer',
        epochs: 1,
        batches: steps,
        losses: ['content', 'style'],
      });
      for (let step = 0; step < steps && !result.stopped; step++) {
        const losses = gradientStep(optimizer, [picture], compute);
        if (!Object.values(losses).every(Number.isFinite))
          throw new UserError(
            `The loss is no number at step ${step + 1}: try a smaller learning rate (now ${learningRate}).`,
          );
        tf.tidy(() => picture.assign(tf.clipByValue(picture, 0, 1)));
        result.losses.content.push(losses.content);
        result.losses.style.push(losses.style);
        await options.onEvent?.({ type: 'batch', epoch: 0, batch: step, losses });
        await new Promise((done) => setImmediate(done)); // an interrupt gets its turn
        result.stopped = step < steps - 1 && (interrupt.aborted || options.signal?.aborted === true);
      }
    });
    [result.image] = (await picture.array()) as Image[];
    const { content: kept, style: painted } = result.losses;
    const seconds = (performance.now() - begin) / 1000;
    const last = { content: kept[kept.length - 1], style: painted[painted.length - 1] };
    if (!result.stopped) await options.onEvent?.({ type: 'epoch', epoch: 0, losses: last, seconds });
    return result;
  } finally {
    await options.onEvent?.({ type: 'end', stopped: result.stopped });
    optimizer.dispose();
    tf.dispose([startTensor, picture, wanted.content, wanted.grams]);
  }
}

/** From a picture `[1, height, width, 3]` to the feature maps that are compared. */
function comparedFeatures(network: PretrainedNetwork, options: StyleTransferOptions) {
  const usual = usualLayers[network.name];
  const contentLayer = options.contentLayer ?? usual?.content;
  const styleLayers = options.styleLayers ?? usual?.style;
  if (!contentLayer || !styleLayers?.length)
    throw new UserError(
      `styleTransfer needs contentLayer and styleLayers of ${network.name}: name layers with feature maps.`,
    );
  const names = [...new Set([contentLayer, ...styleLayers])]; // a model names an output once
  const outputs = names.map((name) => {
    const layer = network.model.layers.find((one) => one.name === name);
    const output = layer?.output;
    if (output && !Array.isArray(output) && output.rank === 4) return output;
    throw new UserError(`${network.name} has no layer '${name}' with feature maps: model.summary() lists its layers.`);
  });
  const model = tf.model({ inputs: network.model.inputs, outputs });
  return (picture: tf.Tensor) => {
    const answer = model.apply(network.prepare(picture, 1), { training: false }) as tf.Tensor4D | tf.Tensor4D[];
    const maps = Array.isArray(answer) ? answer : [answer];
    const of = (name: string) => maps[names.indexOf(name)];
    return { content: of(contentLayer), style: styleLayers.map(of) };
  };
}

/** Which feature goes with which: `[1, height, width, channels]` → `[channels, channels]`. */
export function gram(maps: tf.Tensor4D): tf.Tensor2D {
  return tf.tidy(() => {
    const [, height, width, channels] = maps.shape;
    const rows = tf.reshape(maps, [height * width, channels]) as tf.Tensor2D;
    return tf.div(tf.matMul(rows, rows, true, false), height * width) as tf.Tensor2D;
  });
}

function relative(got: tf.Tensor, wanted: tf.Tensor): tf.Scalar {
  return tf.div(tf.sum(tf.squaredDifference(got, wanted)), tf.add(tf.sum(tf.square(wanted)), 1e-8)) as tf.Scalar;
}

/** Mean squared difference of neighbours, along both axes. */
function roughness(picture: tf.Tensor4D): tf.Scalar {
  const [, height, width] = picture.shape;
  const part = (top: number, left: number) => tf.slice(picture, [0, top, left, 0], [1, height - 1, width - 1, 3]);
  const here = part(0, 0);
  const squares = [part(1, 0), part(0, 1)].map((there) => tf.mean(tf.squaredDifference(here, there)));
  return tf.add(squares[0], squares[1]) as tf.Scalar;
}

/**
 * Grey pictures get three equal channels.
 * @throws UserError for anything else, such as a picture with transparency
 */
function coloured(picture: Image): Image {
  const channels = picture?.[0]?.[0]?.length;
  if (channels === 3) return picture;
  if (channels === 1) return picture.map((row) => row.map(([grey]) => [grey, grey, grey]));
  const got = channels ? `one with ${channels} channels` : JSON.stringify(picture)?.slice(0, 40);
  throw new UserError(`styleTransfer takes pictures [height, width, 3], values 0 … 1, got ${got}.`);
}

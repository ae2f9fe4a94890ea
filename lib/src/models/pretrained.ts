import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readEmbedded } from '../datasets/catalog';
import type { tf } from '../engine';
import { projectRoot, UserError } from '../project';
import { checkCount, type ImageShape } from './layer-choices';
import { type NetworkName, network, networks, type Preprocessing } from './pretrained/networks';
import { type Pictures, prepare, usualShare } from './pretrained/prepare';
import { classesIn, loadPytorchWeights } from './pretrained/pytorch-weights';
import { openSafetensors, type Safetensors } from './pretrained/safetensors';
import { type WeightsDownload, weightsFile } from './pretrained/weights-file';

/** A class that a network sees in an image. */
export interface Prediction {
  className: string;
  /** the number of the class, from 0 */
  index: number;
  /** 0 … 1 */
  probability: number;
}

/** A trained network with all that belongs to its use. */
export interface PretrainedNetwork {
  name: NetworkName;
  /** `[batch, height, width, 3]` → `[batch, classes]`, probabilities; `model.dispose()` frees its weights */
  model: tf.LayersModel;
  /** `classNames[index]`; `class 0`, `class 1` and so on where the names are not known */
  classNames: readonly string[];
  /**
   * Images as the model takes them, `[count, height, width, 3]`, for you to dispose of: scaled, the middle cut out, grey repeated three
   * times, normalized.
   *
   * @param pictures values 0 … 1, 1 or 3 channels: one image, several of the same size, or a tensor `[count, height, width, channels]`
   * @param share of the shorter side that stays; default: 0.875, as is usual for photographs. 1: nothing is cut off a square
   */
  prepare(pictures: Pictures, share?: number): tf.Tensor4D;
  /** The most probable classes of an image, best first; 5 unless told otherwise. */
  classify(picture: Pictures, count?: number): Prediction[];
}

export interface PretrainedOptions extends WeightsDownload {
  /**
   * A safetensors file of torchvision's or timm's, as a path or an address. May be left out for the networks that come with
   * the course.
   */
  weights?: string | URL;
  /** `[height, width, 3]`; default: the size that the network was trained for */
  inputShape?: ImageShape;
  /** default: this network's usual one; timm's settings of some weights differ */
  preprocessing?: Preprocessing;
}

/**
 * A network with trained weights. EfficientNet-Lite0 and SqueezeNet 1.1 come with the course, trained on ImageNet. For the others, name a
 * file of weights, such as one of timm's: `https://huggingface.co/timm/resnet18.tv_in1k/resolve/main/model.safetensors`. It is
 * downloaded once and kept in the cache folder.
 *
 * @throws UserError if the weights can't be had, or are not of that network
 * @example
 * const network = await loadPretrained('efficientnet-lite0');
 * network.classify(await photo('coffee')); // [{ className: 'espresso', index: 967, probability: 0.73 }, …]
 */
export async function loadPretrained(name: NetworkName, options: PretrainedOptions = {}): Promise<PretrainedNetwork> {
  if (!Object.hasOwn(networks, name))
    throw new UserError(`There is no network '${name}': choose one of ${Object.keys(networks).join(', ')}.`);
  const { build, embedded, preprocessing: usual } = network(name);
  const isEmbedded = options.weights === undefined;
  const preprocessing = options.preprocessing ?? (isEmbedded ? embedded?.preprocessing : undefined) ?? usual;
  const source = await openWeights(name, options);
  let model: tf.LayersModel | undefined;
  try {
    const { inputShape } = options;
    const classes = classesIn(source);
    model = build({ initialization: 'zeros', ...(inputShape && { inputShape }), ...(classes && { classes }) });
    loadPytorchWeights(model, source);
  } catch (error) {
    model?.dispose();
    throw error;
  } finally {
    source.close();
  }
  return pretrainedNetwork(name, model, preprocessing);
}

function pretrainedNetwork(name: NetworkName, model: tf.LayersModel, preprocessing: Preprocessing): PretrainedNetwork {
  const [, height, width] = model.inputs[0].shape as number[];
  const classNames = namesFor(model.outputs[0].shape[1] as number);
  const prepared = (pictures: Pictures, share = usualShare) => prepare(pictures, [height, width], preprocessing, share);
  return {
    name,
    model,
    classNames,
    prepare: prepared,
    classify(picture, count = 5) {
      checkCount(count, 'count');
      const xs = prepared(picture);
      const outputs = model.predict(xs) as tf.Tensor;
      const probabilities = Array.from(outputs.dataSync()).slice(0, classNames.length);
      xs.dispose();
      outputs.dispose();
      return probabilities
        .map((probability, index) => ({ className: classNames[index], index, probability }))
        .sort((a, b) => b.probability - a.probability)
        .slice(0, count);
    },
  };
}

/** @throws UserError if there are none, or they are not what they should be */
async function openWeights(name: NetworkName, options: PretrainedOptions): Promise<Safetensors> {
  const { embedded } = network(name);
  if (options.weights === undefined) {
    if (!embedded) {
      throw new UserError(
        `The weights of ${name} do not come with the course: name a safetensors file of torchvision's or timm's, as in loadPretrained('${name}', { weights: 'model.safetensors' }).`,
      );
    }
    readEmbedded(embedded.file); // compares it with the catalogue
    return openSafetensors(join(projectRoot, 'data', embedded.file));
  }
  const { path, isDownloaded } = await weightsFile(options.weights, name, options);
  try {
    return openSafetensors(path);
  } catch (error) {
    if (isDownloaded) rmSync(path); // so that another try may bring something better
    throw error;
  }
}

/** ImageNet's names, or numbers. */
function namesFor(classes: number): readonly string[] {
  if (classes !== 1000) return Array.from({ length: classes }, (_, i) => `class ${i}`);
  return JSON.parse(new TextDecoder().decode(readEmbedded('efficientnet-lite0/imagenet-classes.json'))) as string[];
}

import { readEmbedded } from '../../datasets/catalog';
import { tf } from '../../engine';
import { type Box, clipBox, type Detection, decodePoints, type PointLevel, suppress } from '../../maths/detection';
import { checkShare } from '../../maths/detection/suppression';
import { checkOptions } from '../../maths/options';
import type { Image, Matrix } from '../../maths/shapes';
import { UserError } from '../../project';

/** A network that finds things in photographs. */
export interface NanoDet {
  /** the 80 kinds of things of COCO: `classNames[label]` */
  classNames: readonly string[];
  /**
   * What is in a photograph: the answers decoded by `decodePoints`, then suppression class by class.
   *
   * @param image `[height, width, 3]`, or 1 channel of grey, values 0 … 1
   * @returns boxes in pixels of the image, best first
   * @throws UserError for what is no image
   */
  detect(image: Image, options?: NanoDetOptions): Detection[];
  /** The answers themselves, for an image as the network sees it, stretched to 416 × 416 pixels. */
  answers(image: Image): PointLevel[];
  /** frees its weights */
  dispose(): void;
}

export interface NanoDetOptions {
  /** what is less sure is left out; default: 0.4 */
  scoreThreshold?: number;
  /** of two boxes of a class that overlap more, the better one stays; default: 0.5 */
  iouThreshold?: number;
}

interface GraphFile {
  modelTopology: object;
  format: string;
  signature: object;
  weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
}

/** Height and width of the images that it was trained with. */
const side = 416;
/** Blue, green, red, of values 0 … 255. */
const [means, deviations] = [
  [103.53, 116.28, 123.675],
  [57.375, 57.12, 58.395],
];
/** The outputs of the graph: probabilities and distributions of each level. */
const levels = [
  { stride: 8, outputs: ['Identity', 'Identity_3'] },
  { stride: 16, outputs: ['Identity_1', 'Identity_4'] },
  { stride: 32, outputs: ['Identity_2', 'Identity_5'] },
];

/**
 * NanoDet with its trained weights: 3.8 million, 80 kinds of things. It has no anchors: 3,549 points on three grids each say
 * what is there and how far it is to the four sides of its box.
 *
 * @throws UserError if a file is missing or damaged
 * @see https://github.com/RangiLyu/nanodet
 * @example
 * const network = await loadNanoDet();
 * network.detect(await photo('coffee')); // [{ box: [54, 4, 183, 169], label: 41, score: 0.53 }]: a cup
 */
export async function loadNanoDet(): Promise<NanoDet> {
  const text = (file: string) => new TextDecoder().decode(readEmbedded(`nanodet-coco/${file}`));
  const { modelTopology, format, signature, weightsManifest } = JSON.parse(text('nanodet.json')) as GraphFile;
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  const weightData = Uint8Array.from(readEmbedded('nanodet-coco/nanodet.bin')).buffer;
  const network = await tf.loadGraphModel(
    tf.io.fromMemory({ modelTopology, format, signature, weightSpecs, weightData } as tf.io.ModelArtifacts),
  );
  return {
    classNames: JSON.parse(text('coco-classes.json')) as string[],
    answers: (image) => answersFor(network, image),
    detect(image, options = {}) {
      checkOptions(options, ['scoreThreshold', 'iouThreshold'], 'detect');
      const { scoreThreshold = 0.4, iouThreshold = 0.5 } = options;
      checkShare(iouThreshold, 'iouThreshold');
      const found = suppress(decodePoints(answersFor(network, image), scoreThreshold), iouThreshold);
      const [height, width] = [image.length, image[0].length];
      return found.map(({ box, ...rest }) => ({ ...rest, box: clipBox(stretched(box, height, width), width, height) }));
    },
    dispose: () => network.dispose(),
  };
}

function answersFor(network: tf.GraphModel, image: Image): PointLevel[] {
  const names = levels.flatMap(({ outputs }) => outputs);
  const outputs = tf.tidy(() => network.execute(prepared(image), names) as tf.Tensor[]);
  const answers = outputs.map((output) => (output.arraySync() as Matrix[])[0]);
  tf.dispose(outputs);
  return levels.map(({ stride }, i) => ({ stride, probabilities: answers[2 * i], distributions: answers[2 * i + 1] }));
}

/** `[1, 3, 416, 416]`: blue, green, red, normalized. */
function prepared(image: Image): tf.Tensor {
  const [height, width, channels] = [image?.length, image?.[0]?.length, image?.[0]?.[0]?.length];
  if (!height || !width || (channels !== 3 && channels !== 1))
    throw new UserError('The image must have the shape [height, width, channels] with 1 or 3 channels.');
  const tensor = tf.tensor3d(image, [height, width, channels]);
  const colours = channels === 3 ? tensor : (tf.tile(tensor, [1, 1, 3]) as tf.Tensor3D);
  const seen = tf.mul(tf.reverse(tf.image.resizeBilinear(colours, [side, side]), 2), 255);
  return tf.expandDims(tf.transpose(tf.div(tf.sub(seen, means), deviations), [2, 0, 1]), 0);
}

/** From the square that the network saw to the image. */
function stretched([left, top, right, bottom]: Box, height: number, width: number): Box {
  const [across, down] = [width / side, height / side];
  return [left * across, top * down, right * across, bottom * down];
}

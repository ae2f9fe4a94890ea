import { readEmbedded } from '../datasets/catalog';
import { tf } from '../engine';
import type { Image, Matrix } from '../maths/shapes';
import { UserError } from '../project';

/** A network that finds people. */
export interface PersonSegmentation {
  /**
   * How likely each pixel belongs to a person, 0 … 1: `[height, width]`, as large as the image.
   *
   * @param image `[height, width, 3]`, or 1 channel of grey, or a tensor of that shape; values 0 … 1
   * @throws UserError for what is no image
   */
  mask(image: Image | tf.Tensor): Matrix;
  /** frees its weights */
  dispose(): void;
}

interface GraphFile {
  modelTopology: object;
  format: string;
  signature: object;
  weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
}

/** Height and width of the images that it was trained with. */
const side = 256;

/**
 * The network that tells people from what is around them, with its trained weights: MediaPipe selfie segmentation, 106 thousand parameters.
 * It sees the image at 256 × 256, however it is shaped, so details are as coarse as that.
 *
 * @throws UserError if a file is missing or damaged
 * @example
 * const network = await loadPersonSegmentation();
 * const mask = network.mask(await photo('astronaut')); // [256, 256]
 */
export async function loadPersonSegmentation(): Promise<PersonSegmentation> {
  const graph = JSON.parse(new TextDecoder().decode(readEmbedded('selfie-segmentation/selfie.json'))) as GraphFile;
  const { modelTopology, format, signature, weightsManifest } = graph;
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  const weightData = Uint8Array.from(readEmbedded('selfie-segmentation/selfie.bin')).buffer;
  const network = await tf.loadGraphModel(
    tf.io.fromMemory({ modelTopology, format, signature, weightSpecs, weightData } as tf.io.ModelArtifacts),
  );
  return { mask: (image) => maskOf(network, image), dispose: () => network.dispose() };
}

function maskOf(network: tf.GraphModel, image: Image | tf.Tensor): Matrix {
  return tf.tidy(() => {
    const tensor = image instanceof tf.Tensor ? image : tf.tensor(image);
    const [height, width, channels] = tensor.shape;
    if (tensor.rank !== 3 || (channels !== 3 && channels !== 1)) {
      throw new UserError(
        `The image must have the shape [height, width, channels] with 1 or 3 channels, got [${tensor.shape.join(', ')}].`,
      );
    }
    const colours = channels === 3 ? tensor : tf.tile(tensor, [1, 1, 3]);
    const seen = tf.image.resizeBilinear(colours as tf.Tensor3D, [side, side], false, true);
    const probabilities = network.predict(tf.expandDims(seen, 0)) as tf.Tensor4D; // [1, 256, 256, 1]
    const resized = tf.image.resizeBilinear(probabilities, [height, width], false, true);
    return tf.clipByValue(tf.squeeze(resized, [0, 3]), 0, 1).arraySync() as Matrix;
  });
}

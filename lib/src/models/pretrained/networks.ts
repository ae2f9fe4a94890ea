import type { tf } from '../../engine';
import { alexnet } from '../alexnet';
import { densenet } from '../densenet';
import { efficientnetLite0 } from '../efficientnet';
import { inceptionV3 } from '../inception';
import { mobilenetV2 } from '../mobilenet';
import type { NetworkOptions } from '../network-options';
import { resnet } from '../resnet';
import { resnext50 } from '../resnext';
import { squeezenet } from '../squeezenet';
import { vgg } from '../vgg';
import { wideResnet50 } from '../wide-resnet';

/** What is done to the values 0 … 1 of red, green and blue before a network sees them: (value − mean) / deviation. */
export interface Preprocessing {
  /** of red, green and blue */
  mean: [number, number, number];
  deviation: [number, number, number];
  /** in which the network wants the channels */
  order: 'rgb' | 'bgr';
}

/** Mean and deviation of the training images of ImageNet, as torchvision has them. */
export const imagenet: Preprocessing = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225], order: 'rgb' };
/** −1 … 1 */
const symmetric: Preprocessing = { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5], order: 'rgb' };

interface Network {
  build(options: NetworkOptions): tf.LayersModel;
  preprocessing: Preprocessing;
  /** the weights that come with the course */
  embedded?: { file: string; preprocessing: Preprocessing };
}

/** The networks for which weights can be loaded. */
export const networks = {
  alexnet: { build: alexnet, preprocessing: imagenet },
  vgg11: { build: (options) => vgg(11, options), preprocessing: imagenet },
  vgg13: { build: (options) => vgg(13, options), preprocessing: imagenet },
  vgg16: { build: (options) => vgg(16, options), preprocessing: imagenet },
  vgg19: { build: (options) => vgg(19, options), preprocessing: imagenet },
  resnet18: { build: (options) => resnet(18, options), preprocessing: imagenet },
  resnet34: { build: (options) => resnet(34, options), preprocessing: imagenet },
  resnet50: { build: (options) => resnet(50, options), preprocessing: imagenet },
  resnet101: { build: (options) => resnet(101, options), preprocessing: imagenet },
  resnet152: { build: (options) => resnet(152, options), preprocessing: imagenet },
  densenet121: { build: (options) => densenet(121, options), preprocessing: imagenet },
  densenet169: { build: (options) => densenet(169, options), preprocessing: imagenet },
  densenet201: { build: (options) => densenet(201, options), preprocessing: imagenet },
  resnext50: { build: resnext50, preprocessing: imagenet },
  'wide-resnet50': { build: wideResnet50, preprocessing: imagenet },
  // torchvision brings images that were prepared like ImageNet's to −1 … 1 inside of the network; here they come so.
  'inception-v3': { build: inceptionV3, preprocessing: symmetric },
  'mobilenet-v2': { build: mobilenetV2, preprocessing: imagenet },
  'squeezenet-1.0': { build: (options) => squeezenet({ version: '1.0', ...options }), preprocessing: imagenet },
  squeezenet: {
    build: squeezenet,
    preprocessing: imagenet,
    embedded: {
      file: 'squeezenet/weights.safetensors',
      // as in Caffe: blue, green and red of 0 … 255, the mean taken away
      preprocessing: {
        mean: [122.679 / 255, 116.669 / 255, 104.006 / 255],
        deviation: [1 / 255, 1 / 255, 1 / 255],
        order: 'bgr',
      },
    },
  },
  'efficientnet-lite0': {
    build: efficientnetLite0,
    preprocessing: symmetric,
    embedded: {
      file: 'efficientnet-lite0/weights.safetensors',
      preprocessing: {
        mean: [127 / 255, 127 / 255, 127 / 255],
        deviation: [128 / 255, 128 / 255, 128 / 255],
        order: 'rgb',
      },
    },
  },
} satisfies Record<string, Network>;

/** A network for which weights can be loaded. */
export type NetworkName = keyof typeof networks;

/** The same list, each with all that a network may have. */
export const network = (name: NetworkName): Network => networks[name];

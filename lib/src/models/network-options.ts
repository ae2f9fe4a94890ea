import { UserError } from '../project';
import { checkCount, checkImageShape, checkName, type ImageShape } from './layer-choices';

export const initializationNames = ['he', 'zeros'] as const;
/**
 * How the weights of a large network begin. `he`: uniform with variance 2 / inputs (He et al., 2015), ready for training. `zeros`:
 * made in no time, to look at the architecture or to load weights into; a network of zeros learns nothing.
 */
export type NetworkInitialization = (typeof initializationNames)[number];

/** What all the large networks let one choose. */
export interface NetworkOptions {
  /** `[height, width, channels]`; default: the size that the network was published for */
  inputShape?: ImageShape;
  /** default: 1000, those of ImageNet */
  classes?: number;
  /** default: `he` */
  initialization?: NetworkInitialization;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/** The choices that a network is built from. */
export type NetworkChoices = Required<NetworkOptions>;

export const defaults: NetworkChoices = { inputShape: [224, 224, 3], classes: 1000, initialization: 'he', seed: 1 };

/**
 * The options with the defaults filled in.
 *
 * @param name for messages, such as `resnet`
 * @param leastSide of the images: below it, nothing is left after the last pooling
 * @throws UserError for an option that cannot be
 */
export function chooseNetwork(name: string, options: NetworkOptions, leastSide: number, side = 224): NetworkChoices {
  const chosen = { ...defaults, inputShape: [side, side, 3] as ImageShape, ...options };
  const [height, width] = checkImageShape(chosen.inputShape);
  checkCount(chosen.classes, 'classes', 2);
  checkName(chosen.initialization, 'initialization', initializationNames);
  if (!Number.isSafeInteger(chosen.seed)) throw new UserError(`seed must be a whole number, got ${chosen.seed}.`);
  if (Math.min(height, width) >= leastSide) return chosen;
  throw new UserError(`${name} needs images of at least ${leastSide} × ${leastSide}, got ${height} × ${width}.`);
}

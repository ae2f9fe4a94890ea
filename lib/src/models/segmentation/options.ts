import { UserError } from '../../project';
import { checkCount } from '../layer-choices';

export const defaults = { channels: 1, classes: 7, filters: 8, seed: 1 };

/** Choices of the networks that say for each pixel what it belongs to. */
export interface SegmentationOptions {
  /** of the images; default: 1 */
  channels?: number;
  /** the ground is one of them; default: 7, the ground and the six kinds of clothes of `scenes` */
  classes?: number;
  /** feature maps at full size, twice as many after each halving; default: 8 */
  filters?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/** @throws UserError for numbers that are no counts, or a single class */
export function readSegmentationOptions(options: SegmentationOptions): Required<SegmentationOptions> {
  const { channels, classes, filters, seed } = { ...defaults, ...options };
  checkCount(channels, 'channels');
  checkCount(classes, 'classes', 2);
  checkCount(filters, 'filters');
  return { channels, classes, filters, seed };
}

/** @throws UserError unless it is 2, 4 or 8 */
export function checkStride(stride: unknown): 2 | 4 | 8 {
  if (stride === 2 || stride === 4 || stride === 8) return stride;
  throw new UserError(`stride must be 2, 4 or 8, got ${JSON.stringify(stride)}.`);
}

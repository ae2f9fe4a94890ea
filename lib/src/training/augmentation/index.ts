/** Changes of training images that keep what they show; `fit` takes them as `augment`. */
export { type Augmentation, augment } from './augmentation';
export { randomBrightness } from './brightness';
export { randomContrast } from './contrast';
export { randomCrop } from './crop';
export { cutout } from './cutout';
export { augmentedDataset } from './dataset';
export { augmentedImages } from './examples';
export { randomFlip } from './flip';
export { mixup } from './mixup';
export { addNoise } from './noise';
export { randomRotation } from './rotation';
export { randomShift } from './shift';
export { withMasks } from './with-masks';

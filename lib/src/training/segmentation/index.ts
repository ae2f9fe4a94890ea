/** Training of networks that label pixels, and what they see. */
export { findInstances, type Instance, type InstanceOptions } from './find-instances';
export { type CropPlace, cropExamples, type MaskExamples, maskExamples } from './mask-examples';
export { crossEntropyWithDice, diceLoss, pixelCrossEntropy } from './mask-losses';
export { type SegmentOptions, segment } from './segment';
export { type MaskRcnnLoss, type MaskRcnnOptions, trainMaskRcnn } from './train-mask-rcnn';

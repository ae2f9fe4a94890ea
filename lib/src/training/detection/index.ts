/** Training of detectors on scenes, and what they see. */
export { anchorLoss } from './anchor-loss';
export { type DetectOptions, detect } from './detect';
export { gridLoss } from './grid-loss';
export { anchorExamples, gridExamples } from './scene-targets';
export { type DetectorTraining, trainDetector } from './train-detector';

/** Training of detectors on scenes, and what they see. */
export { anchorLoss } from './anchor-loss';
export { cropBoxes } from './crops';
export { type DetectOptions, detect } from './detect';
export { detectRegions } from './detect-regions';
export { gridLoss } from './grid-loss';
export { type RegionExamplesOptions, regionExamples } from './region-examples';
export { regionLoss } from './region-loss';
export { anchorExamples, gridExamples } from './scene-targets';
export { type DetectorTraining, trainDetector } from './train-detector';

/** Detection from scratch: boxes, suppression, targets of YOLO and SSD, and how good detections are. */
export {
  type AnchorLevel,
  type AnchorTarget,
  anchorBoxes,
  type BoxOffsets,
  decodeBox,
  encodeAnchors,
  encodeBox,
  matchAnchors,
} from './anchors';
export {
  averagePrecision,
  type MeanAveragePrecision,
  meanAveragePrecision,
  type PrecisionRecall,
} from './average-precision';
export { decodePoints, distanceOf, type PointLevel } from './box-distributions';
export {
  type Box,
  boxArea,
  type CentredBox,
  centred,
  clipBox,
  cornered,
  type Detection,
  iou,
  iouMatrix,
  type LabelledBox,
} from './boxes';
export { type DetectionGrid, decodeGrid, encodeGrid } from './grid-targets';
export {
  type DetectedMask,
  instanceIous,
  type LabelledMask,
  maskAveragePrecision,
  maskIou,
} from './instances';
export { pasteMask } from './paste-mask';
export { type ProposalOptions, proposals } from './proposals';
export { type RegionOptions, regions } from './regions';
export { alignmentWeights, roiAlign } from './roi-align';
export { nms, type SoftNmsOptions, softNms, suppress } from './suppression';

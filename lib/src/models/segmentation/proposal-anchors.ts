import { type AnchorLevel, anchorBoxes, type Box } from '../../maths';

/** Anchors of the two maps of `maskRcnn`. A region is corrected once more by the classifier, so that they need not fit as well as a detector's. */
export function proposalLevels(size = 64): AnchorLevel[] {
  return [
    { cells: size / 8, scales: [14], ratios: [0.4, 1, 2] },
    { cells: size / 16, scales: [20, 28], ratios: [0.4, 1, 2] },
  ];
}

/** The boxes that `maskRcnn` looks at first, in pixels, in the order of its answers. */
export function proposalAnchors(size = 64): Box[] {
  return anchorBoxes(size, proposalLevels(size));
}

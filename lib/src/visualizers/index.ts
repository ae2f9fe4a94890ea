/** One file a visualizer: pure functions from data to a `Figure`, drawn by `show` from `display`. */
export { activationCurves } from './activation-curves';
export { type ActivationHistogramOptions, activationHistogram, type LayerValues } from './activation-histogram';
export type { ClassLabels } from './class-labels';
export { colours } from './colours';
export { type ConfusionMatrixOptions, confusionMatrix } from './confusion-matrix';
export { type ContactSheetOptions, contactSheet } from './contact-sheet';
export { convolutionSteps } from './convolution-steps';
export { type FeatureMapsOptions, featureMaps } from './feature-maps';
export type { Figure, Frame, Layout, Trace } from './figure';
export { type FiltersOptions, filters } from './filters';
export { type Images, type MisclassifiedOptions, misclassified } from './misclassified';
export { optimizerTrajectories } from './optimizer-trajectories';
export { type PaddingGridOptions, paddingGrid } from './padding-grid';
export { type PngOptions, pngDataUri } from './png';
export { poolingSteps } from './pooling-steps';
export type { ColourScale } from './raster';
export { receptiveField as receptiveFieldFigure } from './receptive-field';
export { type Curve, type TrainingCurvesOptions, trainingCurves } from './training-curves';

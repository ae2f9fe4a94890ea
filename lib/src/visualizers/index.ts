/** One file a visualizer: pure functions from data to a `Figure`, drawn by `show` from `display`. */
export { type AblationOptions, type AblationStep, ablation } from './ablation';
export { type AccuracyUnderShiftOptions, accuracyUnderShift, type ShiftedAccuracy } from './accuracy-under-shift';
export { type AcquisitionOptions, type AcquisitionView, acquisition } from './acquisition';
export { activationCurves } from './activation-curves';
export { type ActivationHistogramOptions, activationHistogram, type LayerValues } from './activation-histogram';
export { answerSimilarity, type SimilarAnswers, type SimilarPair } from './answer-similarity';
export { type ArchitectureOptions, architecture } from './architecture';
export { type AttendedImage, type AttentionMapsOptions, attentionMaps } from './attention-maps';
export { type AugmentationsOptions, type AugmentedImages, augmentations } from './augmentations';
export { type BlockDiagramOptions, blockDiagram } from './block-diagram';
export { type BoxesOptions, boxes } from './boxes';
export type { ClassLabels } from './class-labels';
export { type ClassProgressOptions, classProgress, type ProgressRow } from './class-progress';
export { colours } from './colours';
export { type ComparedModel, type ComparisonOptions, comparison } from './comparison';
export { type ComputationGraphOptions, computationGraph } from './computation-graph';
export { type ConfusionMatrixOptions, confusionMatrix } from './confusion-matrix';
export { type ContactSheetOptions, contactSheet } from './contact-sheet';
export { convolutionSteps } from './convolution-steps';
export { type DecisionBoundaryOptions, decisionBoundary } from './decision-boundary';
export { type DropoutMasksOptions, type DroppedLayer, dropoutMasks } from './dropout-masks';
export { type ExerciseOutcomes, exerciseOutcomes } from './exercise-outcomes';
export { type FeatureMapsOptions, featureMaps } from './feature-maps';
export type { Figure, Frame, Layout, Trace } from './figure';
export { type FiltersOptions, filters } from './filters';
export { type ForecastOptions, forecast, type SaidForecast } from './forecast';
export { type FilmRow, type FramesOptions, frames } from './frames';
export { type FrequentMistake, frequentMistakes } from './frequent-mistakes';
export type { GraphData, GraphNode } from './graph-data';
export type { LayerHistory } from './histogram-history';
export { type LatentSpaceOptions, latentSpace } from './latent-space';
export { type LatentWalkOptions, latentWalk } from './latent-walk';
export type { LayerSummary, ModelLike } from './layer-summary';
export { type LearningCurve, type LearningCurvesOptions, learningCurves } from './learning-curves';
export { type LearningRateScheduleOptions, learningRateSchedule, type RateOverSteps } from './learning-rate-schedule';
export { type LossCurvesOptions, lossCurves } from './loss-curves';
export { type LossSurfaceOptions, lossSurface } from './loss-surface';
export { type MasksOptions, masks, type SegmentationMask } from './masks';
export { type Images, type MisclassifiedOptions, misclassified } from './misclassified';
export {
  type LayerWeights,
  type WeightedLayer,
  type WeightedModel,
  type WeightSnapshot,
  weightsOf,
} from './model-weights';
export { type GraphLayer, type NetworkGraphOptions, networkGraph } from './network-graph';
export { optimizerTrajectories } from './optimizer-trajectories';
export { type PaddingGridOptions, paddingGrid } from './padding-grid';
export {
  type ParallelCoordinatesOptions,
  parallelCoordinates,
  type TriedConfiguration,
} from './parallel-coordinates';
export { type ParameterBudgetOptions, parameterBudget } from './parameter-budget';
export { type PngOptions, pngDataUri } from './png';
export { pointsDistribution, type ReachedShares } from './points-distribution';
export { poolingSteps } from './pooling-steps';
export { type PrecisionRecallOptions, precisionRecall } from './precision-recall';
export { type PredictedImage, type PredictionsOptions, predictions } from './predictions';
export type { QuantityName } from './quantities';
export type { ColourScale } from './raster';
export { receptiveField as receptiveFieldFigure } from './receptive-field';
export { type SaliencyMap, type SaliencyOptions, saliency } from './saliency';
export { type SamplesOverTimeOptions, samplesOverTime } from './samples-over-time';
export { type SearchedMethod, type SearchHistoryOptions, searchHistory } from './search-history';
export type { Spread, SpreadKind } from './seed-spread';
export type { LayerSignal, PropagatedNetwork, SignalValues } from './signal-measures';
export { type SignalPropagationOptions, signalPropagation } from './signal-propagation';
export { type SoundPicture, type SpectrogramFigureOptions, spectrogram } from './spectrogram';
export { type TaskExample, type TaskGalleryOptions, taskGallery } from './task-gallery';
export { type Milestone, type TimelineOptions, timeline } from './timeline';
export { type ColouredSentence, type TokenSaliencyOptions, tokenSaliency } from './token-saliency';
export { type Cost, type TradeoffOptions, type TradeoffPoint, tradeoff } from './tradeoff';
export { type Curve, type TrainingCurvesOptions, trainingCurves } from './training-curves';
export { type WeightChangeOptions, weightChange } from './weight-change';
export { type WeightHistogramOptions, weightHistogram } from './weight-histogram';
export { type WordAttentionOptions, wordAttention } from './word-attention';

/** Training and measuring: any model of TensorFlow.js, any labelled examples. */
export * from './augmentation';
export * from './captions';
export * from './compression';
export { courseOptimizer } from './course-optimizer';
export * from './detection';
export type { LoopOptions } from './epoch-loop';
export { type EvaluateOptions, type Evaluation, evaluate } from './evaluate';
export type { History, Listener as TrainingListener, TrainingEvent } from './events';
export type { Examples } from './examples';
export { type FeatureOptions, featuresOf } from './features';
export { fit } from './fit';
export type { FitOptions } from './fit-options';
export { type Backtest, backtest, type Forecaster, forecasterOf, trainForecaster } from './forecasting';
export { ganLosses } from './gan-losses';
export type { GroupRates } from './group-rates';
export { inpaint } from './inpaint';
export { type LatentGridOptions, latentGrid, latentPoints } from './latent-space';
export type { LossHistory, LossListener, LossNews } from './loss-news';
export type { LossFunction } from './losses';
export { overSeeds, type SeedSpread } from './over-seeds';
export { type PrincipalComponents, principalComponents } from './principal-components';
export { activationsOf, type GradientOptions, gradientsOf, type LayerActivations, type LayerGradients } from './probes';
export {
  type ExperimentResults,
  type MeasuredModel,
  type RecipeSelection,
  resultFiles,
  savedResults,
} from './saved-results';
export { cosineDecay, exponentialDecay, type Schedule, stepDecay, type TrainingPosition, warmUp } from './schedules';
export * from './search';
export * from './segmentation';
export type { Signal } from './signal';
export { changedSound, loudestPiece, type SoundChanges } from './sound-augmentation';
export { changedSpectrogram, type SpectrogramChanges } from './spectrogram-augmentation';
export { gram, type StyleTransfer, type StyleTransferOptions, styleTransfer } from './style-transfer';
export * from './text';
export { stretched, withoutSilence } from './time-stretch';
export { type GanHistory, type GanOptions, generated, trainGan } from './train-gan';
export { trainVariational, type VariationalOptions, variationalLosses } from './train-variational';
export { predictionsUnderDropout } from './under-dropout';

/** The mathematics of the course, from scratch: pure functions on nested arrays of numbers, for Node and browser. */
export { type Activation, type ActivationName, activations } from './activations';
export {
  type AttentionGradients,
  type AttentionOptions,
  type AttentionResult,
  scaledDotProductAttention,
  scaledDotProductAttentionBackward,
} from './attention';
export { brightenImage, cropImage, flipImage, interpolated, rotateImage, zoomImage } from './augmentation';
export {
  type BatchNormForward,
  type BatchNormGradients,
  type BatchNormOptions,
  type BatchNormParameters,
  batchNorm,
  batchNormBackward,
  batchNormInference,
  batchNormInferenceBackward,
} from './batch-norm';
export { gridCandidates, gridValues, randomCandidates } from './candidates';
export { buildGraph, type ComputationEdge, type ComputationGraph, type ComputationNode } from './computation-graph';
export { connectedRegions } from './connected-regions';
export {
  type ConvLstmGradients,
  type ConvLstmState,
  type ConvLstmWeights,
  convLstmStep,
  convLstmStepBackward,
} from './conv-lstm';
export {
  type Convolution1dGradients,
  type Convolution1dOptions,
  conv1d,
  conv1dBackward,
  type SequencePadding,
} from './conv1d';
export { type ConvolutionGradients, type ConvolutionOptions, conv2d, conv2dBackward } from './conv2d';
export { conv2dTranspose, conv2dTransposeBackward, type TransposedConvolutionOptions } from './conv2d-transpose';
export { type ConvolutionCost, type ConvolutionLayer, convolutionCost, type DenseLayerSize, denseCost } from './cost';
export { type DenseGradients, dense, denseBackward } from './dense';
export * from './detection';
export { type DistillationOptions, distillationLoss, softened } from './distillation';
export { classicDropoutInference, dropout, dropoutMask } from './dropout';
export { type EarlyStoppingOptions, earlyStopping, type StoppingPoint } from './early-stopping';
export { type Eigen, symmetricEigen } from './eigen';
export { expectedImprovement, normalDensity, normalDistribution } from './expected-improvement';
export { meanAbsoluteError, meanAbsoluteScaledError, naiveScale } from './forecast-errors';
export { frechetDistance } from './frechet-distance';
export { gatedLinearUnit, gatedLinearUnitBackward } from './gated-linear-unit';
export {
  type DiscriminatorGradients,
  type DivergenceGradients,
  discriminatorLoss,
  discriminatorLossGradient,
  generatorLoss,
  generatorLossGradient,
  normalDivergence,
  normalDivergenceGradient,
  reconstructionLoss,
  reconstructionLossGradient,
} from './generative-losses';
export {
  type LayerGeometry,
  outputSize,
  type ReceptiveField,
  receptiveField,
  receptiveFields,
  type SlidingWindow,
  samePadding,
  unitsSeen,
} from './geometry';
export {
  type GradientCheck,
  type GradientCheckEntry,
  type GradientCheckOptions,
  gradientCheck,
} from './gradient-check';
export { type GruGradients, type GruWeights, gruStep, gruStepBackward } from './gru';
export { channel, makeFilters, makeImage, mapImage, toImage } from './image';
export {
  fans,
  type Initializer,
  type InitializerName,
  initializers,
  type WeightShape,
  type Weights,
} from './initializers';
export { flip, gaussianKernel, type KernelName, kernels, perChannel, toFilters } from './kernels';
export {
  activationLayer,
  type Batch,
  conv2dLayer,
  denseLayer,
  flattenLayer,
  type LayerParameters,
  type NetworkLayer,
  type NetworkLayerGradients,
  pool2dLayer,
  softmaxLayer,
} from './layers';
export { type Lenet5Options, lenet5FromScratch } from './lenet5';
export {
  type Loss,
  type LossName,
  losses,
  type Predictions,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
} from './losses';
export { type LstmGradients, type LstmState, type LstmWeights, lstmStep, lstmStepBackward } from './lstm';
export { dice, type MaskAgreement, maskAgreement, meanIou } from './mask-metrics';
export { maxout } from './maxout';
export { naiveForecast, seasonalNaiveForecast } from './naive-forecast';
export type { Nested } from './nested';
export { type Backpropagation, backwardPass, countParameters, forwardPass, type Network } from './network';
export { type Hyperparameters, type Memory, type Optimizer, type OptimizerName, optimizers } from './optimizers';
export type { AxisPadding, Padding } from './options';
export { type Penalty, type PenaltyName, penalties } from './penalties';
export { contrastImage, cutoutImage, mixImages, noisyImage } from './pixel-values';
export {
  type LabelledPoints,
  type PointSet,
  type PointSetName,
  type PointSetOptions,
  pointSetReach,
  pointSets,
  samplePoints,
} from './point-sets';
export { type Pooling, type PoolingKind, type PoolingOptions, pool2d, pool2dBackward, poolings } from './pooling';
export { applyMask, magnitudeMask, magnitudeMasks, sparsityOf } from './pruning';
export {
  dequantize,
  dequantizeChannels,
  type QuantizationOptions,
  type QuantizationParameters,
  type QuantizationScheme,
  type QuantizedChannels,
  quantizationParameters,
  quantize,
  quantizeChannels,
} from './quantization';
export { type Random, random } from './random';
export {
  type NormalizedConvolution,
  type NormalizedGradients,
  type ResidualBlockGradients,
  type ResidualBlockOptions,
  type ResidualBlockWeights,
  residualBlock,
  residualBlockBackward,
} from './residual-block';
export { type Operand, Scalar } from './scalar';
export {
  type Choice,
  type ChoiceValue,
  type Configuration,
  choice,
  type Dimension,
  linearRange,
  logRange,
  type NumberRange,
  placeOf,
  type Space,
  valueAt,
  wholeRange,
} from './search-space';
export { type Filters, type Image, type Matrix, type Pair, ShapeError, shapeOf } from './shapes';
export { softmax, softmaxBackward } from './softmax';
export { hannWindow, logMel, melFilterBank, powerSpectrogram, type SpectrogramOptions } from './spectrogram';
export {
  type SqueezeExcitationGradients,
  type SqueezeExcitationResult,
  type SqueezeExcitationWeights,
  squeezeExcitation,
  squeezeExcitationBackward,
} from './squeeze-excitation';
export { type Surface, type SurfaceName, surfaces } from './surfaces';
export * from './text';
export {
  type RollingOriginsOptions,
  rollingOrigins,
  type TimeWindows,
  type TimeWindowsOptions,
  timeWindows,
} from './time-windows';
export {
  type Memories,
  startTraining,
  type Training,
  type TrainingOptions,
  trainStep,
  type WeightPenalty,
} from './training';
export { batchNormLayer, dropoutLayer } from './training-layers';
export { type DescentOptions, type Trajectory, trajectory } from './trajectory';
export { equivarianceGap, translate } from './translation';

/** Networks of the course as models of TensorFlow.js, with named layers and seeded weights. */
export { alexnet } from './alexnet';
export { attentionOf } from './attention-of';
export { type Autoencoder, type AutoencoderOptions, autoencoder } from './autoencoder';
export { captionAttention } from './captions/caption-attention';
export { type CaptionerOptions, captioner } from './captions/captioner';
export { ImageAttention, type ImageAttentionConfig } from './captions/image-attention';
export { CausalConvolution, type CausalConvolutionConfig, LastStep } from './causal-convolution';
export {
  type CbamOptions,
  cbamBlock,
  type SqueezeExcitationOptions,
  squeezeExcitationBlock,
} from './channel-attention';
export { ChannelStatistics } from './channel-statistics';
export { checkpointBytes, loadCheckpoint } from './checkpoint';
export { type CifarResnetOptions, cifarResnet } from './cifar-resnet';
export { type CnnChoices, cnn } from './cnn';
export { type DcganOptions, dcgan, type Gan } from './dcgan';
export { type DenseNetDepth, densenet } from './densenet';
export { anchorDetector, detectorAnchors, detectorLevels } from './detection/anchor-detector';
export { type DetectorOptions, gridDetector } from './detection/grid-detector';
export { loadNanoDet, type NanoDet, type NanoDetOptions } from './detection/nanodet';
export { type RegionClassifierOptions, regionClassifier } from './detection/region-classifier';
export { efficientnetLite0 } from './efficientnet';
export {
  causalDilations,
  type ForecasterName,
  type ForecasterOptions,
  forecaster,
  forecasterNames,
} from './forecaster';
export { type FramePredictorOptions, framePredictor } from './frame-predictor';
export { inceptionV3 } from './inception';
export type { Downsampling, ImageShape, Initialization, LayerActivation } from './layer-choices';
export { LayerNorm, type LayerNormConfig } from './layer-norm';
export { type LeNetOptions, lenet5 } from './lenet';
export { type MlpOptions, mlp } from './mlp';
export { mobilenetV2 } from './mobilenet';
export type { NetworkInitialization, NetworkOptions } from './network-options';
export { loadPersonSegmentation, type PersonSegmentation } from './person-segmentation';
export { PositionEmbedding, type PositionEmbeddingConfig } from './position-embedding';
export { loadPretrained, type Prediction, type PretrainedNetwork, type PretrainedOptions } from './pretrained';
export type { NetworkName, Preprocessing } from './pretrained/networks';
export type { Pictures } from './pretrained/prepare';
export { loadQuantized, type QuantizedFileOptions, saveQuantized } from './quantized-file';
export { type ResNetDepth, resnet } from './resnet';
export { resnext50 } from './resnext';
export { type GradCamOptions, gradCam, gradientMap, type OcclusionOptions, occlusionMap } from './saliency';
export { alignRegions } from './segmentation/align-regions';
export { type FcnOptions, fcn } from './segmentation/fcn';
export { type MaskRcnn, maskRcnn } from './segmentation/mask-rcnn';
export type { SegmentationOptions } from './segmentation/options';
export { proposalAnchors } from './segmentation/proposal-anchors';
export { type UnetOptions, unet } from './segmentation/unet';
export { SelfAttention, type SelfAttentionConfig } from './self-attention';
export { type LayerRow, layerRows, macs, parameterCount } from './size';
export { type SpeechNetworkOptions, speechNetwork } from './speech-network';
export { type SqueezeNetOptions, squeezenet } from './squeezenet';
export { type ConvTranslatorOptions, convTranslator } from './text/conv-translator';
export { GatedConvolution, type GatedConvolutionConfig } from './text/gated-convolution';
export { SourceAttention, type SourceAttentionConfig } from './text/source-attention';
export { sourceAttentionOf } from './text/source-attention-of';
export { type FilterNgrams, type StrongestNgramsOptions, strongestNgrams } from './text/strongest-ngrams';
export { type TextCnnOptions, textCnn } from './text/text-cnn';
export { type WordImportance, type WordImportanceOptions, wordImportance } from './text/word-importance';
export { featureExtractor, freeze, type HeadOptions, setTrainable, unfreeze, withHead } from './transfer';
export {
  type VariationalAutoencoder,
  type VariationalAutoencoderOptions,
  variationalAutoencoder,
} from './variational-autoencoder';
export { type SmallVggOptions, smallVgg, type VggDepth, vgg } from './vgg';
export {
  type VisionTransformerOptions,
  visionTransformer,
  visionTransformerOfSize,
  visionTransformerParameters,
} from './vision-transformer';
export { wideResnet50 } from './wide-resnet';

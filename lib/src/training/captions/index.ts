export {
  type CaptionQuality,
  captionQuality,
  type DescribeOptions,
  type Description,
  describeImages,
} from './describe-images';
export { type CaptionerTraining, trainCaptioner } from './train-captioner';

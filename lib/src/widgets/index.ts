/** Live instruments for the browser, on the course's own `maths`. */
import { type ActivationsWidgetOptions, activationsGiven } from './activations';
import { activationsWidget } from './activations/view';
import { type AttentionWidgetOptions, attentionGiven, attentionSaid } from './attention';
import { attention } from './attention/view';
import { type AugmentationWidgetOptions, augmentationGiven, augmentationSaid } from './augmentation';
import { augmentation } from './augmentation/view';
import { type BackpropWidgetOptions, backpropGiven } from './backprop';
import { backprop } from './backprop/view';
import { type BoxesWidgetOptions, boxesGiven } from './boxes';
import { boxesWidget } from './boxes/view';
import { type ConvolutionWidgetOptions, convolutionGiven } from './convolution';
import { convolution } from './convolution/view';
import { type LatentSpaceWidgetOptions, latentSpaceGiven } from './latent-space';
import { latentSpaceWidget } from './latent-space/view';
import { type LabelledImages, type LenetWidgetOptions, lenetGiven } from './lenet';
import type { LiveModel } from './lenet/read-model';
import { lenet } from './lenet/view';
import { type PlaygroundWidgetOptions, playgroundGiven } from './playground';
import { playground } from './playground/view';
import { type PoolingWidgetOptions, poolingGiven } from './pooling';
import { pooling } from './pooling/view';
import { type RaceWidgetOptions, raceGiven } from './race';
import { race } from './race/view';
import { type ReceptiveFieldWidgetOptions, receptiveFieldGiven } from './receptive-field';
import { receptiveFieldWidget } from './receptive-field/view';

export { embed, embedded } from './shell/embed';
export type {
  ActivationsWidgetOptions,
  AttentionWidgetOptions,
  AugmentationWidgetOptions,
  BackpropWidgetOptions,
  BoxesWidgetOptions,
  ConvolutionWidgetOptions,
  LabelledImages,
  LatentSpaceWidgetOptions,
  LenetWidgetOptions,
  LiveModel,
  PlaygroundWidgetOptions,
  PoolingWidgetOptions,
  RaceWidgetOptions,
  ReceptiveFieldWidgetOptions,
};

/** Each widget with what makes its data from the notebook's options; and with what says names of its own in another language than English. */
export const widgets = {
  activations: { widget: activationsWidget, given: activationsGiven },
  attention: { widget: attention, given: attentionGiven, said: attentionSaid },
  augmentation: { widget: augmentation, given: augmentationGiven, said: augmentationSaid },
  backprop: { widget: backprop, given: backpropGiven },
  boxes: { widget: boxesWidget, given: boxesGiven },
  convolution: { widget: convolution, given: convolutionGiven },
  lenet: { widget: lenet, given: lenetGiven },
  'latent-space': { widget: latentSpaceWidget, given: latentSpaceGiven },
  playground: { widget: playground, given: playgroundGiven },
  pooling: { widget: pooling, given: poolingGiven },
  race: { widget: race, given: raceGiven },
  receptiveField: { widget: receptiveFieldWidget, given: receptiveFieldGiven },
};

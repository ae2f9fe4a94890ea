/** Live instruments for the browser, on the course's own `maths`. */
import { type ConvolutionWidgetOptions, convolutionGiven } from './convolution';
import { convolution } from './convolution/view';

export { embed } from './shell/embed';
export type { ConvolutionWidgetOptions };

/** Each widget with what makes its data from the notebook's options. */
export const widgets = {
  convolution: { widget: convolution, given: convolutionGiven },
};

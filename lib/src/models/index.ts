/** Networks of the course as models of TensorFlow.js, with named layers and seeded weights. */
export { type CnnChoices, cnn } from './cnn';
export type { Downsampling, ImageShape, Initialization, LayerActivation } from './layer-choices';
export { type LeNetOptions, lenet5 } from './lenet';
export { type LayerRow, layerRows, macs, parameterCount } from './size';
export { type SmallVggOptions, smallVgg } from './vgg';

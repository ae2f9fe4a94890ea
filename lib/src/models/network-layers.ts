import { tf } from '../engine';
import { GroupedConvolution } from './grouped-convolution';
import type { NetworkChoices } from './network-options';

/** What flows through a network while it is built: `[batch, height, width, channels]` or `[batch, units]`. */
export type Flow = tf.SymbolicTensor;

/** How a convolution or a pooling steps over the maps. */
export interface Stepping {
  /** default: 1 */
  strides?: number;
  /** a number: so many zeros on each side, as in PyTorch. Default: `same`, which is that for stride 1 */
  padding?: 'same' | 'valid' | number;
}

export interface NormalizedOptions extends Stepping {
  /** default: `relu` */
  activation?: 'relu' | 'relu6' | 'none';
  /** added to the variance; default: 1e-5 */
  epsilon?: number;
  /** share of the running statistics that a step leaves; default: 0.9, which PyTorch calls a momentum of 0.1 */
  momentum?: number;
  /** of channels that do not see each other; default: 1 */
  groups?: number;
}

export interface DenseOptions {
  activation?: 'relu' | 'linear';
}

/** The layers of which the large networks are made; each call adds some to the flow, named after `name`. */
export interface NetworkLayers {
  input: Flow;
  /** convolution with biases and, unless told otherwise, ReLU */
  convolution(x: Flow, name: string, filters: number, kernelSize: number | [number, number], options?: Stepping): Flow;
  /** convolution without biases → batch normalization → activation: `name_conv`, `name_norm`, `name_relu` */
  normalized(
    x: Flow,
    name: string,
    filters: number,
    kernelSize: number | [number, number],
    options?: NormalizedOptions,
  ): Flow;
  /** batch normalization → ReLU → convolution without biases, in that order: `name_norm`, `name_relu`, `name_conv` */
  preactivated(x: Flow, name: string, filters: number, kernelSize: number): Flow;
  /** batch normalization → ReLU: `name_norm`, `name_relu` */
  activated(x: Flow, name: string): Flow;
  /** as `normalized`, with one filter for each channel */
  depthwise(x: Flow, name: string, kernelSize: number, options?: NormalizedOptions): Flow;
  maxPool(x: Flow, name: string, poolSize: number, options?: Stepping): Flow;
  dense(x: Flow, name: string, units: number, options?: DenseOptions): Flow;
  dropout(x: Flow, name: string, rate: number): Flow;
  /** the sum of two flows of the same shape */
  add(name: string, a: Flow, b: Flow): Flow;
  /** the channels of several flows, one after the other */
  concatenate(name: string, flows: Flow[]): Flow;
  relu(x: Flow, name: string): Flow;
  /** the mean of each map: `[batch, channels]` */
  averagePool(x: Flow, name: string): Flow;
  /** any other layer */
  layer(x: Flow, layer: tf.layers.Layer): Flow;
  /** logits → softmax, `predictions`; the whole model */
  model(name: string, logits: Flow): tf.LayersModel;
}

interface ConvolutionShape {
  filters: number;
  kernelSize: number | [number, number];
  strides: number;
  padding: 'same' | 'valid';
}

/** Layers whose weights begin as chosen, each with a seed of its own. */
export function networkLayers({ inputShape, initialization, seed }: NetworkChoices): NetworkLayers {
  // Far apart, so that neighbouring seeds of models share no seed of a layer.
  let next = seed * 1000;
  /** He's initializer; `repeats` is how many times TensorFlow.js counts each input of a unit. */
  const weights = (repeats = 1) =>
    initialization === 'zeros'
      ? tf.initializers.zeros()
      : tf.initializers.varianceScaling({ scale: 2 * repeats, mode: 'fanIn', distribution: 'uniform', seed: ++next });
  const on = (x: Flow, layer: tf.layers.Layer) => layer.apply(x) as Flow;
  /** Puts zeros around the maps where TensorFlow's own padding would differ. */
  const pad = (x: Flow, name: string, { strides = 1, padding = 'same' }: Stepping) => {
    if (typeof padding === 'string') return { flow: x, strides, padding };
    const flow = padding === 0 ? x : on(x, tf.layers.zeroPadding2d({ name: `${name}_pad`, padding }));
    return { flow, strides, padding: 'valid' as const };
  };
  /** Without biases: normalization takes the mean away, and has an offset of its own. */
  const unbiased = (name: string, shape: ConvolutionShape, groups = 1) => {
    const settings = { name: `${name}_conv`, ...shape, kernelInitializer: weights() };
    if (groups === 1) return tf.layers.conv2d({ ...settings, useBias: false });
    return new GroupedConvolution({ ...settings, kernelSize: shape.kernelSize as number, groups });
  };
  const normalize = (x: Flow, name: string, options: NormalizedOptions) => {
    const { activation = 'relu', epsilon = 1e-5, momentum = 0.9 } = options;
    const flow = on(x, tf.layers.batchNormalization({ name: `${name}_norm`, epsilon, momentum }));
    if (activation === 'none') return flow;
    return on(flow, tf.layers.reLU({ name: `${name}_relu`, maxValue: activation === 'relu6' ? 6 : undefined }));
  };
  const input = tf.input({ name: 'image', shape: inputShape });

  return {
    input,
    convolution(x, name, filters, kernelSize, options = {}) {
      const { flow, strides, padding } = pad(x, name, options);
      const kernelInitializer = weights();
      const shape = { filters, kernelSize, strides, padding };
      return on(flow, tf.layers.conv2d({ name, ...shape, activation: 'relu', kernelInitializer }));
    },
    normalized(x, name, filters, kernelSize, options = {}) {
      const { flow, strides, padding } = pad(x, name, options);
      return normalize(
        on(flow, unbiased(name, { filters, kernelSize, strides, padding }, options.groups)),
        name,
        options,
      );
    },
    preactivated: (x, name, filters, kernelSize) =>
      on(normalize(x, name, {}), unbiased(name, { filters, kernelSize, strides: 1, padding: 'same' })),
    activated: (x, name) => normalize(x, name, {}),
    depthwise(x, name, kernelSize, options = {}) {
      const { flow, strides, padding } = pad(x, name, options);
      const depthwiseInitializer = weights(x.shape.at(-1) as number);
      const shape = { kernelSize, strides, padding, useBias: false };
      const layer = tf.layers.depthwiseConv2d({ name: `${name}_conv`, ...shape, depthwiseInitializer });
      return normalize(on(flow, layer), name, options);
    },
    maxPool(x, name, poolSize, options = {}) {
      // All maps that are pooled here come out of a ReLU, so a zero at the border is never larger than a value.
      const { flow, strides, padding } = pad(x, name, { strides: 2, padding: 'valid', ...options });
      return on(flow, tf.layers.maxPooling2d({ name, poolSize, strides, padding }));
    },
    dense: (x, name, units, { activation = 'linear' } = {}) =>
      on(x, tf.layers.dense({ name, units, activation, kernelInitializer: weights() })),
    dropout: (x, name, rate) => on(x, tf.layers.dropout({ name, rate })),
    add: (name, a, b) => tf.layers.add({ name }).apply([a, b]) as Flow,
    concatenate: (name, flows) => tf.layers.concatenate({ name }).apply(flows) as Flow,
    relu: (x, name) => on(x, tf.layers.reLU({ name })),
    averagePool: (x, name) => on(x, tf.layers.globalAveragePooling2d({ name, dataFormat: 'channelsLast' })),
    layer: on,
    model(name, logits) {
      const predictions = on(logits, tf.layers.activation({ name: 'predictions', activation: 'softmax' }));
      return tf.model({ name, inputs: input, outputs: predictions });
    },
  };
}

import { UserError } from '../project';

/** One layer in words and numbers; `layerRows(model)` gives such rows. */
export interface LayerSummary {
  name: string;
  /** TensorFlow.js's word, such as `Conv2D` */
  type: string;
  /** without the batch: `[height, width, channels]`, `[steps, channels]` or `[units]` */
  outputShape: readonly number[];
  /** weights and biases; running statistics of batch normalization are not among them */
  parameters: number;
  /** multiply-and-adds for one example */
  macs?: number;
  /** what the type leaves open, in a few characters, such as `5×5` or `0.5` */
  setting?: string;
  activation?: string;
  /** true if training leaves the layer as it is */
  frozen?: boolean;
}

/** The part of TensorFlow.js's `LayersModel` that a drawing needs. */
export interface ModelLike {
  name: string;
  layers: LayerLike[];
  inputs: { shape: (number | null)[] }[];
}

export interface LayerLike {
  name: string;
  trainable?: boolean;
  outputShape: (number | null)[] | (number | null)[][];
  weights: { shape: (number | null)[] }[];
  getClassName(): string;
  getConfig(): Record<string, unknown>;
}

/**
 * The layers of a model in order, the input first. A model inside of the model counts as one layer.
 * @throws UserError for anything but a model or summaries of layers
 */
export function layerSummaries(model: ModelLike | readonly LayerSummary[]): LayerSummary[] {
  if (Array.isArray(model)) return checked(model as LayerSummary[]);
  const { layers, inputs } = model as ModelLike;
  if (!layers?.length || typeof layers[0].getClassName !== 'function') {
    throw new UserError('architecture needs a model with at least one layer, or summaries: [{ name, type, … }].');
  }
  const rows = layers.map(layerSummary);
  if (rows[0].type === 'InputLayer') return rows;
  const input = { name: 'input', type: 'InputLayer', outputShape: withoutBatch(inputs[0].shape), parameters: 0 };
  return [input, ...rows];
}

function checked(layers: LayerSummary[]): LayerSummary[] {
  if (!layers.length) throw new UserError('architecture needs at least one layer.');
  for (const { name, type, outputShape, parameters } of layers) {
    const shaped = Array.isArray(outputShape) && outputShape.length > 0 && outputShape.every((length) => length > 0);
    if (typeof type !== 'string' || !shaped || !(parameters >= 0)) {
      throw new UserError(
        `architecture: the layer ${JSON.stringify(name)} needs type, outputShape without the batch, and parameters.`,
      );
    }
  }
  return layers;
}

/** One layer; a model inside of the model counts as one. */
export function layerSummary(layer: LayerLike): LayerSummary {
  const config = 'layers' in layer ? {} : layer.getConfig();
  const type = layer.getClassName();
  const setting = settingOf(config);
  const { activation } = config;
  const parameters = parametersOf(layer);
  return {
    name: layer.name,
    type,
    outputShape: withoutBatch(layer.outputShape),
    parameters,
    ...(setting ? { setting } : {}),
    ...(typeof activation === 'string' && activation !== 'linear' ? { activation } : {}),
    ...(layer.trainable === false && parameters > 0 ? { frozen: true } : {}),
  };
}

/** `5×5`, `3×3 /2` with a stride, `0.5` of dropout, the `6` of ReLU6. */
function settingOf({ kernelSize, poolSize, strides, rate, maxValue }: Record<string, unknown>): string {
  if (typeof rate === 'number') return String(rate);
  if (typeof maxValue === 'number') return String(maxValue);
  const window = lengths(kernelSize ?? poolSize);
  const stride = lengths(strides);
  // The stride of a pooling is its size unless it is given: only another one needs to be said.
  const usual = poolSize === undefined ? stride.every((step) => step === 1) : String(stride) === String(window);
  if (!window.length) return '';
  return `${window.join('×')}${usual || !stride.length ? '' : ` /${[...new Set(stride)].join('×')}`}`;
}

function lengths(value: unknown): number[] {
  return typeof value === 'number' ? [value] : Array.isArray(value) ? value : [];
}

function parametersOf(layer: LayerLike): number {
  if ('layers' in layer) return (layer as unknown as ModelLike).layers.reduce((sum, one) => sum + parametersOf(one), 0);
  // Mean and variance, the last two weights of batch normalization, are measured and not learnt.
  const learnt = layer.getClassName() === 'BatchNormalization' ? layer.weights.slice(0, -2) : layer.weights;
  return learnt.reduce(
    (sum, { shape }) => sum + shape.reduce((product: number, length) => product * (length ?? 1), 1),
    0,
  );
}

function withoutBatch(shape: LayerLike['outputShape']): number[] {
  const first = (Array.isArray(shape[0]) ? shape[0] : shape) as (number | null)[];
  // An open length, of a model for images of any size, is drawn as 1.
  return first.slice(1).map((length) => length ?? 1);
}

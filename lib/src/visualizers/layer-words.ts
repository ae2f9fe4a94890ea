import { shortened } from './grid';
import type { LayerSummary } from './layer-summary';
import { short } from './number-text';

/** Words for types that are too long for a caption, as the field abbreviates them. */
const brief: Record<string, string> = {
  InputLayer: '',
  Conv2D: 'conv',
  Conv1D: 'conv',
  Conv2DTranspose: 'transposed conv',
  DepthwiseConv2D: 'depthwise conv',
  SeparableConv2D: 'separable conv',
  MaxPooling2D: 'max pool',
  MaxPooling1D: 'max pool',
  AveragePooling2D: 'avg pool',
  AveragePooling1D: 'avg pool',
  GlobalAveragePooling2D: 'global avg',
  GlobalMaxPooling2D: 'global max',
  BatchNormalization: 'batch norm',
  LayersModel: 'model',
};

/** The lines below a block; a line that is wider than `width` pixels is cut. */
export function captionOf(layer: LayerSummary, width: number): string[] {
  const { name, outputShape, parameters, activation, frozen } = layer;
  const words = wordsOf(layer);
  const lines = [`<b>${outputShape.join('×')}</b>`, shortened(name, width)];
  // A name such as "flatten" says it all.
  if (words && words !== name) lines.push(shortened(words, width));
  if (activation && activation !== words) lines.push(activation);
  if (parameters) lines.push(`${parameters < 1e6 ? grouped(parameters) : `${short(parameters / 1e6)} M`} params`);
  if (frozen) lines.push('frozen');
  return lines;
}

/** `conv 5×5`, `max pool 3×3 /2` */
export function wordsOf({ type, setting }: LayerSummary): string {
  return `${brief[type] ?? type.toLowerCase()} ${setting ?? ''}`.trim();
}

/** `grouped(61706) = '61,706'` */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A layer with all that is known of it. */
export function inWords({ name, type, setting, outputShape, parameters, activation, frozen }: LayerSummary): string {
  const words = [`${name} (${[type, setting].filter(Boolean).join(' ')})`, outputShape.join(' × ')];
  if (activation) words.push(activation);
  if (parameters) words.push(`${grouped(parameters)} parameters`);
  if (frozen) words.push('frozen');
  return words.join(', ');
}

import { activations, conv2d, dense, type Image, type Matrix, mapImage, pool2d, softmax } from '../../maths';
import { flattenNested } from '../../maths/nested';
import type { Activated, PackedStage, Stage } from './stages';
import { unpackedStage } from './stages';

/** What a layer makes of an image. A dense layer of n units has n maps of one pixel: `[1, 1, n]`. */
export interface LayerOutput {
  stage: Stage;
  /** what the layer gets, `[height, width, channels]` */
  input: Image;
  /** before its activation */
  sums: Image;
  output: Image;
}

const opened = new WeakMap<PackedStage[], Stage[]>();

/** Layers as `maths` takes them; they are unpacked once. */
export function stagesOf(packed: PackedStage[]): Stage[] {
  const known = opened.get(packed) ?? packed.map(unpackedStage);
  opened.set(packed, known);
  return known;
}

/** Each layer's answer to an image `[height, width, channels]`, by the functions of the course. */
export function answers(stages: Stage[], image: Image): LayerOutput[] {
  const found: LayerOutput[] = [];
  for (const stage of stages) {
    const input = found.at(-1)?.output ?? image;
    found.push({ stage, input, ...answer(stage, input) });
  }
  return found;
}

function answer(stage: Stage, input: Image): { sums: Image; output: Image } {
  switch (stage.kind) {
    case 'conv2d': {
      const { filters, bias, stride, padding, dilation } = stage;
      return activated(conv2d(input, filters, { bias, stride, padding, dilation }), stage.activation);
    }
    case 'pool2d': {
      const { pooling, size, stride, padding } = stage;
      return activated(pool2d(input, { kind: pooling, size, stride, padding }), undefined);
    }
    case 'flatten':
      return activated([[flattenNested(input)]], undefined);
    case 'dense':
      return activated([dense(input[0], stage.weights, stage.bias)], stage.activation);
    case 'activation':
      return activated(input, stage.activation);
  }
}

function activated(sums: Image, activation: Activated): { sums: Image; output: Image } {
  if (activation === undefined) return { sums, output: sums };
  if (activation === 'softmax') return { sums, output: [sums[0].map((logits) => softmax(logits))] };
  return { sums, output: mapImage(sums, activations[activation].output) };
}

/** The class values: the output of the last layer, `[classes]`. */
export const outputOf = (layers: LayerOutput[]): number[] => layers[layers.length - 1].output[0][0];

/** One map of an output, `[height, width]`. */
export const mapOf = (output: Image, channel: number): Matrix =>
  output.map((row) => row.map((pixel) => pixel[channel]));

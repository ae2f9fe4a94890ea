import { activations, conv2dTranspose, dense, type Filters, type Image, type Matrix, mapImage } from '../../maths';
import { makeNested, sizeOf } from '../../maths/nested';
import { type PackedNumbers, unpacked } from './packed';

/** The functions that layers of a decoder may apply, as TensorFlow.js names them. */
export const decoderActivations = {
  linear: (x: number) => x,
  relu: activations.relu.output,
  elu: activations.elu.output,
  sigmoid: activations.sigmoid.output,
  tanh: activations.tanh.output,
} as const;

type DecoderActivation = keyof typeof decoderActivations;

/** One layer without its numbers: plain data, for the page. */
export type DecoderLayer =
  | { kind: 'dense'; kernel: [inputs: number, units: number]; activation: DecoderActivation }
  | { kind: 'reshape'; to: [height: number, width: number, channels: number] }
  | {
      kind: 'conv2dTranspose';
      kernel: [height: number, width: number, outChannels: number, inChannels: number];
      stride: [number, number];
      padding: 'same' | 'valid';
      activation: DecoderActivation;
    };

/** A decoder as the notebook hands it over: its layers, and the numbers of all of them, kernel before bias. */
export interface PackedDecoder {
  layers: DecoderLayer[];
  numbers: PackedNumbers;
}

type Step = (x: number[] | Image) => number[] | Image;

const opened = new WeakMap<PackedDecoder, Step[]>();

/** The image of a point of the latent space, `[height, width, channels]`, by the layers of the course. */
export function decoded(decoder: PackedDecoder, point: readonly number[]): Image {
  const steps = opened.get(decoder) ?? open(decoder);
  opened.set(decoder, steps);
  return steps.reduce((x, step) => step(x), [...point] as number[] | Image) as Image;
}

/** Unpacks the numbers, once. */
function open({ layers, numbers }: PackedDecoder): Step[] {
  const values = unpacked(numbers);
  let at = 0;
  const take = (shape: readonly number[]) => {
    const part = makeNested(shape, () => values[at++]);
    if (at > values.length) throw new Error(`The decoder has ${values.length} numbers, fewer than its layers ask for.`);
    return part;
  };
  return layers.map((layer): Step => {
    if (layer.kind === 'reshape') return (x) => reshaped(x as number[], layer.to);
    const f = decoderActivations[layer.activation];
    const kernel = take(layer.kernel);
    if (layer.kind === 'dense') {
      const bias = take([layer.kernel[1]]) as number[];
      return (x) => dense([x as number[]], kernel as Matrix, bias)[0].map(f);
    }
    const options = {
      stride: layer.stride,
      padding: layer.padding,
      bias: take([layer.kernel[2]]) as number[],
    };
    return (x) => mapImage(conv2dTranspose(x as Image, kernel as Filters, options), f);
  });
}

function reshaped(values: number[], to: readonly number[]): Image {
  if (sizeOf(to) !== values.length) throw new Error(`${values.length} values have no shape ${to.join('×')}.`);
  let at = 0;
  return makeNested(to, () => values[at++]) as Image;
}

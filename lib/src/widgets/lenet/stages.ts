import type { ActivationName, Filters, Matrix } from '../../maths';
import { makeNested } from '../../maths/nested';
import { unpack } from './packing';

export type StageActivation = Extract<ActivationName, 'relu' | 'leakyRelu' | 'elu' | 'tanh' | 'sigmoid' | 'swish'>;

/** What a layer does to its sums; undefined: nothing. */
export type Activated = StageActivation | 'softmax' | undefined;

/** A window that slides over maps: `[vertical, horizontal]` each. */
export interface Sliding {
  size: [number, number];
  stride: [number, number];
  dilation: [number, number];
  padding: 'valid' | 'same';
}

/** One layer of a network, with its weights as `Kernel`, `Weights` and `Bias`. */
export type StageOf<Kernel, Weights, Bias> = { name: string } & (
  | ({ kind: 'conv2d'; filters: Kernel; bias: Bias; activation: Activated } & Sliding)
  | ({ kind: 'pool2d'; pooling: 'max' | 'average' } & Sliding)
  | { kind: 'flatten' }
  | { kind: 'dense'; weights: Weights; bias: Bias; activation: Activated }
  | { kind: 'activation'; activation: Exclude<Activated, undefined> }
);

/** Numbers of a shape, as text; see `packing.ts`. */
export interface Packed {
  shape: number[];
  numbers: string;
}

/** As it goes to the page. */
export type PackedStage = StageOf<Packed, Packed, Packed>;
/** As `maths` takes it. */
export type Stage = StageOf<Filters, Matrix, number[]>;

export function unpackedStage(stage: PackedStage): Stage {
  if (stage.kind === 'conv2d')
    return { ...stage, filters: nested(stage.filters) as Filters, bias: nested(stage.bias) as number[] };
  if (stage.kind === 'dense')
    return { ...stage, weights: nested(stage.weights) as Matrix, bias: nested(stage.bias) as number[] };
  return stage;
}

function nested({ shape, numbers }: Packed) {
  const values = unpack(numbers);
  let next = 0;
  return makeNested(shape, () => values[next++]);
}

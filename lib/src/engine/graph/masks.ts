import * as core from '@tensorflow/tfjs-core';

/** Random numbers that a step draws anew each time: those of a dropout layer. */
export interface Draw {
  shape: number[];
  /** as the layer has it now; TensorFlow.js draws the same numbers from the same seed */
  seed(): number | undefined;
}

let listener: ((draw: Draw, numbers: core.Tensor) => void) | undefined;
let layer: { seed?: number } | undefined;

/** The numbers that dropout compares with its rate: uniform, from 0 to 1. */
export function draw({ shape, seed }: Draw): core.Tensor {
  return core.randomUniform(shape, 0, 1, 'float32', seed());
}

/** Calls `heard` for each draw that `body` makes. */
export function listenToDraws<T>(heard: (draw: Draw, numbers: core.Tensor) => void, body: () => T): T {
  const before = listener;
  listener = heard;
  try {
    return body();
  } finally {
    listener = before;
  }
}

/** Puts a dropout in place of TensorFlow.js's that does the same and tells of its draws. */
export function useAudibleDropout(): void {
  // not the copy that an import makes: the layers read what the package itself exports
  const exported: { dropout: typeof core.dropout } = require('@tensorflow/tfjs-core');
  const { dropout } = exported;
  exported.dropout = (x, rate, noiseShape, seed) => {
    const heard = listener;
    const isPlain = x instanceof core.Tensor && rate > 0 && (!noiseShape || noiseShape.length === x.rank);
    if (!heard || !isPlain) return dropout(x, rate, noiseShape, seed);
    const from = layer;
    const one: Draw = {
      shape: x.shape.map((length, axis) => noiseShape?.[axis] ?? length),
      seed: from ? () => from.seed : () => seed as number | undefined,
    };
    return core.tidy(() => {
      const numbers = draw(one);
      heard(one, numbers);
      const kept = core.floor(core.add(numbers, 1 - rate));
      return core.mul(x, core.div(kept, 1 - rate));
    });
  };
  const { classNameMap } = core.serialization.SerializationMap.getMap() as unknown as Layers;
  const prototype = classNameMap.Dropout[0].prototype;
  const { call } = prototype;
  prototype.call = function (...args) {
    const before = layer;
    layer = this;
    try {
      return call.apply(this, args);
    } finally {
      layer = before;
    }
  };
}

interface Layers {
  classNameMap: { Dropout: [{ prototype: { seed?: number; call(...args: unknown[]): unknown } }] };
}

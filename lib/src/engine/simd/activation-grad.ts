import type { FunctionSource } from './assemble';
import { type Code, f32x4, i32, loop, v128, when } from './instructions';
import { overFloats } from './lanes';

const one = f32x4.const(1);
const isPositive = (y: Code): Code => f32x4.greaterThan(y, f32x4.const(0));

/** What came out of an activation, y, and the gradient by it, dy, tell the gradient by what went in. */
const gradients = {
  linear: (dy: Code) => dy,
  relu: (dy: Code, y: Code) => v128.and(dy, isPositive(y)),
  relu6: (dy: Code, y: Code) => v128.and(dy, v128.and(isPositive(y), f32x4.lessThan(y, f32x4.const(6)))),
  elu: (dy: Code, y: Code) => f32x4.mul(dy, v128.select(one, f32x4.add(y, one), isPositive(y))),
  sigmoid: (dy: Code, y: Code) => f32x4.mul(dy, f32x4.mul(y, f32x4.sub(one, y))),
};

export type Activation = keyof typeof gradients;
export const activations = Object.keys(gradients) as Activation[];

/** Pixels whose gradients are summed before they go to the sum of all: a long sum of floats loses less so, and stays in cache. */
const RUN = 64;

/**
 * `(dy, end, y, before, sums, channels)`: the gradient by what went into the activation, for the pixels from `dy` to `end`, and
 * its sums over the pixels, one a channel, which are the gradient by the bias. All in bytes; `sums` must begin as zeros.
 */
export function activationGrad(activation: Activation): FunctionSource {
  return {
    parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
    code(program, dy, end, y, before, sums, channels) {
      const [channel, whole, pixel, from, to, runBytes] = Array.from({ length: 6 }, () => program.local('i32'));
      const [sum, value] = [program.local('v128'), program.local('v128')];
      const place = i32.add(pixel.get, channel.get);
      // told from dy, so that one address counts for all three
      const distance = { y: i32.sub(y.get, dy.get), before: i32.sub(before.get, dy.get) };
      const [toY, toBefore] = [program.local('i32'), program.local('i32')];
      return [
        ...toY.set(distance.y),
        ...toBefore.set(distance.before),
        ...runBytes.set(i32.mul(channels.get, i32.const(RUN))),
        ...loop(
          from,
          dy.get,
          end.get,
          runBytes.get,
          to.set(i32.add(from.get, runBytes.get)),
          when(i32.lessThan(end.get, to.get), to.set(end.get)),
          overFloats(channel, channels, whole, ({ load, store }) => [
            ...sum.set(f32x4.const(0)),
            ...loop(
              pixel,
              from.get,
              to.get,
              channels.get,
              value.set(gradients[activation](load(place), load(i32.add(place, toY.get)))),
              store(i32.add(place, toBefore.get), value.get),
              sum.set(f32x4.add(sum.get, value.get)),
            ),
            ...store(i32.add(sums.get, channel.get), f32x4.add(load(i32.add(sums.get, channel.get)), sum.get)),
          ]),
        ),
      ];
    },
  };
}

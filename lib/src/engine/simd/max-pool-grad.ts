import type { FunctionSource } from './assemble';
import { f32x4, i32, loop, v128 } from './instructions';
import { overFloats } from './lanes';

/**
 * `(values, gradient, outputs, upstream, channels, width, height, row)`: the gradient of one window of max pooling, all channels
 * at once. The first pixel that equals the output takes its gradient. `values` and `gradient` are the addresses of the window's
 * first pixel, `outputs` and `upstream` those of its output; a window's width, its height and a picture's row are in bytes.
 */
export const maxPoolGrad: FunctionSource = {
  parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
  code(program, values, gradient, outputs, upstream, channels, width, height, row) {
    const [channel, whole, line, lineEnd, pixel, toGradient] = Array.from({ length: 6 }, () => program.local('i32'));
    const [best, rest, equal, share] = Array.from({ length: 4 }, () => program.local('v128'));
    const first = i32.add(values.get, channel.get);
    const place = i32.add(pixel.get, toGradient.get);
    return [
      ...toGradient.set(i32.sub(gradient.get, values.get)),
      ...overFloats(channel, channels, whole, ({ load, store }) => [
        ...best.set(load(i32.add(outputs.get, channel.get))),
        ...rest.set(load(i32.add(upstream.get, channel.get))), // what no pixel has taken yet
        ...loop(
          line,
          first,
          i32.add(first, height.get),
          row.get,
          lineEnd.set(i32.add(line.get, width.get)),
          loop(
            pixel,
            line.get,
            lineEnd.get,
            channels.get,
            equal.set(f32x4.equal(load(pixel.get), best.get)),
            share.set(v128.and(rest.get, equal.get)),
            store(place, f32x4.add(load(place), share.get)),
            rest.set(v128.andNot(rest.get, equal.get)),
          ),
        ),
      ]),
    ];
  },
};

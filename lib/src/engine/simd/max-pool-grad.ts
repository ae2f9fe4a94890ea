import { f32x4, i32, loop, v128 } from './instructions';
import { overFloats } from './lanes';
import { named } from './named';

const parameters = [
  // addresses
  'values', // the first pixel of the first window
  'gradient', // the same place in the gradient
  'outputs', // the first window's output
  'outputsEnd', // where the last one's ends
  'upstream', // the gradient by the first window's output
  // in bytes
  'channels', // one pixel
  'step', // from window to window
  'width', // of a window
  'height', // of a window, in rows of the picture
  'row', // of the picture
] as const;

/**
 * The gradient of max pooling for windows of one size that stand side by side, all channels of a pixel at once. The first pixel
 * that equals the output takes its gradient.
 */
export const maxPoolGrad = named(parameters, (program, given) => {
  const { values, gradient, outputs, outputsEnd, upstream, channels, step, width, height, row } = given;
  const [output, channel, whole, line, lineEnd, pixel] = Array.from({ length: 6 }, () => program.local('i32'));
  const [toGradient, toUpstream] = [program.local('i32'), program.local('i32')];
  const [best, rest, equal, share] = Array.from({ length: 4 }, () => program.local('v128'));
  const first = i32.add(values.get, channel.get);
  const result = i32.add(output.get, channel.get);
  const place = i32.add(pixel.get, toGradient.get);
  return [
    ...toGradient.set(i32.sub(gradient.get, values.get)),
    ...toUpstream.set(i32.sub(upstream.get, outputs.get)),
    ...loop(
      output,
      outputs.get,
      outputsEnd.get,
      channels.get,
      overFloats(channel, channels, whole, ({ load, store }) => [
        ...best.set(load(result)),
        ...rest.set(load(i32.add(result, toUpstream.get))), // what no pixel has taken yet
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
      values.increase(step.get),
    ),
  ];
});

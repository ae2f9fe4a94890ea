import { f32x4, i32, loop } from './instructions';
import { overFloats } from './lanes';
import { named } from './named';

const parameters = [
  // addresses and sizes, all in bytes
  'x', // the first picture
  'xEnd', // where the last one ends
  'xImage', // one picture
  'xRow', // one row of it
  'xStrideRow', // as many rows as the stride says
  'xStrideColumn', // as many pixels as the stride says
  'dy', // the first output's gradient
  'dyImage',
  'dyRow',
  'dw',
  'dwEnd',
  'dwRow', // one row of the filters
  'pixel', // all channels of one pixel
  'size', // the channels that are to be done
] as const;

/**
 * The gradient of a depthwise convolution, one filter a channel, by its filters, for pictures that are padded already:
 *
 *   dW[i, j, c] += Σ over output rows y and columns x of X[y·stride + i, x·stride + j, c] · dY[y, x, c]
 *
 * A row of the output goes by for each place of the filter, while its sum stays in a register.
 */
export const depthwiseFilterGrad = named(parameters, (program, given) => {
  const { x, xEnd, xImage, xRow, xStrideRow, xStrideColumn, dy, dyImage, dyRow, dw, dwEnd, dwRow, pixel, size } = given;
  const variable = () => program.local('i32');
  const [picture, line, dyEnd, window, windowRow, windowPixel] = Array.from({ length: 6 }, variable);
  const [filterRow, weight, channel, whole, source, upstream] = Array.from({ length: 6 }, variable);
  const sum = program.local('v128');
  const place = i32.add(weight.get, channel.get);
  return loop(
    picture,
    x.get,
    xEnd.get,
    xImage.get,
    window.set(picture.get),
    dyEnd.set(i32.add(dy.get, dyImage.get)),
    loop(
      line,
      dy.get,
      dyEnd.get,
      dyRow.get,
      windowRow.set(window.get),
      loop(
        filterRow,
        dw.get,
        dwEnd.get,
        dwRow.get,
        windowPixel.set(windowRow.get),
        loop(
          weight,
          filterRow.get,
          i32.add(filterRow.get, dwRow.get),
          pixel.get,
          overFloats(channel, size, whole, ({ load, store }) => [
            ...sum.set(load(place)),
            ...source.set(i32.add(windowPixel.get, channel.get)),
            ...loop(
              upstream,
              i32.add(line.get, channel.get),
              i32.add(i32.add(line.get, channel.get), dyRow.get),
              pixel.get,
              sum.set(f32x4.add(sum.get, f32x4.mul(load(source.get), load(upstream.get)))),
              source.increase(xStrideColumn.get),
            ),
            ...store(place, sum.get),
          ]),
          windowPixel.increase(pixel.get),
        ),
        windowRow.increase(xRow.get),
      ),
      window.increase(xStrideRow.get),
    ),
    dy.set(dyEnd.get),
  );
});

import { type Code, f32x4, i32, type Local, loop, v128, when } from './instructions';
import { bytes, four, type Lanes, one } from './lanes';
import { type NamedFunction, named } from './named';

const parameters = [
  // addresses and sizes, all in bytes
  'x', // the first picture
  'xEnd', // where the last one ends
  'xImage', // one picture
  'xRow', // one row of it
  'xStrideRow', // as many rows as the stride says
  'xStrideColumn', // as many pixels as the stride says
  'filters', // packed: see packFilters
  'lines', // how many lines that has: a number, not bytes
  'filterRows', // one filter's height, in rows of X
  'm', // one row of a filter in X
  'y', // the output
  'yImage',
  'yRow',
  'k', // outChannels
] as const;

/** What is done to a sum before it is stored. */
const activations = {
  linear: (sum: Code) => sum,
  relu: (sum: Code) => f32x4.max(sum, f32x4.const(0)),
};

export type ConvolutionActivation = keyof typeof activations;

/**
 * Convolution, bias and activation of pictures that are padded already:
 *
 *   Y[y, x, k] = activation(bias[k] + Σ over i, m of X[y·stride + i, x·stride·inChannels + m] · W[i, m, k])
 *
 * where m goes over the pixels and the channels of one row of a filter, which lie side by side in X. A tile of 4 pixels × 8
 * channels of Y stays in registers while the sum is built.
 */
export function convolution(activation: ConvolutionActivation): NamedFunction<(typeof parameters)[number]> {
  return named(parameters, (program, given) => {
    const { x, xEnd, xImage, xRow, xStrideRow, xStrideColumn, filters, lines, filterRows, m, y, yImage, yRow, k } =
      given;
    const variable = () => program.local('i32');
    const [picture, row, rowEnd, xLine, left, kWhole] = Array.from({ length: 6 }, variable);
    const [target, targetEnd, wholeEnd, windowRow, source, rest] = Array.from({ length: 6 }, variable);
    const [weights, block, corner, line, lineEnd] = Array.from({ length: 5 }, variable);
    const others = Array.from({ length: 3 }, variable); // the pixels of a tile after its first
    const sums = Array.from({ length: 8 }, () => program.local('v128'));
    const filter = [program.local('v128'), program.local('v128')];
    const value = program.local('v128');

    /** `width` pixels by `vectors` vectors of channels. */
    const tile = (width: number, vectors: number, lanes: Lanes): Code => {
      const step = bytes(lanes.width);
      const neighbours = others.slice(0, width - 1);
      const each = (body: (sum: Local, pixel: number, vector: number) => Code) =>
        Array.from({ length: width * vectors }, (_, i) => body(sums[i], Math.floor(i / vectors), i % vectors)).flat();
      return [
        ...weights.set(block.get),
        ...each((sum, _, vector) => sum.set(lanes.load(weights.get, step * vector))),
        ...weights.increase(i32.const(step * vectors)),
        ...loop(
          line,
          windowRow.get,
          i32.add(windowRow.get, filterRows.get),
          xRow.get,
          ...neighbours.map((pixel, i) => pixel.set(i32.add(i ? neighbours[i - 1].get : line.get, xStrideColumn.get))),
          lineEnd.set(i32.add(line.get, m.get)),
          loop(
            source,
            line.get,
            lineEnd.get,
            i32.const(bytes(1)),
            ...filter.slice(0, vectors).map((vector, i) => vector.set(lanes.load(weights.get, step * i))),
            ...Array.from({ length: width }, (_, at) => [
              ...value.set(v128.loadSplat(at ? neighbours[at - 1].get : source.get)),
              ...each((sum, pixel, vector) =>
                pixel === at ? sum.set(f32x4.add(sum.get, f32x4.mul(value.get, filter[vector].get))) : [],
              ),
            ]),
            ...neighbours.map((pixel) => pixel.increase(i32.const(bytes(1)))),
            weights.increase(i32.const(step * vectors)),
          ),
        ),
        ...corner.set(i32.add(target.get, left.get)),
        ...Array.from({ length: width }, (_, at) => [
          ...each((sum, pixel, vector) =>
            pixel === at ? lanes.store(corner.get, activations[activation](sum.get), step * vector) : [],
          ),
          ...corner.increase(k.get),
        ]).flat(),
        ...windowRow.increase(i32.mul(xStrideColumn.get, i32.const(width))),
      ];
    };
    /** One row of Y: four pixels at a time, then those that are left. */
    const tiles = (vectors: number, lanes: Lanes): Code => [
      ...block.set(i32.add(filters.get, i32.mul(left.get, lines.get))),
      ...windowRow.set(xLine.get),
      ...loop(target, row.get, wholeEnd.get, i32.mul(k.get, i32.const(4)), tile(4, vectors, lanes)),
      ...target.set(wholeEnd.get),
      ...rest.set(i32.sub(targetEnd.get, wholeEnd.get)),
      ...[3, 2, 1].flatMap((width) =>
        when(i32.equal(rest.get, i32.mul(k.get, i32.const(width))), tile(width, vectors, lanes)),
      ),
    ];
    return [
      ...loop(
        picture,
        x.get,
        xEnd.get,
        xImage.get,
        xLine.set(picture.get),
        rowEnd.set(i32.add(y.get, yImage.get)),
        loop(
          row,
          y.get,
          rowEnd.get,
          yRow.get,
          targetEnd.set(i32.add(row.get, yRow.get)),
          wholeEnd.set(i32.sub(targetEnd.get, i32.remainder(yRow.get, i32.mul(k.get, i32.const(4))))),
          kWhole.set(i32.and(k.get, i32.const(-bytes(8)))),
          loop(left, i32.const(0), kWhole.get, i32.const(bytes(8)), tiles(2, four)),
          kWhole.set(i32.and(k.get, i32.const(-bytes(4)))),
          loop(left, left.get, kWhole.get, i32.const(bytes(4)), tiles(1, four)),
          loop(left, left.get, k.get, i32.const(bytes(1)), tiles(1, one)),
          xLine.increase(xStrideRow.get),
        ),
        y.set(rowEnd.get),
      ),
    ];
  });
}

import { type Code, f32x4, i32, type Local, loop, v128, when } from './instructions';
import { bytes, four, type Lanes, one } from './lanes';
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
  'dyBlock', // the rows of dy that are worked on at once
  'xBlock', // as many rows of X, times the stride
  'dw',
  'dwEnd',
  'dwRow', // one row of one filter, all its channels, for all filters
  'm', // one row of a filter in X
  'k', // outChannels
] as const;

/**
 * The gradient of a convolution by its filters, for pictures that are padded already:
 *
 *   dW[i, m, k] += Σ over output rows y and columns x of X[y·stride + i, x·stride·inChannels + m] · dY[y, x, k]
 *
 * where m goes over the pixels and the channels of one row of a filter, which lie side by side in X as in dW. A tile of
 * 4 × 8 numbers of dW stays in registers while a few rows of the output go by; these stay in the fastest cache.
 */
export const filterGrad = named(parameters, (program, given) => {
  const {
    x,
    xEnd,
    xImage,
    xRow,
    xStrideRow,
    xStrideColumn,
    dy,
    dyImage,
    dyRow,
    dyBlock,
    xBlock,
    dw,
    dwEnd,
    dwRow,
    m,
    k,
  } = given;
  const variable = () => program.local('i32');
  const [picture, from, to, dyEnd, xFrom, xFilterRow, filterRow] = Array.from({ length: 7 }, variable);
  const [row, left, right, line, lineEnd, pixel, target] = Array.from({ length: 7 }, variable);
  const [mWhole, kWhole] = [variable(), variable()];
  const sums = Array.from({ length: 8 }, () => program.local('v128'));
  const upstream = [program.local('v128'), program.local('v128')];
  const value = program.local('v128');

  /** A tile of dW: `height` numbers m by `vectors` vectors of numbers k. */
  const tile = (height: number, vectors: number, { load, store, width }: Lanes): Code => {
    const each = (body: (sum: Local, line: number, vector: number) => Code) =>
      Array.from({ length: height * vectors }, (_, i) => body(sums[i], Math.floor(i / vectors), i % vectors)).flat();
    // the lines of a tile of dW are k apart
    const lines = (body: (sum: Local, offset: number) => Code) => [
      ...target.set(i32.add(i32.add(filterRow.get, i32.mul(row.get, kFloats(k))), left.get)),
      ...Array.from({ length: height }, (_, at) => [
        ...each((sum, place, vector) => (place === at ? body(sum, bytes(width) * vector) : [])),
        ...target.increase(k.get),
      ]).flat(),
    ];
    return [
      ...lines((sum, offset) => sum.set(load(target.get, offset))),
      ...right.set(i32.add(xFilterRow.get, row.get)),
      ...loop(
        line,
        i32.add(from.get, left.get),
        i32.add(to.get, left.get),
        dyRow.get,
        pixel.set(right.get),
        lineEnd.set(i32.add(line.get, dyRow.get)),
        loop(
          target,
          line.get,
          lineEnd.get,
          k.get,
          ...upstream.slice(0, vectors).map((vector, i) => vector.set(load(target.get, bytes(width) * i))),
          ...Array.from({ length: height }, (_, at) => [
            ...value.set(v128.loadSplat(pixel.get, bytes(at))),
            ...each((sum, place, vector) =>
              place === at ? sum.set(f32x4.add(sum.get, f32x4.mul(value.get, upstream[vector].get))) : [],
            ),
          ]),
          pixel.increase(xStrideColumn.get),
        ),
        right.increase(xStrideRow.get),
      ),
      ...lines((sum, offset) => store(target.get, sum.get, offset)),
    ];
  };
  /** All tiles of one height, from the left to the right: eight floats, then four, then one at a time. */
  const tiles = (height: number): Code => [
    ...kWhole.set(i32.and(k.get, i32.const(-bytes(8)))),
    ...loop(left, i32.const(0), kWhole.get, i32.const(bytes(8)), tile(height, 2, four)),
    ...kWhole.set(i32.and(k.get, i32.const(-bytes(4)))),
    ...loop(left, left.get, kWhole.get, i32.const(bytes(4)), tile(height, 1, four)),
    ...loop(left, left.get, k.get, i32.const(bytes(1)), tile(height, 1, one)),
  ];
  const rest = (height: number): Code =>
    when(i32.equal(i32.sub(m.get, row.get), i32.const(bytes(height))), tiles(height));
  return loop(
    picture,
    x.get,
    xEnd.get,
    xImage.get,
    dyEnd.set(i32.add(dy.get, dyImage.get)),
    xFrom.set(picture.get),
    loop(
      from,
      dy.get,
      dyEnd.get,
      dyBlock.get,
      to.set(i32.add(from.get, dyBlock.get)),
      when(i32.lessThan(dyEnd.get, to.get), to.set(dyEnd.get)),
      xFilterRow.set(xFrom.get),
      loop(
        filterRow,
        dw.get,
        dwEnd.get,
        dwRow.get,
        mWhole.set(i32.and(m.get, i32.const(-bytes(4)))),
        loop(row, i32.const(0), mWhole.get, i32.const(bytes(4)), tiles(4)),
        row.set(mWhole.get),
        rest(3),
        rest(2),
        rest(1),
        xFilterRow.increase(xRow.get),
      ),
      xFrom.increase(xBlock.get),
    ),
    dy.set(dyEnd.get),
  );
});

/** dW's lines are k bytes apart, one for each float (4 bytes) of m: so m's bytes times k's floats. */
function kFloats(k: Local): Code {
  return i32.shiftRight(k.get, i32.const(2));
}

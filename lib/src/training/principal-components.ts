import { tf } from '../engine';
import { random } from '../maths/random';
import { checkCount } from '../models/layer-choices';
import { UserError } from '../project';

export const principalDefaults = { rounds: 40, seed: 1 };

/** The directions along which examples differ most, and what they are worth. */
export interface PrincipalComponents {
  /** `[count, …]` → codes `[count, components]`, for you to dispose of */
  encode(xs: tf.Tensor): tf.Tensor2D;
  /** codes → the examples that are nearest to those encoded, in their shape */
  decode(codes: tf.Tensor2D): tf.Tensor;
  dispose(): void;
}

/**
 * Principal components: of all linear codes of so many numbers the one that loses least, the measure for an auto-encoder. Found by
 * orthogonal iteration: directions are multiplied with the covariance and made orthogonal again, until they span its largest ones.
 *
 * @param xs `[count, …]`, values as numbers
 * Examples that are all equal have no direction along which they differ: their codes are 0.
 *
 * @throws UserError for more components than an example has numbers
 * @see G. Golub and C. Van Loan, "Matrix computations", section 8.2
 * @example const pca = principalComponents(train.xs, 32); const error = pca.decode(pca.encode(test.xs));
 */
export function principalComponents(
  xs: tf.Tensor,
  components: number,
  options: Partial<typeof principalDefaults> = {},
): PrincipalComponents {
  const { rounds, seed } = { ...principalDefaults, ...options };
  const [count, ...shape] = xs.shape;
  const size = shape.reduce((product, length) => product * length, 1);
  checkCount(components, 'components');
  if (components > size)
    throw new UserError(`Examples of ${size} numbers have at most ${size} principal components, got ${components}.`);
  const draw = random(`directions ${seed}`);
  const { mean, directions } = tf.tidy(() => {
    const rows = tf.reshape(xs, [count, size]) as tf.Tensor2D;
    const middle = tf.mean(rows, 0) as tf.Tensor1D;
    const centred = tf.sub(rows, middle) as tf.Tensor2D;
    const covariance = tf.div(tf.matMul(centred, centred, true), count) as tf.Tensor2D; // [size, size]
    // Some directions more than wanted: the wanted ones are then found in few rounds.
    const wide = Math.min(size, components + 10);
    let found = Array.from({ length: wide }, () => Float64Array.from({ length: size }, () => draw.normal()));
    for (let round = 0; round < rounds; round++) {
      const moved = tf.tidy(() => tf.matMul(tf.tensor2d(orthonormal(found).map((row) => Array.from(row))), covariance));
      found = (moved.arraySync() as number[][]).map((row) => Float64Array.from(row));
      moved.dispose();
    }
    const rowsOf = orthonormal(found).slice(0, components);
    return { mean: middle, directions: tf.tensor2d(rowsOf.map((row) => Array.from(row))) }; // [components, size]
  });
  return {
    encode: (examples) =>
      tf.tidy(() => {
        const rows = tf.reshape(examples, [examples.shape[0], size]) as tf.Tensor2D;
        return tf.matMul(tf.sub(rows, mean) as tf.Tensor2D, directions, false, true) as tf.Tensor2D;
      }),
    decode: (codes) =>
      tf.tidy(() => tf.reshape(tf.add(tf.matMul(codes, directions), mean), [codes.shape[0], ...shape])),
    dispose: () => tf.dispose([mean, directions]),
  };
}

/** Gram and Schmidt: each row minus what it has of the rows before, at length 1; a row of which nothing is left stays 0, and says nothing. */
function orthonormal(rows: Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const row of rows) {
    const rest = Float64Array.from(row);
    for (const before of done) {
      const share = rest.reduce((sum, value, k) => sum + value * before[k], 0);
      for (let k = 0; k < rest.length; k++) rest[k] -= share * before[k];
    }
    const length = Math.hypot(...rest);
    done.push(length > 0 ? rest.map((value) => value / length) : rest);
  }
  return done;
}

import { gunzipSync } from 'node:zlib';
import { UserError } from '../project';

/** The content of an idx file of bytes. */
export interface Idx {
  /** such as `[10000, 28, 28]` */
  dimensions: number[];
  /** as many values as the product of the dimensions, last dimension fastest */
  values: Uint8Array;
}

const unsignedByte = 0x08;
/** The full Fashion-MNIST needs 47 MB; whatever unpacks to much more is not one of our files. */
const largest = 64 * 1024 * 1024;

/**
 * Reads a gzip-compressed idx file, the format of MNIST and Fashion-MNIST: two zero bytes, the type of the values (8:
 * unsigned bytes), the number of dimensions, each dimension as a big-endian 32-bit number, then the values.
 * See http://yann.lecun.com/exdb/mnist, "the IDX file format".
 *
 * @param name of the file, for messages
 * @throws UserError if the content is not gzip, not idx, not of bytes, or of another length than its dimensions say
 */
export function readIdx(compressed: Uint8Array, name: string): Idx {
  let content: Buffer;
  try {
    content = gunzipSync(compressed, { maxOutputLength: largest });
  } catch {
    throw new UserError(`${name} can't be unpacked: it is not a whole gzip file.`);
  }
  if (content.length < 4 || content[0] !== 0 || content[1] !== 0) {
    throw new UserError(`${name} is not an idx file: it does not begin with two zero bytes.`);
  }
  const [, , type, rank] = content;
  if (type !== unsignedByte) {
    throw new UserError(`${name} holds values of type ${type}: only unsigned bytes, type 8, can be read.`);
  }
  const start = 4 + 4 * rank;
  if (content.length < start) throw new UserError(`${name} ends within its header of ${start} bytes.`);
  const dimensions = Array.from({ length: rank }, (_, i) => content.readUInt32BE(4 + 4 * i));
  const expected = dimensions.reduce((product, size) => product * size, 1);
  const values = content.subarray(start);
  if (values.length !== expected) {
    throw new UserError(
      `${name} says ${dimensions.join(' × ')} values, so ${expected}, but it holds ${values.length}.`,
    );
  }
  return { dimensions, values };
}

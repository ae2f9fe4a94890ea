import { UserError } from '../../project';
import { toHalves } from './half-numbers';

/** One tensor to write. */
export interface NamedTensor {
  name: string;
  shape: readonly number[];
  values: Float32Array;
}

const lengthBytes = 8;

/**
 * The bytes of a safetensors file with half-precision numbers: 11 bits of each mantissa stay.
 *
 * @param metadata words about the whole, which the format allows under `__metadata__`
 * @throws UserError for a number that half precision cannot hold, such as one above 65,504
 */
export function safetensorsBytes(tensors: readonly NamedTensor[], metadata: Record<string, string> = {}): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  const parts = tensors.map(({ name, shape, values }) => {
    const halves = toHalves(values);
    const bad = halves.findIndex((bits) => (bits & 0x7c00) === 0x7c00);
    if (bad >= 0)
      throw new UserError(`${name} has the weight ${values[bad]}, which cannot be stored in half precision.`);
    header[name] = { dtype: 'F16', shape, data_offsets: [end, end + halves.byteLength] };
    end += halves.byteLength;
    return new Uint8Array(halves.buffer);
  });
  const text = Buffer.from(JSON.stringify(header));
  const padded = Math.ceil(text.length / lengthBytes) * lengthBytes; // the numbers then begin at a multiple of 8, as the format asks
  const bytes = Buffer.alloc(lengthBytes + padded + end, ' ');
  bytes.writeBigUInt64LE(BigInt(padded));
  text.copy(bytes, lengthBytes);
  let at = lengthBytes + padded;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

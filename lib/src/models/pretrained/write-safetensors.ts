import { UserError } from '../../project';
import { toHalves } from './half-numbers';

/** One tensor to write. */
export interface NamedTensor {
  name: string;
  shape: readonly number[];
  /** numbers, or whole numbers −128 … 127 */
  values: Float32Array | Int8Array;
  /** of floating-point numbers: `F16`, half precision, unless given */
  type?: 'F16' | 'F32';
}

const lengthBytes = 8;

/**
 * The bytes of a safetensors file. In half precision, 11 bits of each mantissa stay.
 *
 * @param metadata words about the whole, which the format allows under `__metadata__`
 * @throws UserError for a number that half precision cannot hold, such as one above 65,504
 */
export function safetensorsBytes(tensors: readonly NamedTensor[], metadata: Record<string, string> = {}): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  const parts = tensors.map((tensor) => {
    const { dtype, numbers } = stored(tensor);
    header[tensor.name] = { dtype, shape: tensor.shape, data_offsets: [end, end + numbers.byteLength] };
    end += numbers.byteLength;
    return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
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

function stored({ name, values, type = 'F16' }: NamedTensor) {
  if (values instanceof Int8Array) return { dtype: 'I8', numbers: values };
  if (type === 'F32') return { dtype: type, numbers: values };
  const halves = toHalves(values);
  const bad = halves.findIndex((bits) => (bits & 0x7c00) === 0x7c00);
  if (bad < 0) return { dtype: type, numbers: halves };
  throw new UserError(`${name} has the weight ${values[bad]}, which cannot be stored in half precision.`);
}

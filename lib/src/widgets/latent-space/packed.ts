/** Weights as text that a page can carry: base64 of half-precision numbers where these are exact, else of single-precision ones. */
export interface PackedNumbers {
  /** bits of each number */
  bits: 16 | 32;
  /** base64, little-endian */
  text: string;
}

/** In half the bytes if nothing is lost by it, as with weights that were stored so. */
export function packed(values: readonly number[]): PackedNumbers {
  const halves = values.map(toHalf);
  const exact = values.every((value, i) => fromHalf(halves[i]) === value);
  const bytes = new DataView(new ArrayBuffer(values.length * (exact ? 2 : 4)));
  values.forEach((value, i) => {
    if (exact) bytes.setUint16(2 * i, halves[i], true);
    else bytes.setFloat32(4 * i, value, true);
  });
  return { bits: exact ? 16 : 32, text: Buffer.from(bytes.buffer).toString('base64') };
}

/** The numbers of a packed text; runs in the page. */
export function unpacked({ bits, text }: PackedNumbers): number[] {
  const bytes = new DataView(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer);
  return Array.from({ length: bytes.byteLength / (bits / 8) }, (_, i) =>
    bits === 16 ? fromHalf(bytes.getUint16(2 * i, true)) : bytes.getFloat32(4 * i, true),
  );
}

/** The 16 bits of the half-precision number (IEEE 754) that is nearest towards 0; what is too large becomes the largest. */
function toHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.min(Math.abs(value), 65504);
  if (size < 2 ** -14) return sign | Math.floor(size * 2 ** 24); // too small for a leading 1
  let exponent = Math.floor(Math.log2(size));
  if (2 ** exponent > size) exponent--; // the logarithm may round up
  return sign | ((exponent + 15) << 10) | Math.floor((size / 2 ** exponent - 1) * 1024);
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

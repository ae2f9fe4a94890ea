/** Types of numbers in which weights are stored. */
export type NumberType = 'F64' | 'F32' | 'F16' | 'BF16';

/** Stored numbers, little endian, as 32-bit numbers. */
export const decoders: Record<NumberType, (bytes: ArrayBuffer) => Float32Array> = {
  F64: (bytes) => Float32Array.from(new Float64Array(bytes)),
  F32: (bytes) => new Float32Array(bytes),
  F16(bytes) {
    halves ??= Float32Array.from({ length: 2 ** 16 }, (_, bits) => half(bits));
    const table = halves;
    return Float32Array.from(new Uint16Array(bytes), (bits) => table[bits]);
  },
  /** bfloat16 is the upper half of a 32-bit number */
  BF16: (bytes) => new Float32Array(Uint32Array.from(new Uint16Array(bytes), (bits) => bits << 16).buffer),
};

/** The value of each of the 65,536 half-precision numbers. */
let halves: Float32Array | undefined;

/** IEEE 754 binary16: 1 bit sign, 5 bits exponent with bias 15, 10 bits fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24; // subnormal
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

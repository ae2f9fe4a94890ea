/** The value of each of the 65,536 half-precision numbers. */
let values: Float32Array | undefined;

/** Half-precision numbers, as their bits, to 32-bit numbers. */
export function fromHalves(halves: Uint16Array): Float32Array {
  values ??= Float32Array.from({ length: 2 ** 16 }, (_, bits) => half(bits));
  const table = values;
  return Float32Array.from(halves, (bits) => table[bits]);
}

/** The nearest half-precision numbers, as their bits; of two that are equally near the one whose last bit is 0. */
export function toHalves(numbers: Float32Array): Uint16Array {
  return Uint16Array.from(numbers, bitsOf);
}

/** IEEE 754 binary16: 1 bit sign, 5 bits exponent with bias 15, 10 bits fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24; // subnormal
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function bitsOf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(size))); // below 2⁻¹⁴ all numbers are 2⁻²⁴ apart
  const steps = roundToEven(size * 2 ** (10 - exponent)); // 1,024 to 2,048 of them, fewer below 2⁻¹⁴
  // 2,048 steps carry over into the exponent by themselves: its bits stand above those of the fraction
  const bits = steps + ((exponent + 14) << 10);
  return sign | (size === 0 ? 0 : Math.min(bits, 0x7c00));
}

/** `value` is below 2¹², so that a half is held exactly. */
function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

import { fromHalves } from './half-numbers';

/** Types of numbers in which weights are stored. */
export type NumberType = 'F64' | 'F32' | 'F16' | 'BF16' | 'I8';

/** Stored numbers, little endian, as 32-bit numbers. */
export const decoders: Record<NumberType, (bytes: ArrayBuffer) => Float32Array> = {
  F64: (bytes) => Float32Array.from(new Float64Array(bytes)),
  F32: (bytes) => new Float32Array(bytes),
  F16: (bytes) => fromHalves(new Uint16Array(bytes)),
  /** bfloat16 is the upper half of a 32-bit number */
  BF16: (bytes) => new Float32Array(Uint32Array.from(new Uint16Array(bytes), (bits) => bits << 16).buffer),
  /** whole numbers of quantized weights, whose scale stands in another tensor */
  I8: (bytes) => Float32Array.from(new Int8Array(bytes)),
};

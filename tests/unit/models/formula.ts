/** Numbers by a formula, as tests/reference/recipes/formula.py computes them for PyTorch. */
import { closeSync, openSync, writeSync } from 'node:fs';

/** `count` numbers in [0, 1) that look random and depend on the name, each times `scale` plus `offset`. */
export function units(name: string, count: number, scale = 1, offset = 0): Float32Array {
  let seed = 0x811c9dc5;
  for (const byte of Buffer.from(name)) seed = Math.imul(seed ^ byte, 0x01000193);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let x = (Math.imul(i, 0x9e3779b1) + seed) | 0;
    x ^= x >>> 16;
    x = Math.imul(x, 0x85ebca6b);
    x ^= x >>> 13;
    x = Math.imul(x, 0xc2b2ae35);
    x ^= x >>> 16;
    values[i] = ((x >>> 8) / 2 ** 24) * scale + offset;
  }
  return values;
}

/** Kernels uniform with He's variance; the scale of batch normalization around `gain`, the rest small. */
export function weights(name: string, shape: number[], gain: number): Float32Array {
  const count = product(shape);
  if (shape.length > 1) {
    const limit = Math.sqrt(6 / product(shape.slice(1)));
    return units(name, count, 2 * limit, -limit);
  }
  if (name.endsWith('running_var')) return units(name, count, 1, 0.5);
  if (name.endsWith('weight')) return units(name, count, gain, gain / 2);
  return units(name, count, 0.5, -0.25);
}

/** Name and shape of a tensor, as PyTorch has them. */
export type Named = [name: string, shape: number[]];

/** Writes 32-bit tensors as a safetensors file. */
export function writeSafetensors(path: string, tensors: Named[], valuesOf: (tensor: Named) => Float32Array): void {
  let end = 0;
  const entries = tensors.map(([name, shape]) => {
    const from = end;
    end += 4 * product(shape);
    return [name, { dtype: 'F32', shape, data_offsets: [from, end] }] as const;
  });
  const header = Buffer.from(JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const file = openSync(path, 'w');
  try {
    for (const bytes of [length, header]) writeSync(file, bytes);
    for (const tensor of tensors) writeSync(file, new Uint8Array(valuesOf(tensor).buffer));
  } finally {
    closeSync(file);
  }
}

function product(lengths: number[]): number {
  return lengths.reduce((total, length) => total * length, 1);
}

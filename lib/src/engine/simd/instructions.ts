/**
 * WebAssembly's instructions as functions: arguments are the code of their operands, and the result is code too. So
 * `f32x4.add(a, b)` is the code that computes a, then b, then their sum. Names and numbers are those of the specification
 * (WebAssembly core 2.0, chapter 5.4).
 */
export type Code = readonly number[];

export const types = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;
export type ValueType = keyof typeof types;

/** A whole number as LEB128, without sign. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

/** A whole number of 32 bits as LEB128, with sign. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (; rest < -0x40 || rest > 0x3f; rest >>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest & 0x7f];
}

type Unary = (a: Code) => Code;
type Binary = (a: Code, b: Code) => Code;
const unary =
  (...opcode: number[]): Unary =>
  (a) => [...a, ...opcode];
const binary =
  (...opcode: number[]): Binary =>
  (a, b) => [...a, ...b, ...opcode];
/** SIMD instructions have a prefix. */
const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];
/** Memory may be read at any address; the promise of an alignment (2 ** 2 bytes) is a hint only. */
const at = (offset: number): number[] => [2, ...unsigned(offset)];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  remainder: binary(0x70), // without sign
  and: binary(0x71),
  shiftRight: binary(0x76),
  equal: binary(0x46),
  /** compared without sign, as addresses are */
  lessThan: binary(0x49),
};

export const v128 = {
  load: (address: Code, offset = 0): Code => [...address, ...simd(0), ...at(offset)],
  /** one float into all four lanes */
  loadSplat: (address: Code, offset = 0): Code => [...address, ...simd(9), ...at(offset)],
  /** one float into the first lane, zeros into the others */
  loadFirst: (address: Code, offset = 0): Code => [...address, ...simd(92), ...at(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...simd(11), ...at(offset)],
  storeFirst: (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...simd(90), ...at(offset), 0],
  and: binary(...simd(0x4e)),
  /** a and not b */
  andNot: binary(...simd(0x4f)),
  or: binary(...simd(0x50)),
  /** bits of a where the mask has ones, else of b */
  select: (a: Code, b: Code, mask: Code): Code => [...a, ...b, ...mask, ...simd(0x52)],
};

export const f32x4 = {
  /** one number in all four lanes */
  const: (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer), ...simd(0x13)],
  splat: unary(...simd(0x13)),
  equal: binary(...simd(0x41)),
  lessThan: binary(...simd(0x43)),
  greaterThan: binary(...simd(0x44)),
  sqrt: unary(...simd(0xe3)),
  max: binary(...simd(0xe9)),
  add: binary(...simd(0xe4)),
  sub: binary(...simd(0xe5)),
  mul: binary(...simd(0xe6)),
  div: binary(...simd(0xe7)),
};

/** A parameter or variable of a function. */
export class Local {
  readonly get: Code;
  constructor(private readonly index: number) {
    this.get = [0x20, ...unsigned(index)];
  }
  set(value: Code): Code {
    return [...value, 0x21, ...unsigned(this.index)];
  }
  /** adds to it */
  increase(by: Code): Code {
    return this.set(i32.add(this.get, by));
  }
}

/** `if (condition) { body }` */
export function when(condition: Code, ...body: Code[]): Code {
  return [...condition, 0x04, 0x40, ...body.flat(), 0x0b];
}

/** `for (variable = from; variable < to; variable += step) { body }`, compared without sign */
export function loop(variable: Local, from: Code, to: Code, step: Code, ...body: Code[]): Code {
  const goesOn = i32.lessThan(variable.get, to);
  const again: Code = [0x0d, 0];
  const rounds: Code = [0x03, 0x40, ...body.flat(), ...variable.increase(step), ...goesOn, ...again, 0x0b];
  return [...variable.set(from), ...when(goesOn, rounds)];
}

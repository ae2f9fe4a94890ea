import { type Code, i32, type Local, loop, v128 } from './instructions';

/** How code touches memory where it works on four floats at once, and where it works on what is left over. */
export interface Lanes {
  /** floats */
  width: 4 | 1;
  load(address: Code, offset?: number): Code;
  store(address: Code, value: Code, offset?: number): Code;
}

export const four: Lanes = { width: 4, load: v128.load, store: v128.store };
export const one: Lanes = { width: 1, load: v128.loadFirst, store: v128.storeFirst };

export const bytes = (floats: number): number => 4 * floats;

/**
 * `for (offset = 0; offset < size; …) body`, four floats at a time, then one at a time.
 * @param offset in bytes
 * @param size in bytes
 * @param whole a variable for the part of the size that fours cover
 */
export function overFloats(offset: Local, size: Local, whole: Local, body: (lanes: Lanes) => Code): Code {
  return [
    ...whole.set(i32.and(size.get, i32.const(-bytes(4)))),
    ...loop(offset, i32.const(0), whole.get, i32.const(bytes(4)), body(four)),
    ...loop(offset, whole.get, size.get, i32.const(bytes(1)), body(one)),
  ];
}

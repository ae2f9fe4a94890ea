/**
 * Protocol buffers, written: a message is its fields one after another, each a key (field number and wire type) and a value.
 * https://protobuf.dev/programming-guides/encoding
 */
export type Message = Buffer;

const varintType = 0;
const bytesType = 2;
const floatType = 5;

/** Fields to one message. */
export function message(...fields: Message[]): Message {
  return Buffer.concat(fields);
}

/** A whole number (also an enumeration's, or a bool as 0 or 1); negative ones take ten bytes. */
export function integer(field: number, value: number): Message {
  return Buffer.concat([key(field, varintType), varint(BigInt(value))]);
}

/** A 32-bit float. */
export function float(field: number, value: number): Message {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([key(field, floatType), bytes]);
}

/** A string, bytes, or a message within the message. */
export function bytes(field: number, value: string | Uint8Array): Message {
  const content = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([key(field, bytesType), varint(BigInt(content.length)), content]);
}

function key(field: number, type: number): Message {
  return varint(BigInt((field << 3) | type));
}

/** Seven bits a byte, the lowest first; the top bit says that more follow. */
function varint(value: bigint): Message {
  const groups: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    groups.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(groups);
}

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../../project';
import { decoders, type NumberType } from './number-types';

/** The weights of a network in a file, by name. */
export interface Safetensors {
  /** the file's name, for messages */
  file: string;
  names: readonly string[];
  /** of one tensor; undefined if there is none of that name */
  shape(name: string): number[] | undefined;
  /** @throws UserError for a tensor that is not there or has no floating-point numbers */
  values(name: string): Float32Array;
  close(): void;
}

interface Entry {
  type: string;
  shape: number[];
  /** in the file */
  from: number;
  to: number;
}

/** The networks of this course have headers of less than 0.1 MB. */
const mostHeaderBytes = 16e6;
const lengthBytes = 8;

/** Bytes of one number, for all types of the format that come in whole bytes. */
const typeBytes: Record<string, number> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
};

/**
 * Opens a safetensors file. It is checked before anything is read from it: the tensors must fill the file, without gaps or overlaps.
 * Tensors are read one by one, when asked for.
 *
 * The format: https://github.com/huggingface/safetensors. Eight bytes say how long the header is (little endian); the header is JSON,
 * name → `{ dtype, shape, data_offsets }`; the numbers follow.
 *
 * @throws UserError for a file that can't be read or is no safetensors file
 */
export function openSafetensors(path: string): Safetensors {
  const file = basename(path);
  const descriptor = open(path);
  try {
    const entries = readHeader(descriptor, file);
    return {
      file,
      names: [...entries.keys()],
      shape: (name) => entries.get(name)?.shape,
      values(name) {
        const entry = entries.get(name);
        if (!entry) throw new UserError(`${file} has no tensor ${name}.`);
        const decode = decoders[entry.type as NumberType];
        if (!decode) throw new UserError(`${name} in ${file} has numbers of type ${entry.type}, which are no weights.`);
        return decode(read(descriptor, entry.from, entry.to - entry.from, file).buffer);
      },
      close: () => closeSync(descriptor),
    };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : `it can't be opened: ${code}`;
    throw new UserError(`The weights ${path} can't be read: ${reason}.`);
  }
}

function readHeader(descriptor: number, file: string): Map<string, Entry> {
  const { size } = fstatSync(descriptor);
  if (size < lengthBytes) throw broken(file, `it has ${size} bytes`);
  const start = read(descriptor, 0, lengthBytes, file);
  const length = new DataView(start.buffer).getBigUint64(0, true);
  // Read as a length, the beginning of an archive (PK) or of a pickle (0x80) is beyond all measure.
  const isPickled = start[0] === 0x80 || (start[0] === 0x50 && start[1] === 0x4b);
  if (isPickled && length > BigInt(size)) {
    throw new UserError(
      `${file} was written by torch.save, and opening such files can run code: in Python, write the weights with safetensors.torch.save_file(model.state_dict(), 'weights.safetensors').`,
    );
  }
  if (length > BigInt(size - lengthBytes)) throw broken(file, 'it ends before its header does');
  if (length > BigInt(mostHeaderBytes)) throw broken(file, `its header would have ${length} bytes`);
  const header = parse(read(descriptor, lengthBytes, Number(length), file), file);
  const entries = new Map<string, Entry>();
  for (const [name, value] of Object.entries(header)) {
    if (name !== '__metadata__') entries.set(name, checkEntry(name, value, lengthBytes + Number(length), file));
  }
  checkCover([...entries.values()], lengthBytes + Number(length), size, file);
  return entries;
}

function parse(bytes: Uint8Array, file: string): object {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof header === 'object' && header !== null && !Array.isArray(header)) return header;
  } catch {
    // said below
  }
  throw broken(file, 'its header is not JSON');
}

function checkEntry(name: string, value: unknown, dataStart: number, file: string): Entry {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
  const isTyped = typeof dtype === 'string' && Object.hasOwn(typeBytes, dtype);
  if (!isTyped || !isWholes(shape) || !isWholes(offsets) || offsets.length !== 2)
    throw broken(file, `the header does not describe the tensor ${name}`);
  const bytes = shape.reduce((product, length) => product * length, typeBytes[dtype]);
  const [from, to] = offsets;
  if (to - from !== bytes) throw broken(file, `the tensor ${name} of shape [${shape}] has ${to - from} bytes`);
  return { type: dtype, shape, from: dataStart + from, to: dataStart + to };
}

function isWholes(values: unknown): values is number[] {
  return Array.isArray(values) && values.every((value) => Number.isSafeInteger(value) && value >= 0);
}

/** One tensor must begin where another ends, up to the end of the file. */
function checkCover(entries: Entry[], dataStart: number, size: number, file: string): void {
  let end = dataStart;
  for (const { from, to } of entries.sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end) throw broken(file, 'its tensors overlap or leave gaps');
    end = to;
  }
  if (end > size) throw broken(file, `it is cut off: ${size} of ${end} bytes are there`);
  if (end < size) throw broken(file, `${size - end} bytes after its tensors belong to nothing`);
}

/** Node reads at most 2 GB in one go. */
const mostAtOnce = 2 ** 30;

function read(descriptor: number, from: number, length: number, file: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const got = readSync(descriptor, bytes, done, Math.min(length - done, mostAtOnce), from + done);
    if (got === 0) throw broken(file, 'it became shorter while it was read');
    done += got;
  }
  return bytes;
}

function broken(file: string, why: string): UserError {
  return new UserError(`${file} is no whole safetensors file: ${why}.`);
}

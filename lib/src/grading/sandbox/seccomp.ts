/**
 * The filter of system calls, assembled as a program of the kernel's packet filter (BPF), so that no compiler is needed.
 * A refused call fails as if it had no permission; a call in a foreign convention ends the process.
 *
 * Source: Linux, Documentation/userspace-api/seccomp_filter.rst
 */
import { type Processor, processors } from './system-calls';

const load = 0x20; // BPF_LD | BPF_W | BPF_ABS
const ifEqual = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
const ifAtLeast = 0x35; // BPF_JMP | BPF_JGE | BPF_K
const ifAnyBit = 0x45; // BPF_JMP | BPF_JSET | BPF_K
const give = 0x06; // BPF_RET | BPF_K

const allow = 0x7fff0000;
const kill = 0x80000000;
const refuse = (errno: number): number => 0x00050000 | errno;
const notPermitted = refuse(1); // EPERM
const notThere = refuse(38); // ENOSYS

/** Offsets in struct seccomp_data. Arguments are 64 bits, of which the low half is looked at. */
const callNumber = 0;
const architecture = 4;
const argument = (index: number): number => 16 + 8 * index;

const threadFlag = 0x00010000; // CLONE_THREAD
const typeForTheTerminal = 0x5412; // TIOCSTI

/** One instruction: code, jump if true, jump if false, constant. */
export type Instruction = [code: number, onTrue: number, onFalse: number, value: number];

/** The filter for one processor. Threads may be started, processes may not. */
export function filterFor({ audit, foreignFrom, clone, clone3, ioctl, refused }: Processor): Instruction[] {
  const program: Instruction[] = [
    [load, 0, 0, architecture],
    [ifEqual, 1, 0, audit],
    [give, 0, 0, kill],
    [load, 0, 0, callNumber],
  ];
  if (foreignFrom !== undefined) program.push([ifAtLeast, 0, 1, foreignFrom], [give, 0, 0, kill]);
  for (const number of Object.values(refused)) program.push([ifEqual, 0, 1, number], [give, 0, 0, notPermitted]);
  // its flags stand in memory, where a filter cannot look: the C library then falls back to clone
  program.push([ifEqual, 0, 1, clone3], [give, 0, 0, notThere]);
  program.push(
    [ifEqual, 0, 4, clone],
    [load, 0, 0, argument(0)],
    [ifAnyBit, 1, 0, threadFlag],
    [give, 0, 0, notPermitted],
    [give, 0, 0, allow],
  );
  program.push(
    [ifEqual, 0, 3, ioctl],
    [load, 0, 0, argument(1)],
    [ifEqual, 0, 1, typeForTheTerminal],
    [give, 0, 0, notPermitted],
    [give, 0, 0, allow],
  );
  return program;
}

/** The filter as bytes for `bwrap --seccomp`, little-endian; undefined for a processor that it does not know. */
export function seccompProgram(arch: string = process.arch): Uint8Array | undefined {
  const processor = processors[arch];
  if (!processor) return undefined;
  const program = filterFor(processor);
  const bytes = new Uint8Array(program.length * 8);
  const view = new DataView(bytes.buffer);
  for (const [index, [code, onTrue, onFalse, value]] of program.entries()) {
    view.setUint16(8 * index, code, true);
    view.setUint8(8 * index + 2, onTrue);
    view.setUint8(8 * index + 3, onFalse);
    view.setUint32(8 * index + 4, value, true);
  }
  return bytes;
}

import { type Code, Local, types, unsigned, type ValueType } from './instructions';

/** A function in the making: it hands out its variables. */
export class Program {
  private readonly kinds: ValueType[] = [];
  constructor(readonly parameters: readonly ValueType[]) {}

  /** A new variable, which begins as zero. */
  local(type: ValueType): Local {
    return new Local(this.parameters.length + this.kinds.push(type) - 1);
  }

  /** As a function's body stands in the file: its variables, its code, its end. */
  body(code: Code): Code {
    const variables = this.kinds.flatMap((type) => [1, types[type]]);
    return [...unsigned(this.kinds.length), ...variables, ...code, 0x0b];
  }
}

/** A function that gives nothing back: the types of its parameters, and what makes its code of them. */
export interface FunctionSource {
  parameters: readonly ValueType[];
  code(program: Program, ...parameters: Local[]): Code;
}

/**
 * The bytes of a WebAssembly module with these functions, which work on a memory that they are given as `env.memory`.
 * @param shared whether threads share that memory: it is declared otherwise then
 */
export function assemble(functions: Record<string, FunctionSource>, shared: boolean): Uint8Array {
  const names = Object.keys(functions);
  const sources = Object.values(functions);
  const signatures = sources.map(({ parameters }) => [0x60, ...list(parameters.map((type) => [types[type]])), 0]);
  const pages = shared ? [3, 0, ...unsigned(65536)] : [0, 0];
  const memory = [...text('env'), ...text('memory'), 2, ...pages];
  const bodies = sources.map(({ parameters, code }) => {
    const program = new Program(parameters);
    const body = program.body(code(program, ...parameters.map((_, index) => new Local(index))));
    return [...unsigned(body.length), ...body];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // "\0asm", version 1
    ...section(1, signatures),
    ...section(2, [memory]),
    ...section(
      3,
      sources.map((_, index) => unsigned(index)),
    ),
    ...section(
      7,
      names.map((name, index) => [...text(name), 0, ...unsigned(index)]),
    ),
    ...section(10, bodies),
  ]);
}

function section(id: number, entries: Code[]): Code {
  const content = list(entries);
  return [id, ...unsigned(content.length), ...content];
}

function list(entries: Code[]): Code {
  return [...unsigned(entries.length), ...entries.flat()];
}

function text(name: string): Code {
  return list([...new TextEncoder().encode(name)].map((byte) => [byte]));
}

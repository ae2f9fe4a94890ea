import type { FunctionSource, Program } from './assemble';
import type { Code, Local } from './instructions';

/** A function whose parameters, whole numbers all, are told apart by name: there are too many of them to count. */
export interface NamedFunction<Name extends string> extends FunctionSource {
  /** The arguments of a call, in the order of the parameters. */
  inOrder(values: Record<Name, number>): number[];
}

export function named<Name extends string>(
  names: readonly Name[],
  code: (program: Program, given: Record<Name, Local>) => Code,
): NamedFunction<Name> {
  return {
    parameters: names.map(() => 'i32'),
    code(program, ...parameters) {
      const given = names.map((name, i) => [name, parameters[i]]);
      return code(program, Object.fromEntries(given) as Record<Name, Local>);
    },
    inOrder: (values) => names.map((name) => values[name]),
  };
}

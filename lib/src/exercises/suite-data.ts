/**
 * A chapter's exercises as data: what `check()` reads in a student edition. In place of the reference and of the code of the
 * usual mistakes it holds what they give for the public cases. Graded cases are not in it. What has to be code (the judge of an
 * exercise, the conditions of its hints) comes from a script beside the file.
 */
import { UserError } from '../project';
import type { Case, Exercise, Mistake, Reference, Suite } from './spec';
import { type Data, encode, readGiven } from './wire';

/** What one call gives: a list of one value, or an empty one where the code threw. */
export type Gives = Data[];

export interface MistakeData {
  name: string;
  hint: string;
  only?: string | string[];
  /** for each case, for each of its calls; none where the mistake is a condition */
  gives?: Gives[][];
}

export interface ExerciseData {
  /** the parts of the exercise that are data, with cases whose `args` or `each` is a place in `inputs` */
  plain: { [key: string]: Data };
  /** the distinct `args` and `each` of the cases: images and models are long, and cases share them */
  inputs: Data[][];
  /** function exercises: what the reference gives, for each case, for each of its calls */
  reference?: Gives[][];
  mistakes: MistakeData[];
}

export interface SuiteData {
  version: 1;
  chapter: number;
  title: string;
  exercises: ExerciseData[];
}

/** What the script beside the file exports, by the id of the exercise; conditions also by the place of the mistake. */
export interface SuiteCode {
  judge: Record<string, unknown>;
  measure: Record<string, unknown>;
  when: Record<string, Record<number, unknown>>;
}

export function writeSuiteData(data: SuiteData): string {
  return encode(data);
}

/**
 * The suite, whose functions look up what is written in the data.
 * @throws UserError if the text is something else
 */
export function readSuiteData(text: string, code: SuiteCode): Suite {
  let data: Partial<SuiteData> | undefined;
  try {
    data = readGiven(text) as unknown as Partial<SuiteData>;
  } catch {
    // told below
  }
  if (data?.version !== 1 || !Array.isArray(data.exercises)) {
    throw new UserError('this file holds no exercises: unpack the assignment again.');
  }
  const exercises = data.exercises.map((exercise) => readExercise(exercise, code));
  return { chapter: Number(data.chapter), title: String(data.title), exercises };
}

function readExercise({ plain, inputs, reference, mistakes }: ExerciseData, code: SuiteCode): Exercise {
  const id = String(plain.id);
  if (!Array.isArray(plain.publicCases)) return plain as unknown as Exercise;
  const publicCases = (plain.publicCases as { [key: string]: Data }[]).map((testCase) => ({
    ...testCase,
    ...('args' in testCase ? { args: inputs[testCase.args as number] } : {}),
    ...('each' in testCase ? { each: inputs[testCase.each as number] } : {}),
  })) as unknown as Case[];
  const isValue = plain.kind === 'value';
  return {
    ...plain,
    publicCases,
    ...(reference ? { reference: referenceFrom(publicCases, reference) } : {}),
    ...(code.judge[id] ? { judge: code.judge[id] } : {}),
    ...(code.measure[id] ? { measure: code.measure[id] } : {}),
    mistakes: mistakes.flatMap(({ name, hint, only, gives }, place): Mistake[] => {
      const rest = { name, hint, ...(only === undefined ? {} : { only }) };
      if (gives) return [{ ...rest, behaves: lookUp(publicCases, gives, isValue) }];
      const when = code.when[id]?.[place] as Mistake['when'];
      return when ? [{ ...rest, when }] : [];
    }),
  } as unknown as Exercise;
}

/** The lists of arguments of a case, one for each call; a value exercise is looked at with what its case gives. */
export function callsOf({ args, each, given }: Case, isValue = false): Data[][] {
  return isValue ? [[given]] : (each ?? [args ?? []]);
}

/** The functions by their paths, `{ sigmoid: { output, derivative } }`, or the one function. */
function referenceFrom(cases: Case[], gives: Gives[][]): Reference {
  const paths = new Set(cases.map(({ fn }) => fn));
  if (paths.has(undefined)) return lookUp(cases, gives);
  const root: { [name: string]: Reference } = {};
  for (const path of paths as Set<string>) {
    const names = path.split('.');
    const last = names.pop() as string;
    let inner = root;
    for (const name of names) {
      inner[name] ??= {};
      inner = inner[name] as { [name: string]: Reference };
    }
    const own = cases.map(({ fn }) => fn === path);
    inner[last] = lookUp(
      cases.filter((_, i) => own[i]),
      gives.filter((_, i) => own[i]),
    );
  }
  return root;
}

/** A function that knows what it gives for the calls of the cases and nothing else. */
function lookUp(cases: Case[], gives: Gives[][], isValue = false): (...args: never[]) => unknown {
  const known = new Map<string, Data>();
  for (const [i, testCase] of cases.entries()) {
    for (const [call, args] of callsOf(testCase, isValue).entries()) {
      const given = gives[i]?.[call] ?? [];
      if (given.length > 0) known.set(encode(args), given[0]);
    }
  }
  return ((...args: Data[]): Data => {
    const key = encode(args);
    if (!known.has(key)) throw new UserError('this call is not among the public cases');
    return known.get(key);
  }) as (...args: never[]) => unknown;
}

/** Makes data of a suite, for a student edition: code is run here, once, and only what it gives for the public cases leaves. */
import { referenceOf } from '../../exercises/define';
import type { Exercise, FunctionExercise, Mistake, Suite, TestedExercise } from '../../exercises/spec';
import { callsOf, type ExerciseData, type Gives, type MistakeData, type SuiteData } from '../../exercises/suite-data';
import { copyData, type Data, encode } from '../../exercises/wire';

/** Parts of an exercise that are code, or that belong to the teacher alone. */
const withheld = new Set(['reference', 'gradedCases', 'mistakes', 'judge', 'measure', 'publicCases']);

export function suiteToData({ chapter, title, exercises }: Suite): SuiteData {
  return { version: 1, chapter, title, exercises: exercises.map(exerciseToData) };
}

function exerciseToData(exercise: Exercise): ExerciseData {
  const plain = Object.fromEntries(
    Object.entries(exercise).filter(([key, value]) => !withheld.has(key) && value !== undefined),
  ) as { [key: string]: Data };
  if (exercise.kind === 'choice' || exercise.kind === 'text') return { plain, inputs: [], mistakes: [] };
  const inputs: Data[][] = [];
  const places = new Map<string, number>();
  const place = (input: Data[]): number => {
    const key = encode(input);
    const known = places.get(key) ?? inputs.push(input) - 1;
    places.set(key, known);
    return known;
  };
  plain.publicCases = exercise.publicCases.map(({ args, each, ...rest }) => ({
    ...rest,
    ...(args ? { args: place(args) } : {}),
    ...(each ? { each: place(each) } : {}),
  }));
  return {
    plain,
    inputs,
    ...(exercise.kind === 'function' ? { reference: referenceGives(exercise) } : {}),
    mistakes: (exercise.mistakes ?? []).map((mistake) => mistakeToData(mistake, exercise)),
  };
}

function referenceGives(exercise: FunctionExercise): Gives[][] {
  return exercise.publicCases.map((testCase) => {
    const reference = referenceOf(exercise, testCase.fn) as (...args: unknown[]) => unknown;
    return callsOf(testCase).map((args) => [copyData(reference(...copyData(args)) as Data)]);
  });
}

function mistakeToData({ name, hint, only, behaves }: Mistake, exercise: TestedExercise): MistakeData {
  const rest = { name, hint, ...(only === undefined ? {} : { only }) };
  if (!behaves) return rest;
  const run = behaves as unknown as (...args: unknown[]) => Data;
  const gives = exercise.publicCases.map((testCase) =>
    callsOf(testCase, exercise.kind === 'value').map((args): Gives => {
      try {
        return [copyData(run(...copyData(args)))];
      } catch {
        return []; // it fails on this case, and explains nothing here
      }
    }),
  );
  return { ...rest, gives };
}

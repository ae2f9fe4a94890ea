/**
 * What an exercise is. A teacher writes `tests/exercises/NN-name.ts` with `export default defineExercises({ … })`;
 * `check()`, `convolab check` and the grader read the same file.
 */
import type { Random } from '../maths/random';
import type { LoadedModel } from './loaded-model';
import type { UseOfModel } from './packed';
import type { Data, Given } from './wire';

/** One thing that is tested. */
export interface Case {
  /** what it tests, in a few words: 'stride 2' */
  name: string;
  /** function exercises: the function inside the entry, when the entry is an object: 'sigmoid.derivative' */
  fn?: string;
  /** function and model exercises: the arguments of one call */
  args?: Data[];
  /** function exercises, in place of `args`: many calls in one case; the results are compared as a list */
  each?: Data[][];
  /** value exercises: the part of the answer that is looked at: 'conv1' or 'vertical' */
  part?: string;
  /** value exercises: the right value, unless the exercise has a `judge` */
  expected?: Data;
  /** whatever the `judge` needs: images, limits */
  given?: Data;
  /** share of the points, 1 unless said */
  weight?: number;
}

/** |got − expected| ≤ absolute + relative · max|expected| */
export interface Tolerance {
  relative: number;
  absolute: number;
}

/** A usual mistake, as code. Its hint is shown where the answer does what the mistake does. */
export interface Mistake {
  /** short name for the tests: 'flipped kernel' */
  name: string;
  /** only for cases of this function or part; all unless said */
  only?: string | string[];
  /** the mistaken implementation; matches where its result is the answer's. It gets the arguments of the reference;
   * in a value exercise, the case's `given` */
  behaves?: (...args: never[]) => unknown;
  /** or a condition on what came back; in a value exercise `args` is `[given]` */
  when?: (got: Given, expected: Data, args: Data[]) => boolean;
  /** what to look at; `code` in backticks */
  hint: string;
}

/** A verdict of an exercise's own judge. */
export interface Verdict {
  pass: boolean;
  /** one sentence: what was seen and what was wanted */
  message: string;
  /** one sentence that is said also where it passes, once for all cases */
  remark?: string;
}

/** The reference: one function, or functions by name when the entry is an object of functions. */
export type Reference = ((...args: never[]) => unknown) | { [name: string]: Reference };

interface Common {
  /** '2.1', '2.Q1', '2.T1' */
  id: string;
  title: string;
  points: number;
  /** the name that the answer has in its cell */
  entry: string;
  /** shown for a stub: what to do first */
  firstStep?: string;
  /** names that the answer may import from 'convolab'; none unless said */
  imports?: string[];
}

interface Tested extends Common {
  publicCases: Case[];
  /** drawn from a seed that only the teacher has; the public cases unless said */
  gradedCases?: (random: Random) => Case[];
  tolerance?: Tolerance;
  mistakes?: Mistake[];
  /** in place of comparing with `expected` */
  judge?: (got: Given, testCase: Case) => Verdict;
}

export interface FunctionExercise extends Tested {
  kind: 'function';
  reference: Reference;
  /** seconds for one case, 2 unless said */
  seconds?: number;
  /** the answer may return a Promise */
  async?: boolean;
}

export interface ValueExercise extends Tested {
  kind: 'value';
}

/** What an answer to a model exercise returned. */
export interface Returned {
  /** the model, rebuilt here from its topology and weights; nothing of the answer's own code is in it */
  model: LoadedModel;
  /** the model among the arguments of the case, as the answer got it */
  given?: LoadedModel;
  /** how the answer used the model that it was given; nothing if it returned another one */
  use?: UseOfModel;
  /** the whole result, with the model packed */
  result: Given;
}

/** A function that builds or trains a model. Cases with the same arguments look at one and the same run. */
export interface ModelExercise extends Tested {
  kind: 'model';
  /** the entry of the result that holds the model: `{ model, losses }`; the result itself unless said */
  modelIn?: string;
  /** what a case wants to know of the result, as data: `judge`, hints and report see these facts in place of the result */
  measure: (returned: Returned, testCase: Case) => Data | Promise<Data>;
  judge: (facts: Given, testCase: Case) => Verdict;
  /** methods that the model in the arguments does not offer: 'fit' */
  withheld?: string[];
  /** seconds for one run, 90 unless said */
  seconds?: number;
}

export interface ChoiceExercise extends Common {
  kind: 'choice';
  question: string;
  /** letter → text */
  options: Record<string, string>;
  /** the right letter */
  answer: string;
  /** wrong letter → why it is wrong */
  feedback?: Record<string, string>;
}

export interface TextExercise extends Common {
  kind: 'text';
  question: string;
  /** what a teacher looks for; the points add up to those of the exercise */
  rubric: { points: number; criterion: string }[];
  minimumWords?: number;
}

export type Exercise = FunctionExercise | ValueExercise | ModelExercise | ChoiceExercise | TextExercise;

/** Exercises with cases. */
export type TestedExercise = FunctionExercise | ValueExercise | ModelExercise;

/** The exercises of one chapter. */
export interface Suite {
  chapter: number;
  title: string;
  exercises: Exercise[];
}

/** The tolerance of an exercise that names none. */
export const defaultTolerance: Tolerance = { relative: 1e-5, absolute: 1e-7 };

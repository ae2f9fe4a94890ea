/** `check()`: what a student sees at once in the notebook. It never throws and never writes to stderr. */
import { Script } from 'node:vm';
import { showHtml } from '../display/html';
import { inLanguage, say } from '../languages/say';
import { findCellSource } from './cell-source';
import { kindInWords } from './describe';
import { openIsolated } from './isolated';
import { judge } from './judge';
import { languageHere } from './language-here';
import { findExercise } from './load';
import { recordProgress } from './progress';
import { judgeChoice, judgeText } from './questions';
import { resultToHtml } from './report-html';
import { resultToText } from './report-text';
import type { ExerciseResult } from './result';
import { type OpenAnswer, type Outcome, openAnswer, type RunOptions } from './run';
import { runOptions } from './run-options';
import type { Exercise, FunctionExercise, ModelExercise } from './spec';
import { encode, type Given, Odd, readGiven } from './wire';

/**
 * Checks the answer to an exercise and shows points, cases, and hints below the cell.
 * Functions are run with the code of their own cell alone, so helpers and imports must stand there too.
 * @param id of the exercise, such as '2.1'
 * @param answer what the exercise asks for: a function, an object of functions, a value, a letter or a text
 * @example await check('2.1', conv2d)
 */
export async function check(id: string, answer?: unknown): Promise<void> {
  await inLanguage(languageHere(), () => checkAndShow(id, answer));
}

async function checkAndShow(id: string, answer: unknown): Promise<void> {
  let result: ExerciseResult;
  try {
    result = await checkAnswer(id, answer);
  } catch (error) {
    result = brokenResult(String(id), messageOf(error));
  }
  try {
    // lib/python/convolab_nbgrader gives points by these facts
    const { id: exercise, points, of, status } = result;
    showHtml(resultToHtml(result), resultToText(result), { exercise, points, of, status });
  } catch (error) {
    const problem = say('The report could not be drawn: {message}', { message: messageOf(error) });
    console.log(`${result.id}: ${result.sentence} (${problem})`);
  }
}

/** As `check`, but returns the result in place of showing it. */
export async function checkAnswer(id: string, answer: unknown): Promise<ExerciseResult> {
  // the rest runs after the cell's own first stretch, outside of the kernel's interrupt handling
  await undefined;
  if (typeof id !== 'string' && typeof id !== 'number') {
    const kind = kindInWords(readSafely(id));
    return brokenResult(
      'check',
      say("check() got {kind} first; expected the id of an exercise: `await check('2.1', conv2d)`.", { kind }),
    );
  }
  const exercise = findExercise(String(id).trim());
  if (answer === undefined) {
    return brokenResult(
      exercise.id,
      say("check() needs your answer too: `await check('{id}', {entry})`.", {
        id: exercise.id,
        entry: exercise.entry,
      }),
      exercise,
    );
  }
  const result = await resultFor(exercise, answer);
  await recordProgress(result);
  return result;
}

async function resultFor(exercise: Exercise, answer: unknown): Promise<ExerciseResult> {
  if (exercise.kind === 'function' || exercise.kind === 'model') return checkFunction(exercise, answer);
  const value = readSafely(answer);
  if (exercise.kind === 'choice') return judgeChoice(exercise, value);
  if (exercise.kind === 'text') return judgeText(exercise, value);
  return judge(exercise, valueAnswer(value));
}

async function checkFunction(exercise: FunctionExercise | ModelExercise, answer: unknown): Promise<ExerciseResult> {
  const { id, entry } = exercise;
  const source = findCellSource(answer, entry);
  if (!source) {
    const wanted = exercise.publicCases[0].fn
      ? say('an object of functions, `{entry}`', { entry })
      : say('the function `{entry}` that you wrote', { entry });
    const kind = kindInWords(readSafely(answer));
    const values = { kind, wanted, id, entry };
    return brokenResult(
      id,
      say("check() got {kind}; expected {wanted}: `await check('{id}', {entry})`.", values),
      exercise,
    );
  }
  if (source.kind === 'file') {
    const sentence = say(
      'This `{entry}` comes from a file, not from a cell of this notebook: write your own and pass that.',
      { entry },
    );
    return brokenResult(id, sentence, exercise);
  }
  const options = runOptions(exercise);
  let open = await openSomewhere(source.code, options);
  try {
    const name = typeof answer === 'function' ? nameOf(answer) : '';
    if (open.loaded.status === 'returned' && !open.names.includes(entry) && open.names.includes(name)) {
      // a good answer under another name is checked, but the grader would not find it
      await open.close();
      open = await openSomewhere(`${source.code}\nexports.${entry} = exports.${name};`, options);
      const result = await judge(exercise, open);
      const advice = say('Rename `{name}` to `{entry}`, or the grader will not find it.', { name, entry });
      return { ...result, sentence: `${result.sentence} ${advice}` };
    }
    return await judge(exercise, open);
  } finally {
    await open.close();
  }
}

/** In a process of its own, or, on a machine where none can be started, here. */
async function openSomewhere(code: string, options: RunOptions): Promise<OpenAnswer> {
  const isolated = await openIsolated(code, options).catch(() => undefined);
  if (isolated && (isolated.loaded.status !== 'ended' || isolated.loaded.seconds > 1)) return isolated;
  await isolated?.close();
  return openAnswer(code, options);
}

/** A value as an answer whose one request is to look at it. */
function valueAnswer(value: Given): OpenAnswer {
  const outcome: Outcome = { status: 'returned', results: [value], wasPromise: false };
  return { loaded: outcome, names: [], call: async () => outcome, printed: () => '', close: async () => {} };
}

/** Reads a value that may have getters or be a proxy: a time limit covers them, and what they throw is caught. */
function readSafely(value: unknown): Given {
  const key = Symbol.for('convolab.read');
  const world = globalThis as unknown as Record<symbol, unknown>;
  try {
    world[key] = () => encode(value);
    return readGiven(
      String(new Script('globalThis[Symbol.for("convolab.read")]()').runInThisContext({ timeout: 2000 })),
    );
  } catch {
    return new Odd('something that cannot be read');
  } finally {
    delete world[key];
  }
}

function brokenResult(id: string, sentence: string, exercise?: Exercise): ExerciseResult {
  const { title = '', entry = '', points = 0 } = exercise ?? {};
  return { id, title, entry, status: 'broken', points: 0, of: points, sentence, cases: [], printed: '' };
}

function nameOf(fn: unknown): string {
  const name = Object.getOwnPropertyDescriptor(fn, 'name')?.value;
  return typeof name === 'string' ? name : '';
}

function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return 'an error that cannot be read';
  }
}

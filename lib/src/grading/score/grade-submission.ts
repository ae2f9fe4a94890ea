/** Grades one submission. */
import { runOptions } from '../../exercises/run-options';
import type { Exercise, ModelExercise, Suite } from '../../exercises/spec';
import { inLanguage } from '../../languages/say';
import { english } from '../../languages/translations';
import { UserError } from '../../project';
import type { SandboxPool } from '../channel/pool';
import { Session } from '../channel/session';
import type { ReadSubmission } from '../reading/messages';
import { parseNotebook } from '../reading/parse-notebook';
import { readSubmittedFile } from '../reading/read-file';
import { shown } from '../reading/shown';
import { score } from './by-kind';
import { type Grader, openGrader } from './grader';
import type { GradedExercise, GradedSubmission } from './result';

export interface GradeOptions {
  /** the teacher's secret, from which the graded cases are drawn: the same seed gives the same cases */
  seed: string;
  /** sandboxes that are ready, for many submissions; without one, they are started for this one */
  grader?: Grader;
  /** seconds for the whole submission; 180 and those of its trainings unless said */
  seconds?: number;
}

/**
 * Grades the answers of a notebook. Whatever the notebook does, it ends with a result: what cannot be read or does not
 * run scores 0, with a sentence.
 * @throws UserError only where no sandbox can be started
 * @example
 * const grader = await openGrader(suite, { jobs: 2 });
 * const graded = await gradeSubmission(suite, 'submitted/ada/02-fundamentals.ipynb', { seed, grader });
 * await grader.close();
 */
export async function gradeSubmission(
  suite: Suite,
  notebookPath: string,
  options: GradeOptions,
): Promise<GradedSubmission> {
  if (options.seed === '')
    throw new UserError('Grading needs a secret `seed`: with an empty one anybody knows the cases.');
  const grader = options.grader ?? (await openGrader(suite, { jobs: 1, trust: true }));
  try {
    // what is stored is the same on every computer: the one who reads it may read another language
    return await inLanguage(english.code, () => grade(suite, notebookPath, grader, options));
  } finally {
    if (!options.grader) await grader.close();
  }
}

async function grade(
  suite: Suite,
  path: string,
  grader: Grader,
  { seed, seconds = 180 + secondsOfModels(suite) }: GradeOptions,
): Promise<GradedSubmission> {
  let read: ReadSubmission;
  let sha256: string | undefined;
  try {
    const file = readSubmittedFile(path);
    sha256 = file.sha256;
    read = await grader.read(parseNotebook(file.text));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const exercises = suite.exercises.map((exercise) => broken(exercise, 'The notebook could not be read.'));
    return summary(suite, exercises, { sha256, refused: error.message, problems: [], resemblances: [] }, grader);
  }
  const { problems, resemblances } = read;
  const deadline = performance.now() + 1000 * seconds;
  const session = new Session(grader.pool);
  const exercises: GradedExercise[] = [];
  try {
    for (const exercise of suite.exercises) {
      if (performance.now() > deadline) {
        const sentence = `Not tried: the answers before it took ${seconds} s.`;
        exercises.push(broken(exercise, sentence));
        problems.push({ exercise: exercise.id, sentence });
        continue;
      }
      const options = { seed, library: grader.libraryFor(exercise.id) };
      const { result, violation } =
        exercise.kind === 'model'
          ? await gradeModel(exercise, read, grader, options)
          : await gradeExercise(exercise, read, session, options);
      exercises.push(result);
      if (violation) problems.push({ exercise: exercise.id, sentence: violation });
    }
  } finally {
    await session.close();
  }
  return summary(suite, exercises, { sha256, problems, resemblances }, grader);
}

/** What answers that build or train models may take, all together. */
function secondsOfModels({ exercises }: Suite): number {
  return exercises.reduce((sum, one) => sum + (one.kind === 'model' ? (runOptions(one).seconds ?? 0) : 0), 0);
}

/** An answer that builds a model has a sandbox of its own, with TensorFlow.js in it. */
async function gradeModel(
  exercise: ModelExercise,
  read: ReadSubmission,
  { modelPool }: Grader,
  options: { seed: string; library?: string },
): ReturnType<typeof gradeExercise> {
  const session = new Session(modelPool as SandboxPool);
  try {
    return await gradeExercise(exercise, read, session, options);
  } finally {
    await session.close();
  }
}

async function gradeExercise(
  exercise: Exercise,
  read: ReadSubmission,
  session: Session,
  { seed, library }: { seed: string; library?: string },
): Promise<{ result: GradedExercise; violation?: string }> {
  const submitted = Object.hasOwn(read.answers, exercise.id) ? read.answers[exercise.id] : undefined;
  if (!submitted) {
    const problem = read.problems.find((one) => one.exercise === exercise.id);
    return { result: broken(exercise, problem?.sentence ?? `There is no answer cell for ${exercise.id}.`) };
  }
  const { cell, fault } = submitted;
  if (fault !== undefined) return { result: { ...broken(exercise, fault), cell } };
  const answer = await session.open(submitted.code, runOptions(exercise), library);
  const result = await score(exercise, { answer, submitted, seed });
  const violation = answer.violation();
  if (violation !== undefined) return { result: { ...broken(exercise, violation), cell }, violation };
  return { result: { ...clean(result), cell } };
}

/** Sentences may quote the submission. */
function clean(result: GradedExercise): GradedExercise {
  const cases = result.cases.map((one) =>
    one.sentence === undefined ? one : { ...one, sentence: shown(one.sentence) },
  );
  return { ...result, cases, sentence: shown(result.sentence), printed: shown(result.printed) };
}

function broken({ id, title, entry, points }: Exercise, sentence: string): GradedExercise {
  return { id, title, entry, status: 'broken', points: 0, of: points, sentence, cases: [], printed: '' };
}

function summary(
  suite: Suite,
  exercises: GradedExercise[],
  found: Pick<GradedSubmission, 'sha256' | 'refused' | 'problems' | 'resemblances'>,
  { plan, sandboxed }: Grader,
): GradedSubmission {
  const texts = new Set(suite.exercises.filter(({ kind }) => kind === 'text').map(({ id }) => id));
  const sum = (some: GradedExercise[], key: 'points' | 'of'): number =>
    some.reduce((total, one) => total + one[key], 0);
  const byMachine = exercises.filter(({ id }) => !texts.has(id));
  return {
    chapter: suite.chapter,
    points: sum(byMachine, 'points'),
    of: sum(byMachine, 'of'),
    waiting: sum(
      exercises.filter(({ status }) => status === 'recorded'),
      'of',
    ),
    exercises,
    ...found,
    sandboxed,
    layers: plan.on,
  };
}

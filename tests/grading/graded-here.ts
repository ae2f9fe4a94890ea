/** Grades made-up hand-ins in this process, without a sandbox: for tests of what is made of grades. */
import { createHash } from 'node:crypto';
import { openAnswer } from '../../lib/src/exercises/run';
import type { Suite } from '../../lib/src/exercises/spec';
import { readGiven, writeGiven } from '../../lib/src/exercises/wire';
import { takeAnswers } from '../../lib/src/grading/reading/answers';
import { parseNotebook } from '../../lib/src/grading/reading/parse-notebook';
import { shown } from '../../lib/src/grading/reading/shown';
import { score } from '../../lib/src/grading/score/by-kind';
import type { GradedExercise, GradedSubmission } from '../../lib/src/grading/score/result';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** As the grader does it, and as the result comes back from the database. */
export async function gradeHere(suite: Suite, text: string, seed = 'seed'): Promise<GradedSubmission> {
  const { answers, problems } = takeAnswers(parseNotebook(text), suite.exercises);
  const exercises: GradedExercise[] = [];
  for (const exercise of suite.exercises) {
    const submitted = answers.get(exercise.id);
    const { id, title, entry, points } = exercise;
    const broken = { id, title, entry, status: 'broken' as const, points: 0, of: points, cases: [], printed: '' };
    if (!submitted || submitted.fault !== undefined) {
      exercises.push({ ...broken, sentence: submitted?.fault ?? 'There is no answer cell.', cell: submitted?.cell });
      continue;
    }
    const answer = await openAnswer(submitted.code, { imports: exercise.imports });
    const result = await score(exercise, { answer, submitted: { ...submitted, elsewhere: [] }, seed });
    await answer.close();
    const cases = result.cases.map((one) => (one.sentence ? { ...one, sentence: shown(one.sentence) } : one));
    exercises.push({
      ...result,
      cases,
      sentence: shown(result.sentence),
      printed: shown(result.printed),
      cell: submitted.cell,
    });
  }
  const isText = (id: string): boolean => suite.exercises.some((one) => one.id === id && one.kind === 'text');
  const byMachine = exercises.filter(({ id }) => !isText(id));
  const sum = (some: GradedExercise[], key: 'points' | 'of'): number => some.reduce((all, one) => all + one[key], 0);
  const result: GradedSubmission = {
    chapter: suite.chapter,
    points: sum(byMachine, 'points'),
    of: sum(byMachine, 'of'),
    waiting: sum(
      exercises.filter(({ status }) => status === 'recorded'),
      'of',
    ),
    exercises,
    problems,
    resemblances: [],
    sha256: sha256(text),
    sandboxed: true,
    layers: [],
  };
  return readGiven(writeGiven(result as never)) as unknown as GradedSubmission;
}

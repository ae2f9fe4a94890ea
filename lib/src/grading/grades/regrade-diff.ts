/** What a regrade changes, student by student. */
import { toSay } from '../../languages/english';
import { figures, say } from '../../languages/say';
import type { Grade } from '../classroom/records';
import type { GradedExercise } from '../score/result';

export interface ExerciseChange {
  id: string;
  before?: GradedExercise;
  after?: GradedExercise;
}

export interface GradeChange {
  /** the newest grade of the same notebook until then */
  before: Grade;
  after: Grade;
  exercises: ExerciseChange[];
}

/**
 * Compares each grade with the one that its notebook had before; those that are as they were are left out.
 * @param all grades of a release
 * @param version that the regrade gave
 */
export function changesBy(version: string, all: Grade[]): GradeChange[] {
  return all
    .filter(({ graderVersion }) => graderVersion === version)
    .flatMap((after) => {
      const before = all
        .filter((one) => one !== after && one.student === after.student && one.sha256 === after.sha256)
        .filter((one) => Date.parse(one.graded) <= Date.parse(after.graded))
        .sort((a, b) => Date.parse(b.graded) - Date.parse(a.graded))[0];
      if (!before) return [];
      const exercises = changedExercises(before.result.exercises, after.result.exercises);
      return exercises.length > 0 ? [{ before, after, exercises }] : [];
    });
}

function changedExercises(before: GradedExercise[], after: GradedExercise[]): ExerciseChange[] {
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  return ids
    .map((id) => ({ id, before: before.find((one) => one.id === id), after: after.find((one) => one.id === id) }))
    .filter((change) => told(change.before) !== told(change.after));
}

const told = (exercise?: GradedExercise): string | undefined =>
  exercise && JSON.stringify([exercise.points, exercise.of, exercise.status, exercise.text]);

/** 'ada: 31.5 → 33 points; 2.3: 4 → 5.5 of 6 (partial → right)' */
export function changeInWords({ before, after, exercises }: GradeChange): string {
  const parts = exercises.map((change) => `${change.id}: ${exerciseInWords(change)}`);
  const points = fromTo(before.result.points, after.result.points);
  const { student } = after;
  return `${say('{student}: {points} points', { student, points })}; ${parts.join('; ')}`;
}

const words: Record<GradedExercise['status'], string> = {
  right: toSay('right'),
  partial: toSay('partial'),
  wrong: toSay('wrong'),
  broken: toSay('broken'),
  stub: toSay('not written'),
  recorded: toSay('recorded'),
};

function exerciseInWords({ before, after }: ExerciseChange): string {
  if (!after) return say('not asked for any more');
  const some = before ? fromTo(before.points, after.points) : figures(after.points);
  const points = say('{some} of {all}', { some, all: figures(after.of) });
  if (!before) return say('{points}, not asked for before', { points });
  const [was, is] = [before, after].map(({ status }) => say(words[status]));
  const text = before.text === after.text ? '' : `, ${say('another text')}`;
  return `${points}${before.status === after.status ? '' : ` (${was} → ${is})`}${text}`;
}

const fromTo = (before: number, after: number): string =>
  before === after ? figures(after) : `${figures(before)} → ${figures(after)}`;

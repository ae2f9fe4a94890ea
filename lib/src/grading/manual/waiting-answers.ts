/** The answers that a teacher has to read, in the order in which they are served. */
import { createHash } from 'node:crypto';
import type { Suite } from '../../exercises/spec';
import type { ClassRoom } from '../classroom/class-folder';
import type { Grade, ManualPoints, Release, Student } from '../classroom/records';
import type { FinalGrade } from '../grades/final-grade';
import { finalGradesOf } from '../grades/of-class';

/** What points are given for; the most of each is stated. */
export interface Criterion {
  points: number;
  criterion: string;
}

export interface WaitingAnswer {
  release: Release;
  student: Student;
  sha256: string;
  /** below the folder of the class */
  file: string;
  exercise: string;
  title: string;
  question?: string;
  /** what was written; none where the exercise asks for something else than a text */
  text?: string;
  of: number;
  rubric: Criterion[];
  /** what was given before */
  given?: ManualPoints;
}

export interface WaitingSelection {
  students?: string[];
  exercises?: string[];
  /** also what has points, and what cannot change a grade any more */
  all?: boolean;
}

/**
 * Answers without points that can still change the grade of their student; a text that a student handed in twice comes
 * once. All answers to one exercise follow each other, so that they are judged alike, and students come in another
 * order than that of the list, which says nothing about who they are.
 * @param grades of the release
 */
export function waitingAnswers(
  room: ClassRoom,
  release: Release,
  suite: Suite,
  grades: Grade[],
  { students, exercises, all = false }: WaitingSelection = {},
): WaitingAnswer[] {
  const of = suite.exercises.reduce((sum, { points }) => sum + points, 0);
  const list = new Map(room.store.students().map((student) => [student.id, student]));
  const found = finalGradesOf(room, release, grades, of)
    .filter(({ student }) => students?.includes(student) ?? true)
    .flatMap((final) => answersOf(final, release, suite, list.get(final.student) as Student, all))
    .filter(({ exercise }) => exercises?.includes(exercise) ?? true);
  const rank = new Map(suite.exercises.map(({ id }, index) => [id, index]));
  const order = ({ exercise, student }: WaitingAnswer): [number, string] => [
    rank.get(exercise) ?? 0,
    createHash('sha256').update(`${release.seed} ${exercise} ${student.id}`).digest('hex'),
  ];
  return found.sort((a, b) => {
    const [[rankA, hashA], [rankB, hashB]] = [order(a), order(b)];
    return rankA - rankB || (hashA < hashB ? -1 : hashA > hashB ? 1 : 0);
  });
}

function answersOf(final: FinalGrade, release: Release, suite: Suite, student: Student, all: boolean): WaitingAnswer[] {
  if (!all && final.status === 'override') return [];
  const most = Math.max(...final.attempts.map(({ points }) => points));
  const seen = new Set<string>();
  const answers: WaitingAnswer[] = [];
  for (const { attempt, grade, exercises, points, waiting, share } of final.attempts) {
    if (!all && points + waiting * share <= most) continue;
    for (const { id, title, of, by, manual } of exercises) {
      const graded = grade?.result.exercises.find((one) => one.id === id);
      const exercise = suite.exercises.find((one) => one.id === id);
      if (graded?.status !== 'recorded' || !exercise || (by === 'teacher' && !all)) continue;
      const { text } = graded;
      const same = `${id} ${text ?? attempt.sha256}`;
      if (seen.has(same)) continue;
      seen.add(same);
      const asked =
        exercise.kind === 'text'
          ? { question: exercise.question, rubric: exercise.rubric }
          : { rubric: [{ points: of, criterion: title }] };
      const { sha256, file } = attempt;
      answers.push({ release, student, sha256, file, exercise: id, title, text, of, given: manual, ...asked });
    }
  }
  return answers;
}

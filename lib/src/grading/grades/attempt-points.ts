/** What one attempt is worth: the grader's points, the teacher's in place of them, and what lateness costs. */
import type { Attempt, Extension, Grade, ManualPoints, Release } from '../classroom/records';
import type { GradedExercise } from '../score/result';

/** A day of lateness, in milliseconds. It has 24 hours also where clocks are put forward. */
const day = 86_400_000;

export interface ExercisePoints {
  id: string;
  title: string;
  points: number;
  of: number;
  /** points that a teacher still has to give */
  waiting: number;
  /** who gave the points */
  by: 'grader' | 'teacher';
  /** what a teacher gave, where one did: points for each criterion, and a remark */
  manual?: ManualPoints;
}

export interface AttemptPoints {
  attempt: Attempt;
  /** none: not graded yet */
  grade?: Grade;
  exercises: ExercisePoints[];
  /** as earned, before lateness */
  earned: number;
  /** days begun after it was due */
  lateDays: number;
  /** what lateness takes away */
  deduction: number;
  /** what counts: earned − deduction */
  points: number;
  /** points that a teacher still has to give, before lateness */
  waiting: number;
  /** share of the points that is left, 0 to 1 */
  share: number;
}

/**
 * When a hand-in is due: at the student's own time where there is one.
 * @returns milliseconds since 1970, the same in every zone
 */
export function dueTime(release: Pick<Release, 'due'>, extension?: Pick<Extension, 'due'>): number {
  return Date.parse((extension ?? release).due);
}

/**
 * Days begun after the due time. A hand-in without a time counts as in time: collecting has marked it as doubtful.
 * @param due milliseconds since 1970
 */
export function daysLate({ handedIn }: Pick<Attempt, 'handedIn'>, due: number): number {
  if (handedIn === undefined) return 0;
  return Math.max(0, Math.ceil((Date.parse(handedIn) - due) / day));
}

/** share = max(0, 1 − percentPerDay · days / 100), and 0 after the last day or where lateness is not allowed */
export function shareLeft(days: number, late: Release['late']): number {
  if (days === 0) return 1;
  if (!late || days > late.days) return 0;
  return Math.max(0, 1 - (late.percentPerDay * days) / 100);
}

export interface Circumstances {
  release: Release;
  extension?: Extension;
  /** of the student */
  manual: ManualPoints[];
  /** the grade of every attempt of the student, by the hash of its bytes */
  grades: Map<string, Grade>;
}

export function attemptPoints(attempt: Attempt, circumstances: Circumstances): AttemptPoints {
  const { release, extension, grades } = circumstances;
  const grade = grades.get(attempt.sha256);
  const exercises = (grade?.result.exercises ?? []).map((exercise) => exercisePoints(exercise, attempt, circumstances));
  const sum = (key: 'points' | 'waiting'): number => rounded(exercises.reduce((total, one) => total + one[key], 0));
  const earned = sum('points');
  const lateDays = daysLate(attempt, dueTime(release, extension));
  const share = shareLeft(lateDays, release.late);
  const points = rounded(earned * share);
  const deduction = rounded(earned - points);
  return { attempt, grade, exercises, earned, lateDays, deduction, points, waiting: sum('waiting'), share };
}

function exercisePoints(exercise: GradedExercise, attempt: Attempt, { manual, grades }: Circumstances): ExercisePoints {
  const { id, title, of } = exercise;
  const given = manualFor(exercise, attempt, manual, grades);
  const remarked = given === undefined ? {} : { manual: given };
  if (given?.points !== undefined) {
    return { id, title, of, points: given.points, waiting: 0, by: 'teacher', ...remarked };
  }
  const waiting = exercise.status === 'recorded' ? of : 0;
  return { id, title, of, points: exercise.points, waiting, by: 'grader', ...remarked };
}

/**
 * What a teacher gave counts for the notebook that was read, and for every other one of the student with the same text;
 * what was given without naming a notebook counts for all.
 */
function manualFor(
  { id, text }: GradedExercise,
  { sha256 }: Attempt,
  manual: ManualPoints[],
  grades: Map<string, Grade>,
): ManualPoints | undefined {
  const given = manual.filter(({ exercise }) => exercise === id);
  const own = given.find((one) => one.sha256 === sha256) ?? given.find((one) => one.sha256 === undefined);
  if (own || text === undefined) return own;
  const textOf = (one: ManualPoints): string | undefined =>
    grades.get(one.sha256 ?? '')?.result.exercises.find((exercise) => exercise.id === id)?.text;
  return given.find((one) => textOf(one) === text);
}

/** Points in hundredths: 0.1 + 0.2 must not differ from 0.3. */
export function rounded(points: number): number {
  return Math.round((points + Number.EPSILON) * 100) / 100;
}

/** From all that is known about a student's hand-ins of one release to the points that count. */
import { count } from '../../exercises/describe';
import type { Attempt, Extension, Grade, ManualPoints, Override, Release } from '../classroom/records';
import { type AttemptPoints, attemptPoints, dueTime, rounded } from './attempt-points';

export interface StudentRecords {
  release: Release;
  student: string;
  /** points that the chapter has, those of texts included */
  of: number;
  /** records of other students and releases are left aside, in these and the following lists */
  attempts: Attempt[];
  /** of every version of the grader; the newest of a notebook counts */
  grades: Grade[];
  manual: ManualPoints[];
  extensions: Extension[];
  overrides: Override[];
}

export interface FinalGrade {
  release: string;
  student: string;
  /** missing: nothing was handed in; ungraded: an attempt is; waiting: a teacher still has to give points */
  status: 'missing' | 'ungraded' | 'waiting' | 'final' | 'override';
  /** what counts, with two decimals; so far, unless the status is 'final' or 'override' */
  points: number;
  of: number;
  /** points of the attempt that counts that a teacher still has to give, after what lateness takes */
  waiting: number;
  /** ISO 8601 in UTC, with the student's own due time */
  due: string;
  attempts: AttemptPoints[];
  /** the one with the most points */
  counts?: AttemptPoints;
  override?: Override;
  /** one sentence: which attempt counts, and what was taken off or set */
  why: string;
}

/**
 * The final grade of one student. Of all attempts the one with the most points after lateness counts; of equal ones, the
 * one with more points to be given, then the earliest. What a teacher sets for the whole chapter stands above all.
 *
 *   points = max over attempts of (grader's + teacher's points) · share left after lateness
 *
 * @example
 * const { points, of, why } = finalGrade({ release, student: 'ada', of: 40, attempts, grades, manual, extensions, overrides });
 */
export function finalGrade(records: StudentRecords): FinalGrade {
  const { release, student, of } = records;
  const own = <T extends { release: string; student: string }>(all: T[]): T[] =>
    all.filter((one) => one.release === release.id && one.student === student);
  const [extension] = own(records.extensions);
  const [override] = own(records.overrides);
  const grades = newest(own(records.grades));
  const circumstances = { release, extension, manual: own(records.manual), grades };
  const attempts = own(records.attempts)
    .map((attempt) => attemptPoints(attempt, circumstances))
    .sort((a, b) => timeOf(a) - timeOf(b) || a.attempt.id - b.attempt.id);
  const counts = attempts.filter(({ grade }) => grade !== undefined).sort(better)[0];
  const due = new Date(dueTime(release, extension)).toISOString();
  const found = { release: release.id, student, of, due, attempts, ...(counts && { counts }) };
  if (override) {
    const why = `Set by the teacher: ${override.reason}`;
    return { ...found, status: 'override', points: override.points, waiting: 0, override, why };
  }
  const points = counts?.points ?? 0;
  const waiting = counts ? rounded(counts.waiting * counts.share) : 0;
  return { ...found, status: statusOf(attempts), points, waiting, why: whyOf(attempts, counts, extension) };
}

/** The newest grade of each notebook, by its hash. */
function newest(grades: Grade[]): Map<string, Grade> {
  const inOrder = [...grades].sort((a, b) => Date.parse(a.graded) - Date.parse(b.graded));
  return new Map(inOrder.map((grade) => [grade.sha256, grade]));
}

/** Hand-ins without a time come last. */
const timeOf = ({ attempt }: AttemptPoints): number =>
  attempt.handedIn === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(attempt.handedIn);

function better(a: AttemptPoints, b: AttemptPoints): number {
  return b.points - a.points || b.waiting * b.share - a.waiting * a.share;
}

function statusOf(attempts: AttemptPoints[]): FinalGrade['status'] {
  if (attempts.length === 0) return 'missing';
  if (attempts.some(({ grade }) => grade === undefined)) return 'ungraded';
  const most = Math.max(...attempts.map(({ points }) => points));
  // points that are still given matter only where they can make an attempt the best one
  const open = attempts.some(
    ({ points, waiting, share }) => waiting * share > 0 && rounded(points + waiting * share) > most,
  );
  return open ? 'waiting' : 'final';
}

function whyOf(attempts: AttemptPoints[], counts: AttemptPoints | undefined, extension?: Extension): string {
  if (attempts.length === 0) return 'Nothing was handed in.';
  const one = attempts.length === 1;
  if (!counts) return one ? 'The only attempt is not graded yet.' : `${attempts.length} attempts are not graded yet.`;
  const which = one
    ? 'The only attempt counts'
    : `Attempt ${attempts.indexOf(counts) + 1} of ${attempts.length} counts, with the most points`;
  const ungraded = attempts.filter(({ grade }) => grade === undefined).length;
  return [
    `${which}${lateness(counts)}.`,
    extension && 'The student has a due time of their own.',
    ungraded > 0 && `${ungraded} not graded yet.`,
  ]
    .filter((part) => part)
    .join(' ');
}

function lateness({ lateDays, deduction, share, attempt }: AttemptPoints): string {
  if (attempt.handedIn === undefined) return '; when it was handed in is not known, so it counts as in time';
  if (lateDays === 0) return '';
  const days = count(lateDays, 'day');
  if (share === 0) return `; it is ${days} late, and nothing of it counts any more`;
  return `; it is ${days} late, which takes ${count(deduction, 'point')} off`;
}

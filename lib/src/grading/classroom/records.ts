/** What a teacher keeps of a class: plain data, as it stands in the database of the class. Times are ISO 8601 with a zone. */
import type { GradedSubmission } from '../score/result';

export interface Student {
  /** as in the class list: letters, digits, `_`, `-`, `.`, `@` */
  id: string;
  name: string;
  email: string;
}

/** "10 % a day, 3 days": each begun day costs a share of the points; after the last day nothing counts. */
export interface LatePolicy {
  /** 0 to 100 */
  percentPerDay: number;
  days: number;
}

/** One chapter, assigned to one class. Its seed is the teacher's secret. */
export interface Release {
  /** '02-3a-1': chapter, class, how many times */
  id: string;
  chapter: number;
  /** from which the graded cases are drawn */
  seed: string;
  due: string;
  /** without one, nothing that comes after `due` counts */
  late?: LatePolicy;
  made: string;
  /** of the student notebook that was handed out */
  sha256: string;
  /** code of its language; none for what was assigned before that was noted */
  language?: string;
}

/** Where the time of a hand-in was found, best first. */
export type TimeSource = 'worksheet' | 'git' | 'archive' | 'file';

/** One notebook that a student handed in; the file is kept as it came. */
export interface Attempt {
  id: number;
  release: string;
  student: string;
  /** of the bytes of the notebook */
  sha256: string;
  /** when it was handed in; none where nothing tells */
  handedIn?: string;
  timeFrom?: TimeSource;
  /** why time, student or file can't be trusted: one sentence */
  doubtful?: string;
  /** name that the file came with, below the folder or archive that was collected */
  cameAs: string;
  /** below the folder of the class */
  file: string;
  collected: string;
}

/** What makes a grade the one and only: the same key is never graded twice. */
export interface GradeKey {
  className: string;
  release: string;
  student: string;
  sha256: string;
  /** changes when the grader or the suite judges differently */
  graderVersion: string;
}

export interface Grade extends GradeKey {
  graded: string;
  result: GradedSubmission;
}

/** Points and a remark that a teacher gives to one exercise of one hand-in: of an essay, or in place of the grader's. */
export interface ManualPoints {
  release: string;
  student: string;
  exercise: string;
  /** of the notebook that was read; none: it counts for every attempt */
  sha256?: string;
  /** none: a remark alone */
  points?: number;
  /** points for each criterion of the rubric, in its order */
  rubric?: number[];
  remark: string;
  given: string;
}

/** Another due date for one student. */
export interface Extension {
  release: string;
  student: string;
  due: string;
  reason: string;
}

/** The points of a whole chapter as a teacher sets them, whatever was graded. */
export interface Override {
  release: string;
  student: string;
  points: number;
  reason: string;
}

/** What was done to the data of a class, in order; lines are added, never changed. */
export interface AuditEntry {
  at: string;
  /** 'class', 'assign', 'collect', 'extend', 'override', 'manual', 'grade', 'regrade' */
  action: string;
  release?: string;
  student?: string;
  /** one sentence */
  text: string;
}

/** Where grades are kept. A grade is written once and never changed: the key says which one it is. */
import { readGiven, writeGiven } from '../../exercises/wire';
import type { ClassDatabase } from '../classroom/database';
import type { Grade, GradeKey } from '../classroom/records';

export interface GradeStore {
  get(key: GradeKey): Promise<Grade | undefined>;
  /**
   * Keeps a grade, unless there is one with its key: of two that are written at the same time, one stays.
   * @returns false where there was one, which stays as it is
   */
  put(grade: Grade): Promise<boolean>;
  /** All grades of a release, of every version of the grader: by student, then in the order in which they were given. */
  ofRelease(className: string, release: string): Promise<Grade[]>;
  close(): Promise<void>;
}

/** As it stands in a database: the result is text, in which NaN and what is no data have a mark. */
export interface GradeRow {
  class_name: string;
  release: string;
  student: string;
  sha256: string;
  grader_version: string;
  graded: string;
  result: string;
}

export function rowOf(grade: Grade): GradeRow {
  return {
    class_name: grade.className,
    release: grade.release,
    student: grade.student,
    sha256: grade.sha256,
    grader_version: grade.graderVersion,
    graded: grade.graded,
    result: writeGiven(grade.result as never),
  };
}

export function gradeOf(row: GradeRow): Grade {
  return {
    className: row.class_name,
    release: row.release,
    student: row.student,
    sha256: row.sha256,
    graderVersion: row.grader_version,
    graded: row.graded,
    result: readGiven(row.result) as unknown as Grade['result'],
  };
}

/** Grades in the database of the class. It stays open when this is closed: it belongs to whoever opened it. */
export class SqliteGrades implements GradeStore {
  constructor(protected readonly database: ClassDatabase) {}

  async get(key: GradeKey): Promise<Grade | undefined> {
    const row = this.database
      .prepare(
        'SELECT * FROM grade WHERE class_name = ? AND release = ? AND student = ? AND sha256 = ? AND grader_version = ?',
      )
      .get(key.className, key.release, key.student, key.sha256, key.graderVersion);
    return row === undefined ? undefined : gradeOf(row as GradeRow);
  }

  async put(grade: Grade): Promise<boolean> {
    const row = rowOf(grade);
    const { changes } = this.database
      .prepare('INSERT INTO grade VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
      .run(row.class_name, row.release, row.student, row.sha256, row.grader_version, row.graded, row.result);
    return changes === 1;
  }

  async ofRelease(className: string, release: string): Promise<Grade[]> {
    return this.database
      .prepare('SELECT * FROM grade WHERE class_name = ? AND release = ? ORDER BY student, graded, sha256')
      .all(className, release)
      .map((row) => gradeOf(row as GradeRow));
  }

  async close(): Promise<void> {}
}

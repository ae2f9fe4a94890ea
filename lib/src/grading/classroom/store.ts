/** Reads and writes the records of one class. Whatever changes them leaves a line in the audit trail. */
import type { ClassDatabase } from './database';
import type { Attempt, AuditEntry, Extension, ManualPoints, Override, Release, Student } from './records';

type Row = Record<string, unknown>;

/** Column names of the database are those of the records, with `_` in place of a capital. */
const column = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const key = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Columns that hold JSON. */
const packed = new Set(['late', 'rubric', 'result']);

export class ClassStore {
  constructor(
    readonly database: ClassDatabase,
    private readonly now: () => Date = () => new Date(),
  ) {}

  students(): Student[] {
    return this.read('SELECT * FROM student ORDER BY name, id');
  }

  /** Adds students and corrects names and addresses; nobody is taken out, because grades may hang on them. */
  keepStudents(students: Student[]): void {
    this.together(() => {
      for (const student of students) this.write('replace', 'student', student);
    });
  }

  releases(): Release[] {
    return this.read('SELECT * FROM release ORDER BY chapter, made');
  }

  addRelease(release: Release): void {
    this.together(() => {
      this.write('add', 'release', release);
      this.note({ action: 'assign', release: release.id, text: `Chapter ${release.chapter}, due ${release.due}.` });
    });
  }

  attempts(release: string): Attempt[] {
    return this.read('SELECT * FROM attempt WHERE release = ? ORDER BY student, handed_in, id', release);
  }

  /** @returns false where the same file of the same student and time is there already */
  addAttempt(attempt: Omit<Attempt, 'id'>): boolean {
    return this.together(() => {
      const known = this.attempts(attempt.release).some(
        ({ student, sha256, handedIn }) =>
          student === attempt.student && sha256 === attempt.sha256 && handedIn === attempt.handedIn,
      );
      if (known) return false;
      this.write('add', 'attempt', attempt);
      const { release, student, cameAs } = attempt;
      this.note({ action: 'collect', release, student, text: `Came as ${cameAs}.` });
      return true;
    });
  }

  manual(release: string): ManualPoints[] {
    return this.read('SELECT * FROM manual WHERE release = ? ORDER BY student, exercise, sha256', release);
  }

  /** In place of what was given before for the same exercise of the same notebook. */
  giveManual(manual: Omit<ManualPoints, 'given'>): void {
    const { release, student, exercise, sha256, points, remark } = manual;
    this.together(() => {
      this.database
        .prepare('DELETE FROM manual WHERE release = ? AND student = ? AND exercise = ? AND sha256 IS ?')
        .run(release, student, exercise, sha256 ?? null);
      this.write('add', 'manual', { ...manual, given: this.now().toISOString() });
      const given = points === undefined ? 'a remark' : `${points} points`;
      this.note({ action: 'manual', release, student, text: `${exercise}: ${given}. ${remark}`.trim() });
    });
  }

  extensions(release: string): Extension[] {
    return this.read('SELECT * FROM extension WHERE release = ? ORDER BY student', release);
  }

  extend(extension: Extension): void {
    const { release, student, due, reason } = extension;
    this.together(() => {
      this.write('replace', 'extension', extension);
      this.note({ action: 'extend', release, student, text: `Due ${due}: ${reason}` });
    });
  }

  overrides(release: string): Override[] {
    return this.read('SELECT * FROM override WHERE release = ? ORDER BY student', release);
  }

  override(override: Override): void {
    const { release, student, points, reason } = override;
    this.together(() => {
      this.write('replace', 'override', override);
      this.note({ action: 'override', release, student, text: `${points} points: ${reason}` });
    });
  }

  /** What was graded counts again. @returns false where no points were set */
  withdrawOverride(release: string, student: string, reason: string): boolean {
    return this.together(() => {
      const sql = 'DELETE FROM override WHERE release = ? AND student = ?';
      if (this.database.prepare(sql).run(release, student).changes === 0) return false;
      this.note({ action: 'override', release, student, text: `Withdrawn: ${reason}` });
      return true;
    });
  }

  audit(): AuditEntry[] {
    return this.read('SELECT * FROM audit ORDER BY rowid');
  }

  note(entry: Omit<AuditEntry, 'at'>): void {
    this.write('add', 'audit', { at: this.now().toISOString(), ...entry });
  }

  close(): void {
    this.database.close();
  }

  /** All or nothing, also when the process is killed in between. */
  private together<T>(work: () => T): T {
    let result: T | undefined;
    this.database
      .transaction(() => {
        result = work();
      })
      .immediate();
    return result as T;
  }

  private read<T>(sql: string, ...values: unknown[]): T[] {
    return this.database
      .prepare(sql)
      .all(...values)
      .map((row) => record(row as Row) as T);
  }

  private write(how: 'add' | 'replace', table: string, values: object): void {
    const entries = Object.entries(values).filter(([, value]) => value !== undefined);
    const names = entries.map(([name]) => column(name));
    const update = names.map((name) => `${name} = excluded.${name}`).join(', ');
    const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    this.database
      .prepare(how === 'replace' ? `${sql} ON CONFLICT DO UPDATE SET ${update}` : sql)
      .run(...entries.map(([name, value]) => (packed.has(name) ? JSON.stringify(value) : value)));
  }
}

/** A row as a record: JSON unpacked, empty columns left out. */
export function record(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [key(name), packed.has(name) ? JSON.parse(value as string) : value]),
  );
}

/** Grades in PostgreSQL, where workers on many machines write them. */
import { Client, Pool } from 'pg';
import { UserError } from '../../project';
import type { Grade, GradeKey } from '../classroom/records';
import { type GradeRow, type GradeStore, gradeOf, rowOf } from './grade-store';

/** Of two that make the table at the same time, one waits for the other: any number that nobody else uses. */
const makingTheTable = 7_265_210_436;

export class PostgresGrades implements GradeStore {
  private constructor(private readonly pool: Pool) {}

  /**
   * Connects, and makes the table if need be.
   * @param url postgres://USER@HOST/DATABASE; the password may stand in PGPASSWORD or ~/.pgpass
   * @throws UserError where no such database answers
   */
  static async open(url: string): Promise<PostgresGrades> {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await makeTable(client);
    } catch (error) {
      const { host, pathname } = new URL(url);
      const why = error instanceof Error ? error.message || String((error as { code?: string }).code) : String(error);
      throw new UserError(`The database ${host}${pathname} cannot be used for grades: ${why}.`);
    } finally {
      await client.end().catch(() => {});
    }
    // no limit to the wait for a connection: hundreds of grades may wait for one, on a busy machine
    const pool = new Pool({ connectionString: url, max: 4 });
    // a connection that breaks while nobody uses it is replaced by the next
    pool.on('error', () => {});
    return new PostgresGrades(pool);
  }

  async get(key: GradeKey): Promise<Grade | undefined> {
    const { rows } = await this.pool.query<GradeRow>(
      'SELECT * FROM grade WHERE class_name = $1 AND release = $2 AND student = $3 AND sha256 = $4 AND grader_version = $5',
      [key.className, key.release, key.student, key.sha256, key.graderVersion],
    );
    return rows.length > 0 ? gradeOf(rows[0]) : undefined;
  }

  async put(grade: Grade): Promise<boolean> {
    const row = rowOf(grade);
    const { rowCount } = await this.pool.query(
      'INSERT INTO grade VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING',
      [row.class_name, row.release, row.student, row.sha256, row.grader_version, row.graded, row.result],
    );
    return rowCount === 1;
  }

  async ofRelease(className: string, release: string): Promise<Grade[]> {
    const { rows } = await this.pool.query<GradeRow>(
      'SELECT * FROM grade WHERE class_name = $1 AND release = $2 ORDER BY student COLLATE "C", graded, sha256',
      [className, release],
    );
    return rows.map(gradeOf);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

async function makeTable(client: Client): Promise<void> {
  await client.query('BEGIN');
  await client.query('SELECT pg_advisory_xact_lock($1)', [makingTheTable]);
  await client.query(
    `CREATE TABLE IF NOT EXISTS grade (
       class_name TEXT NOT NULL, release TEXT NOT NULL, student TEXT NOT NULL, sha256 TEXT NOT NULL,
       grader_version TEXT NOT NULL, graded TEXT NOT NULL, result TEXT NOT NULL,
       PRIMARY KEY (class_name, release, student, sha256, grader_version))`,
  );
  await client.query('COMMIT');
}

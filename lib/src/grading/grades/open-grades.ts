import { resolve } from 'node:path';
import { UserError } from '../../project';
import { openDatabase } from '../classroom/database';
import { type GradeStore, SqliteGrades } from './grade-store';

/**
 * Opens the grades that an address names: `postgres://…`, or the file of a SQLite database, which is made if need be.
 * @throws UserError where it cannot be opened
 */
export async function openGrades(address: string): Promise<GradeStore> {
  if (/^postgres(ql)?:\/\//.test(address)) {
    const { PostgresGrades } = await import('./postgres-grades');
    return PostgresGrades.open(address);
  }
  const scheme = /^([a-z]+):\/\//.exec(address)?.[1];
  if (scheme !== undefined && scheme !== 'sqlite') {
    throw new UserError(`Grades are kept in postgres://… or in a file of SQLite; "${scheme}://" is neither.`);
  }
  return new OwnSqliteGrades(openDatabase(resolve(address.replace(/^sqlite:(\/\/)?/, ''))));
}

/** Grades in a database that nobody else has opened here. */
class OwnSqliteGrades extends SqliteGrades {
  override async close(): Promise<void> {
    this.database.close();
  }
}

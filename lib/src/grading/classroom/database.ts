/** The database of a class: one SQLite file, through libsql. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { UserError } from '../../project';

export type ClassDatabase = Database.Database;

/** Each step is run once, in order; a new version of the course adds steps and changes none. */
const steps = [
  `CREATE TABLE student (id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL) STRICT;
   CREATE TABLE release (
     id TEXT PRIMARY KEY, chapter INTEGER NOT NULL, seed TEXT NOT NULL, due TEXT NOT NULL,
     late TEXT, made TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT;
   CREATE TABLE attempt (
     id INTEGER PRIMARY KEY, release TEXT NOT NULL REFERENCES release(id), student TEXT NOT NULL REFERENCES student(id),
     sha256 TEXT NOT NULL, handed_in TEXT, time_from TEXT, doubtful TEXT, came_as TEXT NOT NULL, file TEXT NOT NULL,
     collected TEXT NOT NULL, UNIQUE (release, student, sha256, handed_in)) STRICT;
   CREATE TABLE grade (
     class_name TEXT NOT NULL, release TEXT NOT NULL, student TEXT NOT NULL, sha256 TEXT NOT NULL,
     grader_version TEXT NOT NULL, graded TEXT NOT NULL, result TEXT NOT NULL,
     PRIMARY KEY (class_name, release, student, sha256, grader_version)) STRICT;
   CREATE TABLE manual (
     release TEXT NOT NULL, student TEXT NOT NULL, exercise TEXT NOT NULL, points REAL, rubric TEXT,
     remark TEXT NOT NULL, given TEXT NOT NULL, PRIMARY KEY (release, student, exercise)) STRICT;
   CREATE TABLE extension (
     release TEXT NOT NULL, student TEXT NOT NULL, due TEXT NOT NULL, reason TEXT NOT NULL,
     PRIMARY KEY (release, student)) STRICT;
   CREATE TABLE override (
     release TEXT NOT NULL, student TEXT NOT NULL, points REAL NOT NULL, reason TEXT NOT NULL,
     PRIMARY KEY (release, student)) STRICT;
   CREATE TABLE audit (
     at TEXT NOT NULL, action TEXT NOT NULL, release TEXT, student TEXT, text TEXT NOT NULL) STRICT;`,
  // points belong to the text that was read: another attempt may have another one
  `ALTER TABLE manual RENAME TO manual_before;
   CREATE TABLE manual (
     release TEXT NOT NULL, student TEXT NOT NULL, exercise TEXT NOT NULL, sha256 TEXT, points REAL, rubric TEXT,
     remark TEXT NOT NULL, given TEXT NOT NULL) STRICT;
   INSERT INTO manual (release, student, exercise, points, rubric, remark, given)
     SELECT release, student, exercise, points, rubric, remark, given FROM manual_before;
   DROP TABLE manual_before;
   CREATE UNIQUE INDEX manual_of_notebook ON manual (release, student, exercise, coalesce(sha256, ''));`,
  // a chapter may be assigned in a translation
  'ALTER TABLE release ADD COLUMN language TEXT;',
];

/**
 * Opens the database, makes it if need be, and brings it to the form that this version of the course knows. Several
 * processes may have it open: readers do not wait, and a writer waits for another one up to ten seconds.
 * @throws UserError where the file is no database, or comes from a newer version of the course
 */
export function openDatabase(file: string): ClassDatabase {
  mkdirSync(dirname(file), { recursive: true });
  let database: ClassDatabase;
  try {
    database = new Database(file, { timeout: 10_000 });
    database.pragma('journal_mode = WAL');
    database.pragma('foreign_keys = ON');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`${file} cannot be opened as the database of a class (${why}): put back a copy of it.`);
  }
  const bringUp = database.transaction(() => {
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version > steps.length) {
      throw new UserError(`${file} was made by a newer version of the course: update this one.`);
    }
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${steps.length}`);
  });
  bringUp.immediate();
  return database;
}

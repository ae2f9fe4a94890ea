/** A class folder as it is after collecting and grading the made-up class; graded in this process, without a sandbox. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadSuites } from '../../lib/src/exercises/load';
import { makeClass } from '../../lib/src/grading/classroom/class-folder';
import type { Release } from '../../lib/src/grading/classroom/records';
import { SqliteGrades } from '../../lib/src/grading/grades/grade-store';
import { gradeHere, sha256 } from './graded-here';
import { type MadeUpStudent, madeUpClass } from './made-up-class';

const due = '2027-01-15T23:59:59+01:00';

export const madeUpRelease: Release = {
  id: '02-3a-1',
  chapter: 2,
  seed: 'secret of the tests',
  due,
  late: { percentPerDay: 10, days: 3 },
  made: '2027-01-01T00:00:00Z',
  sha256: '',
};

/**
 * Fills the class below CONVOLAB_CLASSES.
 * @param graded only those students have a grade; all of them unless given
 */
export async function fillRoom(
  name: string,
  students: MadeUpStudent[] = madeUpClass(),
  graded: (student: MadeUpStudent) => boolean = () => true,
): Promise<void> {
  const [suite] = loadSuites().filter(({ chapter }) => chapter === 2);
  const { store, folder } = makeClass(name);
  const grades = new SqliteGrades(store.database);
  const release = { ...madeUpRelease, id: `02-${name}-1` };
  store.keepStudents(students.map(({ id, name: called, email }) => ({ id, name: called, email })));
  store.addRelease(release);
  for (const student of students) {
    for (const [index, { text, fileName, hours }] of student.handIns.entries()) {
      const file = `attempts/${release.id}/${student.id}-${index + 1}.ipynb`;
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
      const handedIn = new Date(Date.parse(due) + hours * 3_600_000).toISOString();
      store.addAttempt({
        release: release.id,
        student: student.id,
        sha256: sha256(text),
        handedIn,
        timeFrom: 'worksheet',
        cameAs: `${student.name}_${1000 + Number(student.id.slice(1))}_assignsubmission_file_/${fileName}`,
        file,
        collected: '2027-02-01T00:00:00Z',
      });
      if (!graded(student)) continue;
      const result = await gradeHere(suite, text, release.seed);
      await grades.put({
        className: name,
        release: release.id,
        student: student.id,
        sha256: sha256(text),
        graderVersion: '1',
        graded: '2027-02-01T00:00:00Z',
        result,
      });
    }
  }
  const [first] = students.filter(({ kind }) => kind === 'perfect');
  store.giveManual({
    release: release.id,
    student: first.id,
    exercise: '2.T1',
    points: 2,
    rubric: [1, 1, 0],
    remark: 'Well said.\nWhen would you use the stride?',
  });
  const [ill] = students.filter(({ kind }) => kind === 'partial');
  store.extend({ release: release.id, student: ill.id, due: '2027-01-20T12:00:00+01:00', reason: 'ill' });
  store.close();
}

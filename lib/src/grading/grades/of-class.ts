/** The final grades of a whole class. */
import type { ClassRoom } from '../classroom/class-folder';
import type { Grade, Release } from '../classroom/records';
import { type FinalGrade, finalGrade } from './final-grade';

/**
 * One for each student of the class, in the order of its list.
 * @param grades of the release, of every version of the grader
 * @param of points of the chapter, those of texts included
 */
export function finalGradesOf({ store }: ClassRoom, release: Release, grades: Grade[], of: number): FinalGrade[] {
  const records = {
    release,
    of,
    grades,
    attempts: store.attempts(release.id),
    manual: store.manual(release.id),
    extensions: store.extensions(release.id),
    overrides: store.overrides(release.id),
  };
  return store.students().map(({ id }) => finalGrade({ ...records, student: id }));
}

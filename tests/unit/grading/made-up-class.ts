/** A class with a release and hand-ins, for tests of what is done with them. */

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClassRoom } from '../../../lib/src/grading/classroom/class-folder';
import { openDatabase } from '../../../lib/src/grading/classroom/database';
import type { Release } from '../../../lib/src/grading/classroom/records';
import { ClassStore } from '../../../lib/src/grading/classroom/store';

export const madeUpRelease: Release = {
  id: '09-3a-1',
  chapter: 9,
  seed: 'a secret',
  due: '2027-01-15T23:59:00+01:00',
  late: { percentPerDay: 10, days: 3 },
  made: '2027-01-01T00:00:00Z',
  sha256: 'handed out',
};

/**
 * Makes the class in a folder.
 * @param submissions student → notebooks, in the order in which they were handed in, a minute apart
 */
export function madeUpClass(
  folder: string,
  submissions: Record<string, string[]>,
  { name = '3a', release = madeUpRelease }: { name?: string; release?: Release } = {},
): ClassRoom {
  const store = new ClassStore(openDatabase(join(folder, 'class.db')));
  const room = { name, folder, store };
  store.keepStudents(Object.keys(submissions).map((id) => ({ id, name: `Name of ${id}`, email: '' })));
  store.addRelease(release);
  for (const [student, notebooks] of Object.entries(submissions)) {
    for (const [index, text] of notebooks.entries()) {
      const sha256 = createHash('sha256').update(text).digest('hex');
      const file = join('handed-in', student, `${index}.ipynb`);
      mkdirSync(join(folder, 'handed-in', student), { recursive: true });
      writeFileSync(join(folder, file), text);
      const handedIn = new Date(Date.parse('2027-01-10T12:00:00Z') + 60_000 * index).toISOString();
      const common = { timeFrom: 'worksheet' as const, cameAs: `${student}.ipynb`, collected: '2027-02-01T00:00:00Z' };
      store.addAttempt({ ...common, release: release.id, student, sha256, handedIn, file });
    }
  }
  return room;
}

/** A class in a folder of its own, with students that nobody knows. */
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClassRoom } from '../../../lib/src/grading/classroom/class-folder';
import { openDatabase } from '../../../lib/src/grading/classroom/database';
import type { Student } from '../../../lib/src/grading/classroom/records';
import { ClassStore } from '../../../lib/src/grading/classroom/store';
import { projectRoot } from '../../../lib/src/project';

export const students: Student[] = [
  { id: 's01', name: 'Anna Müller', email: 'anna@example.org' },
  { id: 's02', name: 'Öztürk, Max', email: 'max@example.org' },
  { id: 's03', name: 'Kim Lee', email: 'kim.a@example.org' },
  { id: 's04', name: 'Kim Lee', email: 'kim.b@example.org' },
  { id: 's05', name: 'Zoë O’Neil', email: '' },
];

export function madeUpClass(now?: () => Date): { room: ClassRoom; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'made-up-class-'));
  mkdirSync(join(folder, 'in'));
  const room = { name: '3a', folder, store: new ClassStore(openDatabase(join(folder, 'class.db')), now) };
  room.store.keepStudents(students);
  const release = { seed: 's', due: '2027-01-15T18:00:00+01:00', made: '2027-01-01T00:00:00Z', sha256: 'x' };
  room.store.addRelease({ ...release, id: '02-3a-1', chapter: 2 });
  room.store.addRelease({ ...release, id: '03-3a-1', chapter: 3 });
  return { room, folder };
}

/** The student notebook of chapter 2 with one line changed, so that each differs. */
export function handIn(answer: string, metadata: object = {}, chapter = '02-fundamentals'): string {
  const notebook = JSON.parse(readFileSync(join(projectRoot, 'exercises', `${chapter}.ipynb`), 'utf8'));
  const cell = notebook.cells.find(({ cell_type }: { cell_type: string }) => cell_type === 'code');
  cell.source = `// ${answer}`;
  notebook.metadata.convolab = metadata;
  return JSON.stringify(notebook);
}

/** The notebook without answers, as it is handed out. */
export function unchanged(): string {
  return readFileSync(join(projectRoot, 'exercises', '02-fundamentals.ipynb'), 'utf8');
}

/** The marks by which nbgrader knows a notebook's cells. They follow from the exercises, so nobody writes them by hand. */
import { markOf } from '../exercises/answer-cells';
import type { Exercise } from '../exercises/spec';
import type { ReleaseCell, ReleaseNotebook } from './release';

/** nbgrader's metadata of a cell, version 3. */
export interface NbgraderMark {
  /** it gives points: by running it, or, with `solution`, by a teacher who reads it */
  grade: boolean;
  /** its name in nbgrader's database: the id of the cell */
  grade_id: string;
  /** put back as it was handed out, before it is graded */
  locked: boolean;
  points?: number;
  schema_version: 3;
  /** students write here */
  solution: boolean;
  /** a task without a cell for the answer; ours all have one */
  task: boolean;
}

/**
 * The notebook with nbgrader's marks. The cell that checks an answer gives its points; a text gives them where it is
 * written, since a teacher reads it. Code cells that belong to no exercise are locked.
 */
export function withNbgraderMarks(notebook: ReleaseNotebook, exercises: Exercise[]): ReleaseNotebook {
  const cells = notebook.cells.map((cell) => {
    const mark = nbgraderMark(cell, exercises);
    const { nbgrader: _old, ...metadata } = cell.metadata;
    return { ...cell, metadata: mark ? { ...metadata, nbgrader: mark } : metadata };
  });
  return { ...notebook, cells };
}

function nbgraderMark(cell: ReleaseCell, exercises: Exercise[]): NbgraderMark | undefined {
  if (cell.cell_type !== 'code' || cell.id === undefined) return undefined;
  const { exercise: id, role } = markOf(cell);
  const exercise = exercises.find((one) => one.id === id);
  if (!exercise) return role === undefined ? mark(cell.id, { locked: true }) : undefined;
  const isText = exercise.kind === 'text';
  if (role === 'answer') return mark(cell.id, { solution: true, points: isText ? exercise.points : undefined });
  if (role === 'check') return mark(cell.id, { locked: true, points: isText ? undefined : exercise.points });
  return undefined;
}

type Given = { locked?: boolean; solution?: boolean; points?: number };

/** Keys in the order in which Jupyter saves them. */
function mark(id: string, { locked = false, solution = false, points }: Given): NbgraderMark {
  const grade = points !== undefined;
  const worth = grade ? { points } : {};
  return { grade, grade_id: id, locked, ...worth, schema_version: 3, solution, task: false };
}

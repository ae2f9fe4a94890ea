/** How a class did, in numbers: by chapter and by exercise. */
import { type Frame, toFrame } from '../../display/table';
import { type ClassResults, releaseMark } from '../results/class-results';
import { gradebookRows, settled } from './gradebook';

/** The part of danfojs that a summary needs. */
interface DataFrame extends Frame {
  groupby(columns: string[]): { getGroup(keys: string[]): DataFrame };
  column(name: string): { mean(): number; median(): number; count(): number; values: unknown[] };
}

export type Row = Record<string, string | number | null>;

/** Rows for a table: points of hand-ins as mean and median, the share of hand-ins with all points, and how many are missing; the title with the release
 * where a chapter was assigned more than once. */
export function exerciseSummary(results: ClassResults): Row[] {
  const cells = gradebookRows(results);
  const graded = cells.flatMap(({ chapter, exercise, points, of }) =>
    points === undefined ? [] : [{ key: `${chapter.release.id} ${exercise}`, points, solved: points >= of ? 1 : 0 }],
  );
  const frame = graded.length > 0 ? (toFrame(graded) as DataFrame) : undefined;
  return results.chapters.flatMap((chapter) => {
    const mark = releaseMark(
      results.chapters.map(({ release }) => release),
      chapter.release,
    );
    return chapter.exercises.map(({ id, title, of }) => {
      const own = cells.filter((cell) => cell.chapter === chapter && cell.exercise === id);
      const key = `${chapter.release.id} ${id}`;
      const waiting = own.filter((cell) => cell.waiting > 0).length;
      const missing = own.filter(({ result }) => result === 'missing' || result === 'ungraded').length;
      const numbers = graded.some((one) => one.key === key) ? measured(frame?.groupby(['key']).getGroup([key])) : none;
      return {
        exercise: id,
        title: `${title}${mark}`,
        of,
        ...numbers,
        waiting,
        missing,
      };
    });
  });
}

/** The same for whole chapters, after lateness and with what teachers set. */
export function chapterSummary({ chapters }: ClassResults): Row[] {
  return chapters.map(({ heading, of, grades }) => {
    const all = [...grades.values()];
    const points = all.flatMap((grade) => settled(grade) ?? []);
    const count = (status: string): number => all.filter((grade) => grade.status === status).length;
    const rows = points.map((one) => ({ points: one, solved: one >= of ? 1 : 0 }));
    const numbers = rows.length > 0 ? measured(toFrame(rows) as DataFrame) : none;
    return {
      chapter: heading,
      of,
      ...numbers,
      waiting: count('waiting') + count('ungraded'),
      missing: count('missing'),
    };
  });
}

const none = { graded: 0, mean: null, median: null, 'solved %': null };

function measured(frame: DataFrame | undefined): Row {
  if (!frame) return none;
  const points = frame.column('points');
  const solved = Math.round(100 * frame.column('solved').mean());
  return { graded: points.count(), mean: points.mean(), median: points.median(), 'solved %': solved };
}

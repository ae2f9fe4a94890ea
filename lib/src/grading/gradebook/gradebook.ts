/** The points of a class as tables: a row a student, or a row for each student, chapter and exercise. */
import type { Student } from '../classroom/records';
import type { FinalGrade } from '../grades/final-grade';
import type { AssignedChapter, ClassResults } from '../results/class-results';
import { type CsvValue, safeCsv } from './safe-csv';

/** One student, one chapter, one exercise. */
export interface GradebookRow {
  student: Student;
  chapter: AssignedChapter;
  exercise: string;
  title: string;
  of: number;
  grade: FinalGrade;
  /** before lateness; none where nothing is graded, or a teacher still has to give them */
  points?: number;
  /** 'right', 'partial', 'wrong', 'broken', 'stub', 'recorded', or 'missing' and 'ungraded' */
  result: string;
  by?: 'grader' | 'teacher';
  /** points that a teacher still has to give */
  waiting: number;
}

export function gradebookRows({ students, chapters }: ClassResults): GradebookRow[] {
  return students.flatMap((student) =>
    chapters.flatMap((chapter) => {
      const grade = chapter.grades.get(student.id);
      if (!grade) return [];
      return chapter.exercises.map(({ id, title, of }) => {
        const found = grade.counts?.exercises.find((one) => one.id === id);
        const graded = grade.counts?.grade?.result.exercises.find((one) => one.id === id);
        const result = graded?.status ?? (grade.attempts.length > 0 ? 'ungraded' : 'missing');
        const common = { student, chapter, exercise: id, title, of, grade, result };
        if (!found) return { ...common, waiting: 0 };
        if (found.waiting > 0) return { ...common, waiting: found.waiting };
        return { ...common, points: found.points, by: found.by, waiting: 0 };
      });
    }),
  );
}

/** A line for each student, chapter and exercise: for programs and pivot tables. */
export function longCsv(results: ClassResults): string {
  const columns =
    'id name email chapter release exercise title points of result given_by waiting handed_in days_late chapter_points chapter_of chapter_status';
  const rows = gradebookRows(results).map(
    ({ student: { id, name, email }, chapter: { release }, grade, ...row }): CsvValue[] => [
      ...[
        id,
        name,
        email,
        release.chapter,
        release.id,
        row.exercise,
        row.title,
        row.points,
        row.of,
        row.result,
        row.by,
      ],
      ...[row.waiting, grade.counts?.attempt.handedIn, grade.counts?.lateDays, grade.points, grade.of, grade.status],
    ],
  );
  return safeCsv(columns.split(' '), rows);
}

/** A line for each student: for people. Points of exercises are those before lateness; the head of a column says how many there are. */
export function wideCsv(results: ClassResults): string {
  const { students, chapters } = results;
  const columns = ['id', 'name', 'email'];
  for (const { release, exercises } of chapters) {
    const name = nameOf(release.id, release.chapter, chapters);
    const again = name === String(release.chapter) ? '' : ` ${name}`;
    columns.push(...exercises.map(({ id, of }) => `${id}${again} of ${of}`));
    columns.push(...['days late', 'taken off', 'points', 'of', 'status'].map((what) => `chapter ${name} ${what}`));
  }
  columns.push('points', 'of');
  const cells = gradebookRows(results);
  const rows = students.map(({ id, name, email }): CsvValue[] => {
    const row: CsvValue[] = [id, name, email];
    const grades = chapters.flatMap((chapter) => chapter.grades.get(id) ?? []);
    for (const [i, chapter] of chapters.entries()) {
      row.push(
        ...cells.filter((cell) => cell.student.id === id && cell.chapter === chapter).map(({ points }) => points),
      );
      const { counts, points, of, status } = grades[i];
      row.push(counts?.lateDays, counts?.deduction, points, of, status);
    }
    const sum = (key: 'points' | 'of'): number =>
      Math.round(100 * grades.reduce((all, one) => all + one[key], 0)) / 100;
    return [...row, sum('points'), sum('of')];
  });
  return safeCsv(columns, rows);
}

/** '2', or the release where the chapter was assigned more than once */
function nameOf(release: string, chapter: number, chapters: AssignedChapter[]): string {
  return chapters.filter((one) => one.release.chapter === chapter).length > 1 ? release : String(chapter);
}

/** For the import of Moodle's gradebook: who it is, and one grade item a chapter. Whoever has no final grade has an empty one. */
export function moodleItemsCsv({ students, chapters }: ClassResults): string {
  const columns = ['ID number', 'Email address', ...chapters.map(({ heading, of }) => `${heading} (of ${of})`)];
  const rows = students.map(({ id, email }) => [
    id,
    email,
    ...chapters.map((chapter) => settled(chapter.grades.get(id))),
  ]);
  return safeCsv(columns, rows);
}

/** The points of a grade that will not change by itself. */
export function settled(grade: FinalGrade | undefined): number | undefined {
  return grade?.status === 'final' || grade?.status === 'override' ? grade.points : undefined;
}

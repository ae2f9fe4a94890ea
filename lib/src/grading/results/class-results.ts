/** Everything that is known of a class, put together: what feedback, gradebook and dashboard are made of. */
import { loadSuites } from '../../exercises/load';
import type { Exercise, Suite } from '../../exercises/spec';
import { inEnglish } from '../../languages/english';
import { UserError } from '../../project';
import type { ClassRoom } from '../classroom/class-folder';
import type { Extension, Grade, Release, Student } from '../classroom/records';
import { type FinalGrade, finalGrade } from '../grades/final-grade';
import { type GradeStore, SqliteGrades } from '../grades/grade-store';

/** One exercise of a chapter that was assigned. */
export interface AssignedExercise {
  id: string;
  title: string;
  /** points that it has */
  of: number;
  /** as the suite has it now; none where the course has lost it */
  exercise?: Exercise;
}

/** A chapter that was assigned, with what came of it. */
export interface AssignedChapter {
  release: Release;
  /** 'Fundamentals' */
  title: string;
  /** 'Chapter 2: Fundamentals'; with the release where the chapter was assigned more than once */
  heading: string;
  of: number;
  exercises: AssignedExercise[];
  extensions: Extension[];
  /** by the id of the student; one for everybody on the class list */
  grades: Map<string, FinalGrade>;
}

export interface ClassResults {
  className: string;
  /** of the class, where the hand-ins lie */
  folder: string;
  students: Student[];
  chapters: AssignedChapter[];
}

export interface ClassResultsOptions {
  /** only these chapters; all that were assigned unless given */
  chapters?: number[];
  /** where the grades are; in the database of the class unless given */
  grades?: GradeStore;
  /** of the course, unless given */
  suites?: Suite[];
}

/** @throws UserError where nothing was assigned, or not one of these chapters */
export async function classResults(room: ClassRoom, options: ClassResultsOptions = {}): Promise<ClassResults> {
  const { name, folder, store } = room;
  const { grades = new SqliteGrades(store.database), suites = loadSuites() } = options;
  const students = store.students();
  const chapters: AssignedChapter[] = [];
  const all = store.releases();
  for (const release of chosen(all, options.chapters, name)) {
    const given = await grades.ofRelease(name, release.id);
    const suite = suites.find(({ chapter }) => chapter === release.chapter);
    const exercises = exercisesOf(suite, given);
    const of = exercises.reduce((sum, one) => sum + one.of, 0);
    const records = {
      attempts: store.attempts(release.id),
      grades: given,
      manual: store.manual(release.id),
      extensions: store.extensions(release.id),
      overrides: store.overrides(release.id),
    };
    const title = suite?.title ?? '';
    chapters.push({
      release,
      title,
      heading: `${headingOf(release.chapter, title)}${releaseMark(all, release)}`,
      of,
      exercises,
      extensions: records.extensions,
      grades: new Map(students.map(({ id }) => [id, finalGrade({ release, student: id, of, ...records })])),
    });
  }
  return { className: name, folder, students, chapters };
}

/** ' (02-3a-2)' where the chapter of a release was assigned more than once, else nothing. */
export function releaseMark(all: readonly Release[], release: Release): string {
  return all.filter(({ chapter }) => chapter === release.chapter).length > 1 ? ` (${release.id})` : '';
}

/** @throws UserError where no hand-in is graded yet and nobody's points are set, with what to do */
export function needGrades({ className, chapters }: ClassResults): void {
  const some = chapters.some(({ grades }) => [...grades.values()].some(({ counts, override }) => counts ?? override));
  if (some) return;
  const collected = chapters.some(({ grades }) => [...grades.values()].some(({ attempts }) => attempts.length > 0));
  throw new UserError(
    collected
      ? `No hand-in of class ${className} is graded yet: run \`npx --no-install convolab grade --class ${className}\` first.`
      : `Nothing of class ${className} is collected yet: run \`npx --no-install convolab collect --class ${className} --from DIR\` first.`,
  );
}

function chosen(releases: Release[], chapters: number[] | undefined, className: string): Release[] {
  if (releases.length === 0) {
    throw new UserError(
      `Nothing was assigned to class ${className} yet: run \`npx --no-install convolab assign CHAPTER --class ${className} --due DATE --to DIR\`.`,
    );
  }
  const unknown = chapters?.find((chapter) => !releases.some((release) => release.chapter === chapter));
  if (unknown !== undefined) {
    const known = [...new Set(releases.map((release) => twoDigits(release.chapter)))].join(', ');
    throw new UserError(`Chapter ${twoDigits(unknown)} was not assigned to class ${className}; it has ${known}.`);
  }
  return releases.filter(({ chapter }) => chapters?.includes(chapter) ?? true);
}

const twoDigits = (chapter: number): string => String(chapter).padStart(2, '0');

/** Those of the suite; where the course has lost it, those that were graded. */
function exercisesOf(suite: Suite | undefined, grades: Grade[]): AssignedExercise[] {
  if (suite)
    return suite.exercises.map((exercise) => ({
      id: exercise.id,
      title: exercise.title,
      of: exercise.points,
      exercise,
    }));
  const graded = grades.flatMap(({ result }) => result.exercises);
  return [...new Map(graded.map(({ id, title, of }) => [id, { id, title, of }])).values()];
}

/** In English, as it stands in the heads of CSV columns; pages say it again. */
function headingOf(chapter: number, title: string): string {
  return title
    ? inEnglish('Chapter {chapter}: {title}', { chapter, title })
    : inEnglish('Chapter {chapter}', { chapter });
}

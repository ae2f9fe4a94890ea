/** What a teacher wants to see of a class, as plain data: for the figures, for the page and for the notebook. */

import { inEnglish } from '../../languages/english';
import { say } from '../../languages/say';
import { sayMade } from '../../languages/say-made';
import type { ProgressRow } from '../../visualizers/class-progress';
import type { ExerciseOutcomes } from '../../visualizers/exercise-outcomes';
import type { FrequentMistake } from '../../visualizers/frequent-mistakes';
import type { ReachedShares } from '../../visualizers/points-distribution';
import { openClass } from '../classroom/class-folder';
import {
  type AssignedChapter,
  type ClassResults,
  classResults,
  needGrades,
  releaseMark,
} from '../results/class-results';
import type { GradedExercise } from '../score/result';
import { type SimilarExercise, similarExercises } from './similar-answers';

export interface MistakeOfMany extends FrequentMistake {
  /** names of those who got the hint */
  names: string[];
}

export interface ClassOverview {
  className: string;
  students: number;
  /** ids of the exercises, the columns of `progress` */
  exercises: string[];
  progress: ProgressRow[];
  outcomes: ExerciseOutcomes[];
  points: ReachedShares[];
  /** students with a grade */
  handIns: number;
  mistakes: MistakeOfMany[];
  similar: SimilarExercise[];
  /** what a teacher should look at: one sentence each */
  notices: string[];
}

/**
 * Opens a class and puts its overview together.
 * @throws UserError where there is no such class, or nothing is graded
 * @example const overview = await openOverview('3a'); await show(exerciseOutcomes(overview.outcomes));
 */
export async function openOverview(className: string, chapters?: number[]): Promise<ClassOverview> {
  const room = openClass(className);
  try {
    const results = await classResults(room, { chapters });
    needGrades(results);
    return classOverview(results);
  } finally {
    room.store.close();
  }
}

export function classOverview(results: ClassResults): ClassOverview {
  const { className, students, chapters } = results;
  const graded = new Set(
    chapters.flatMap(({ grades }) => [...grades].filter(([, { counts }]) => counts).map(([id]) => id)),
  );
  const releases = chapters.map(({ release }) => release);
  return {
    className,
    students: students.length,
    exercises: chapters.flatMap(({ exercises }) => exercises.map(({ id }) => id)),
    progress: students.map(({ id, name }) => ({ name, shares: chapters.flatMap((chapter) => sharesOf(chapter, id)) })),
    outcomes: chapters.flatMap((chapter) => outcomesOf(chapter, releaseMark(releases, chapter.release))),
    points: chapters.map(({ heading, grades }) => ({
      name: heading,
      shares: [...grades.values()].filter(({ counts, override }) => counts ?? override).map(shareOfAll),
    })),
    handIns: graded.size,
    mistakes: mistakesOf(results),
    similar: chapters.flatMap((chapter) => similarExercises(results, chapter)),
    notices: noticesOf(results),
  };
}

const shareOfAll = ({ points, of }: { points: number; of: number }): number => within(of > 0 ? points / of : 0);

/** A teacher may give more points than there are. */
const within = (share: number): number => Math.min(1, Math.max(0, share));

function sharesOf({ exercises, grades }: AssignedChapter, student: string): (number | null)[] {
  const counts = grades.get(student)?.counts;
  return exercises.map(({ id, of }) => {
    const found = counts?.exercises.find((one) => one.id === id);
    return found && found.waiting === 0 ? within(of > 0 ? found.points / of : 0) : null;
  });
}

const outcomeOf: Record<GradedExercise['status'], keyof Omit<ExerciseOutcomes, 'name' | 'mean'>> = {
  right: 'right',
  partial: 'partial',
  wrong: 'wrong',
  broken: 'wrong',
  stub: 'unwritten',
  recorded: 'waiting',
};

function outcomesOf({ exercises, grades }: AssignedChapter, mark: string): ExerciseOutcomes[] {
  return exercises.map(({ id, title, of }) => {
    const row: ExerciseOutcomes = {
      name: `${id} ${title}${mark}`,
      right: 0,
      partial: 0,
      wrong: 0,
      unwritten: 0,
      waiting: 0,
      missing: 0,
      mean: null,
    };
    let [points, given] = [0, 0];
    for (const { counts } of grades.values()) {
      const found = counts?.exercises.find((one) => one.id === id);
      const status = counts?.grade?.result.exercises.find((one) => one.id === id)?.status;
      if (!found || !status) row.missing++;
      else if (found.waiting > 0) row.waiting++;
      else {
        points += found.points;
        given++;
        // what a teacher gave says more than what the grader saw
        if (found.by === 'teacher') row[found.points >= of ? 'right' : found.points > 0 ? 'partial' : 'wrong']++;
        else row[outcomeOf[status]]++;
      }
    }
    return { ...row, mean: given > 0 && of > 0 ? points / (given * of) : null };
  });
}

/** Hints of wrong answers, by exercise; each student counts once for each. */
function mistakesOf({ students, chapters }: ClassResults): MistakeOfMany[] {
  const found = new Map<string, MistakeOfMany>();
  for (const { grades } of chapters) {
    for (const { id: student, name } of students) {
      for (const exercise of grades.get(student)?.counts?.grade?.result.exercises ?? []) {
        for (const hint of hintsOf(exercise)) {
          const key = `${exercise.id} ${hint}`;
          const entry = found.get(key) ?? { exercise: exercise.id, hint, students: 0, names: [] };
          if (!entry.names.includes(name)) entry.names.push(name);
          found.set(key, { ...entry, students: entry.students + 1 });
        }
      }
    }
  }
  return [...found.values()].sort((a, b) => b.students - a.students);
}

function hintsOf({ status, hint, cases, text }: GradedExercise): Set<string> {
  // an answer that is not written has a first step for a hint, and a text what the teacher looks for
  const own = status === 'wrong' && text === undefined && hint ? [hint] : [];
  return new Set([...own, ...cases.flatMap((one) => one.hint ?? [])]);
}

function noticesOf({ students, chapters }: ClassResults): string[] {
  return chapters.flatMap(({ heading, grades }) =>
    students.flatMap(({ id, name }) => {
      const grade = grades.get(id);
      const result = grade?.counts?.grade?.result;
      const about = (sentence: string): string =>
        say('{name}, {heading}: {sentence}', { name, heading: sayMade(heading), sentence: sayMade(sentence) });
      const copies = (result?.resemblances ?? []).map(({ exercise, original, share }) =>
        inEnglish('{percent} % of the answer to {exercise} stands in {original}, too.', {
          percent: Math.round(100 * share),
          exercise,
          original,
        }),
      );
      return [
        ...(grade?.attempts ?? []).flatMap(({ attempt }) => (attempt.doubtful ? [about(attempt.doubtful)] : [])),
        ...(result?.refused ? [about(result.refused)] : []),
        ...(result?.problems ?? []).map(({ sentence }) => about(sentence)),
        ...copies.map(about),
        ...(result && !result.sandboxed
          ? [about(inEnglish('Graded without a sandbox: the points are not to be trusted.'))]
          : []),
      ];
    }),
  );
}

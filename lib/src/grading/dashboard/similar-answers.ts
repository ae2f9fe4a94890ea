/** Which answers of a class are alike, exercise by exercise: for a teacher to judge. */
import { stubOf } from '../reading/originals';
import type { AssignedChapter, ClassResults } from '../results/class-results';
import { handedInAnswers } from '../results/handed-in-answers';
import { type AnswerPair, type ComparedAnswer, comparePairs } from './winnowing';

export interface SimilarExercise {
  name: string;
  pairs: AnswerPair[];
}

/** Characters of an answer that are compared. */
const longest = 20_000;

/** The answers that count, of exercises that ask for code; without those of which no two are long enough. */
export function similarExercises({ students, folder }: ClassResults, chapter: AssignedChapter): SimilarExercise[] {
  const written = students.flatMap(({ id, name }) => {
    const counts = chapter.grades.get(id)?.counts;
    return counts ? [{ student: name, sources: handedInAnswers(folder, counts).sources }] : [];
  });
  return chapter.exercises.flatMap(({ id, title, exercise }) => {
    if (!exercise || exercise.kind === 'choice' || exercise.kind === 'text') return [];
    const answers = written.flatMap(({ student, sources }): ComparedAnswer[] => {
      const source = sources.get(id);
      return source === undefined ? [] : [{ student, source: source.slice(0, longest) }];
    });
    const pairs = comparePairs(answers, stubOf(chapter.release.chapter, exercise));
    return pairs.length > 0 ? [{ name: `${id} ${title}`, pairs }] : [];
  });
}

/** A pair with what tells it from the other pairs of its exercise. */
export interface StandingOut extends AnswerPair {
  exercise: string;
  /** median share of all pairs of the exercise */
  usual: number;
}

/** From this share on a pair may be listed, */
export const listedFrom = 0.6;

/** and only so far above what is usual in its exercise. */
const leastAbove = 0.2;

/**
 * The pairs that stand out most, a few of each exercise: many have in common what an exercise asks for, so a pair counts by how far it is
 * above the median of its exercise. Where most answers are alike, none is listed.
 */
export function standingOut(similar: SimilarExercise[], each = 4): StandingOut[] {
  const above = ({ share, usual }: StandingOut): number => share - usual;
  return similar
    .flatMap(({ name, pairs }) => {
      // they come in order, the closest first
      const usual = pairs[Math.floor(pairs.length / 2)].share;
      const listed = pairs.filter(({ share }) => share >= listedFrom && share - usual >= leastAbove).slice(0, each);
      return listed.map((pair): StandingOut => ({ ...pair, exercise: name, usual }));
    })
    .sort((a, b) => above(b) - above(a));
}

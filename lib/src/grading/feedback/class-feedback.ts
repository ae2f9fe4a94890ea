/** From the results of a class to what the page of each student says. */
import { sayPoints } from '../../exercises/points';
import { figures, percents, say, sayCount } from '../../languages/say';
import type { Student } from '../classroom/records';
import type { AttemptPoints } from '../grades/attempt-points';
import type { FinalGrade } from '../grades/final-grade';
import { moment } from '../pages/moment';
import type { AssignedChapter, ClassResults } from '../results/class-results';
import { handedInAnswers } from '../results/handed-in-answers';
import type { ExerciseFeedback } from './exercise-section';
import { casesAreOpen } from './secrets';
import type { ChapterFeedback, StudentFeedback } from './student-page';

/** @param now decides whether the graded cases are still a secret */
export function studentFeedback(results: ClassResults, student: Student, now: Date): StudentFeedback {
  const { className, folder } = results;
  const chapters = results.chapters.flatMap((chapter) => {
    const grade = chapter.grades.get(student.id);
    return grade ? [chapterFeedback(chapter, grade, { folder, now })] : [];
  });
  return { student, className, chapters };
}

function chapterFeedback(
  chapter: AssignedChapter,
  grade: FinalGrade,
  { folder, now }: { folder: string; now: Date },
): ChapterFeedback {
  const { release, heading } = chapter;
  const { points, of, waiting, counts } = grade;
  const problems = counts?.grade?.result.problems.map(({ sentence }) => sentence) ?? [];
  return {
    anchor: release.id,
    heading,
    points,
    of,
    waiting,
    facts: factsOf(chapter, grade),
    problems: counts?.grade?.result.refused ? [counts.grade.result.refused, ...problems] : problems,
    exercises: counts ? exercisesOf(chapter, counts, { folder, now }) : [],
  };
}

function exercisesOf(
  { release, exercises, extensions }: AssignedChapter,
  counts: AttemptPoints,
  { folder, now }: { folder: string; now: Date },
): ExerciseFeedback[] {
  const { sources, problem } = handedInAnswers(folder, counts);
  const results = counts.grade?.result.exercises ?? [];
  return counts.exercises.flatMap(({ id, points, waiting, manual }) => {
    const result = results.find((one) => one.id === id);
    if (!result) return [];
    const exercise = exercises.find((one) => one.id === id)?.exercise;
    const rubric = exercise?.kind === 'text' ? exercise.rubric : undefined;
    const open = casesAreOpen(exercise, { release, extensions, now });
    const source = sources.get(id);
    return [{ result, points, waiting: waiting > 0, manual, rubric, open, source, noSource: problem }];
  });
}

/** What happened to the points, in the order in which it happened. */
function factsOf({ release }: AssignedChapter, grade: FinalGrade): string[] {
  const { counts, attempts, override, due } = grade;
  const time = moment(due, release.due);
  const when =
    Date.parse(due) === Date.parse(release.due)
      ? say('due on {time}', { time })
      : say('due on {time}, a time of your own', { time });
  const facts: string[] = [];
  if (attempts.length === 0) facts.push(say('Nothing was handed in; it was {when}.', { when }));
  else if (!counts) facts.push(say('What you handed in is not graded yet; it was {when}.', { when }));
  else {
    const { handedIn } = counts.attempt;
    facts.push(
      handedIn
        ? say('Handed in on {time}; it was {when}.', { time: moment(handedIn, release.due), when })
        : say('When it was handed in is not known, so it counts as in time; it was {when}.', { when }),
    );
    if (attempts.length > 1) {
      facts.push(
        say('Attempt {number} of {all} counts, the one with the most points.', {
          number: attempts.indexOf(counts) + 1,
          all: attempts.length,
        }),
      );
    }
    const ungraded = attempts.filter((one) => !one.grade).length;
    if (ungraded > 0) facts.push(sayCount(ungraded, '{n} attempt not graded yet.', '{n} attempts not graded yet.'));
    if (counts.lateDays > 0) facts.push(lateFact(counts));
  }
  if (override) facts.push(say('Your teacher set the points of this chapter: {reason}', { reason: override.reason }));
  return facts;
}

function lateFact({ lateDays, share, deduction, earned }: AttemptPoints): string {
  const late = sayCount(lateDays, '{n} day late', '{n} days late');
  if (share === 0)
    return say('{late}: nothing of it counts any more. It would have been {points}.', {
      late,
      points: sayPoints(earned),
    });
  return say('{late}: {percent} off, {deduction} of the {earned} points of the exercises below.', {
    late,
    percent: percents(1 - share, 0),
    deduction: figures(deduction),
    earned: figures(earned),
  });
}

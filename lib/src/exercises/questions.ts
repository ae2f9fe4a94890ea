/** Verdicts on the two kinds of questions: multiple choice, and short texts that a teacher reads. */
import { say, sayCount } from '../languages/say';
import { kindInWords } from './describe';
import { sayPoints } from './points';
import type { ExerciseResult } from './result';
import type { ChoiceExercise, TextExercise } from './spec';
import type { Given } from './wire';

/** A letter is right, wrong with a reason, or not one of the options. */
export function judgeChoice(exercise: ChoiceExercise, given: Given): ExerciseResult {
  const { entry, points, options } = exercise;
  const result = noPoints(exercise);
  const letters = Object.keys(options);
  if (given === undefined || given === null || given === '') {
    const sentence = say('Not answered yet: put one of the letters {letters} into `{entry}`, and run that cell.', {
      letters: letters.join(', '),
      entry,
    });
    return { ...result, status: 'stub', sentence, hint: exercise.firstStep };
  }
  const letter = typeof given === 'string' ? given.trim().toLowerCase() : undefined;
  if (letter === undefined || !letters.includes(letter)) {
    return {
      ...result,
      sentence: say('`{entry}` is {kind}; expected one of the letters {letters}.', {
        entry,
        kind: kindInWords(given),
        letters: letters.join(', '),
      }),
    };
  }
  const option = say(options[letter]);
  if (letter === exercise.answer)
    return { ...result, status: 'right', points, sentence: say('Right: {option}', { option }) };
  const hint = exercise.feedback?.[letter] ?? exercise.firstStep;
  return { ...result, sentence: say('"{letter}" is not it: {option}', { letter, option }), hint };
}

/** A text is recorded for the teacher; only an empty or very short one is sent back. */
export function judgeText(exercise: TextExercise, given: Given): ExerciseResult {
  const { entry, points, rubric, minimumWords = 20 } = exercise;
  const result = noPoints(exercise);
  if (given === undefined || given === null || (typeof given === 'string' && given.trim() === '')) {
    const sentence = say('Not written yet: write your text into `{entry}`, and run that cell.', { entry });
    return { ...result, status: 'stub', sentence, hint: exercise.firstStep };
  }
  if (typeof given !== 'string')
    return { ...result, sentence: say('`{entry}` is {kind}; expected a text.', { entry, kind: kindInWords(given) }) };
  const words = given.trim().split(/\s+/).length;
  const looksFor = rubric.map((row) => `${say(row.criterion)} (${sayPoints(row.points)})`).join(say('; '));
  const hint = say('Your teacher looks for: {criteria}.', { criteria: looksFor });
  if (words < minimumWords) {
    const least = minimumWords;
    const sentence = sayCount(
      words,
      '{n} word so far; write at least {least}.',
      '{n} words so far; write at least {least}.',
      { least },
    );
    return { ...result, sentence, hint };
  }
  const most = sayPoints(points);
  const sentence = sayCount(
    words,
    'Recorded: {n} word. Your teacher reads it and gives up to {most}.',
    'Recorded: {n} words. Your teacher reads it and gives up to {most}.',
    { most },
  );
  return { ...result, status: 'recorded', sentence, hint };
}

/** A wrong answer, before it is said why. */
function noPoints({ id, title, entry, points }: ChoiceExercise | TextExercise): ExerciseResult {
  return { id, title, entry, status: 'wrong', points: 0, of: points, sentence: '', cases: [], printed: '' };
}

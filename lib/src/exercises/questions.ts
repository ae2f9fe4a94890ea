/** Verdicts on the two kinds of questions: multiple choice, and short texts that a teacher reads. */
import { count, kindInWords } from './describe';
import type { ExerciseResult } from './judge';
import type { ChoiceExercise, TextExercise } from './spec';
import type { Given } from './wire';

/** A letter is right, wrong with a reason, or not one of the options. */
export function judgeChoice(exercise: ChoiceExercise, given: Given): ExerciseResult {
  const { entry, points, options } = exercise;
  const result = noPoints(exercise);
  const letters = Object.keys(options);
  if (given === undefined || given === null || given === '') {
    const sentence = `Not answered yet: put one of the letters ${letters.join(', ')} into \`${entry}\`, and run that cell.`;
    return { ...result, status: 'stub', sentence, hint: exercise.firstStep };
  }
  const letter = typeof given === 'string' ? given.trim().toLowerCase() : undefined;
  if (letter === undefined || !letters.includes(letter)) {
    return {
      ...result,
      sentence: `\`${entry}\` is ${kindInWords(given)}; expected one of the letters ${letters.join(', ')}.`,
    };
  }
  if (letter === exercise.answer) return { ...result, status: 'right', points, sentence: `Right: ${options[letter]}` };
  const hint = exercise.feedback?.[letter] ?? exercise.firstStep;
  return { ...result, sentence: `"${letter}" is not it: ${options[letter]}`, hint };
}

/** A text is recorded for the teacher; only an empty or very short one is sent back. */
export function judgeText(exercise: TextExercise, given: Given): ExerciseResult {
  const { entry, points, rubric, minimumWords = 20 } = exercise;
  const result = noPoints(exercise);
  if (given === undefined || given === null || (typeof given === 'string' && given.trim() === '')) {
    const sentence = `Not written yet: write your text into \`${entry}\`, and run that cell.`;
    return { ...result, status: 'stub', sentence, hint: exercise.firstStep };
  }
  if (typeof given !== 'string')
    return { ...result, sentence: `\`${entry}\` is ${kindInWords(given)}; expected a text.` };
  const words = given.trim().split(/\s+/).length;
  const looksFor = rubric.map((row) => `${row.criterion} (${count(row.points, 'point')})`).join('; ');
  if (words < minimumWords) {
    const sentence = `${count(words, 'word')} so far; write at least ${minimumWords}.`;
    return { ...result, sentence, hint: `Your teacher looks for: ${looksFor}.` };
  }
  const sentence = `Recorded: ${count(words, 'word')}. Your teacher reads it and gives up to ${count(points, 'point')}.`;
  return { ...result, status: 'recorded', sentence, hint: `Your teacher looks for: ${looksFor}.` };
}

/** A wrong answer, before it is said why. */
function noPoints({ id, title, entry, points }: ChoiceExercise | TextExercise): ExerciseResult {
  return { id, title, entry, status: 'wrong', points: 0, of: points, sentence: '', cases: [], printed: '' };
}

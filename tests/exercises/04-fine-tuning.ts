/** The exercises of chapter 4. `check()`, `convolab check` and the grader read this file. */
import { defineExercises } from 'convolab';
import { twoBlocks } from './04-fine-tuning/blocks';
import { stopEarly } from './04-fine-tuning/early-stopping';
import { freezeByName } from './04-fine-tuning/freezing';
import { newHead } from './04-fine-tuning/new-head';
import { twoPenalties } from './04-fine-tuning/penalties';
import { questions } from './04-fine-tuning/questions';
import { warmUpAndDecay } from './04-fine-tuning/schedule';

export default defineExercises({
  chapter: 4,
  title: 'Fine-tuning',
  exercises: [newHead, twoBlocks, warmUpAndDecay, freezeByName, twoPenalties, stopEarly, ...questions],
});

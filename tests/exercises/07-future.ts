/** The exercises of chapter 7. `check()`, `convolab check` and the grader read this file. */
import { defineExercises } from 'convolab';
import { attention } from './07-future/attention';
import { compression } from './07-future/compression';
import { convLstm } from './07-future/conv-lstm';
import { generativeLosses } from './07-future/generative-losses';
import { questions } from './07-future/questions';
import { residualGradient } from './07-future/residual';

export default defineExercises({
  chapter: 7,
  title: 'Future',
  exercises: [residualGradient, compression, convLstm, attention, generativeLosses, ...questions],
});

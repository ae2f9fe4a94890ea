/** The exercises of chapter 5. `check()`, `convolab check` and the grader read this file. */
import { defineExercises } from 'convolab';
import { augmentation } from './05-improving-performance/augmentation';
import { normalization } from './05-improving-performance/batch-norm';
import { searchCandidates } from './05-improving-performance/candidates';
import { contest } from './05-improving-performance/contest';
import { invertedDropout } from './05-improving-performance/dropout';
import { improvement } from './05-improving-performance/expected-improvement';
import { questions } from './05-improving-performance/questions';

export default defineExercises({
  chapter: 5,
  title: 'Improving performance',
  exercises: [augmentation, searchCandidates, improvement, normalization, invertedDropout, contest, ...questions],
});

/** The exercises of chapter 1. `check()`, `convolab check` and the grader read this file. */
import { defineExercises } from 'convolab';
import { forwardOfDense } from './01-introduction/dense-layer';
import { shiftEquivariance } from './01-introduction/equivariance';
import { parameterCounts } from './01-introduction/parameter-counts';
import { questions } from './01-introduction/questions';
import { vggTable } from './01-introduction/vgg-table';

export default defineExercises({
  chapter: 1,
  title: 'Introduction',
  exercises: [forwardOfDense, parameterCounts, shiftEquivariance, vggTable, ...questions],
});

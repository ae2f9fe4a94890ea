/** The exercises of chapter 6. `check()`, `convolab check` and the grader read this file. */
import { defineExercises } from 'convolab';
import { causalConvolution } from './06-case-studies/causal';
import { diceAndIou } from './06-case-studies/dice';
import { gridTargets } from './06-case-studies/grid-targets';
import { intersectionOverUnion } from './06-case-studies/iou';
import { questions } from './06-case-studies/questions';
import { suppression } from './06-case-studies/suppression';
import { transposedConvolution } from './06-case-studies/transposed-convolution';
import { words } from './06-case-studies/words';

export default defineExercises({
  chapter: 6,
  title: 'Case studies',
  exercises: [
    intersectionOverUnion,
    suppression,
    gridTargets,
    transposedConvolution,
    diceAndIou,
    words,
    causalConvolution,
    ...questions,
  ],
});

/** The exercises of chapter 3. `check()`, `convolab check` and the grader read this file. */
import { defineExercises } from 'convolab';
import { backwardOfConvolution } from './03-building-cnns/conv-backward';
import { backwardOfDense } from './03-building-cnns/dense-backward';
import { initialization } from './03-building-cnns/initializers';
import { threeLosses } from './03-building-cnns/losses';
import { parameterBudget } from './03-building-cnns/parameter-budget';
import { questions } from './03-building-cnns/questions';
import { trainingLoop } from './03-building-cnns/training-loop';
import { sixUpdateRules } from './03-building-cnns/update-rules';

export default defineExercises({
  chapter: 3,
  title: 'Building CNNs',
  exercises: [
    parameterBudget,
    initialization,
    backwardOfDense,
    backwardOfConvolution,
    threeLosses,
    sixUpdateRules,
    trainingLoop,
    ...questions,
  ],
});

/** The exercises of chapter 2. `check()`, `convolab check` and the grader read this file. */
import { defineExercises } from 'convolab';
import { activationFunctions } from './02-fundamentals/activations';
import { convolution } from './02-fundamentals/convolution';
import { edgeDetector } from './02-fundamentals/edge-detector';
import { samePaddingSplit } from './02-fundamentals/padding';
import { pooling } from './02-fundamentals/pooling';
import { questions } from './02-fundamentals/questions';
import { receptiveFieldOfAStack } from './02-fundamentals/receptive-field';
import { outputSizes } from './02-fundamentals/sizes';

export default defineExercises({
  chapter: 2,
  title: 'Fundamentals',
  exercises: [
    convolution,
    edgeDetector,
    activationFunctions,
    pooling,
    outputSizes,
    samePaddingSplit,
    receptiveFieldOfAStack,
    ...questions,
  ],
});

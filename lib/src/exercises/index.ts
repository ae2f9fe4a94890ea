/** Exercises: what teachers write, and what students see at once. */
export { check } from './check';
export { defineExercises } from './define';
export { loadSuites } from './load';
export type { ImagesOf, LayerFacts, LoadedModel, TrainingOf } from './loaded-model';
export { type PackedImages, type PackedModel, packTensor, type UseOfModel } from './packed';
export { progress } from './progress';
export type { ExerciseResult } from './result';
export type {
  Case,
  ChoiceExercise,
  Exercise,
  FunctionExercise,
  Mistake,
  ModelExercise,
  Reference,
  Returned,
  Suite,
  TextExercise,
  Tolerance,
  ValueExercise,
  Verdict,
} from './spec';
export type { Data, Given } from './wire';
export { Odd } from './wire';
